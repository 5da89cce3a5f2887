"""What the document would refuse in the prose, found without running a notebook."""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import panflute as pf
from nbformat import NotebookNode

from walkback.errors import ExportError, RunError
from walkback.notebooks.cell_location import Place, located
from walkback.notebooks.cell_mending import joined
from walkback.notebooks.cell_tags import refuse_unmeant
from walkback.notebooks.claim_words import claims
from walkback.notebooks.code_prose import written
from walkback.notebooks.reader import read_notebook
from walkback.project import Project
from walkback.publish.cells import cell_blocks
from walkback.publish.document import context, given_twice, name_headings, tree
from walkback.publish.draft import code_of, drafts, has_condition, labels_in_code
from walkback.publish.gathered import State, new_state
from walkback.publish.merge import merge, place_of
from walkback.publish.order import ordered
from walkback.publish.pandoc import refusals
from walkback.publish.part import Part, labelled
from walkback.tables.problems import Problem

_REFERRED = re.compile(r'"(?:citationId": "|#)((?:fig|tbl)-[^"]+)"')
_APPENDICES = ("sec-values", "sec-sources", "sec-colophon")
_FILE = "data/references.json"
_NOWHERE = Place("", 0)
Found = list[tuple[Place, str]]


def prose_problems(project: Project, known: Sequence[Problem] = ()) -> list[Problem]:
    """The problems of the prose in all notebooks of a report, in their order.

    What only a run can tell, a computed text or label, is left to it.

    Args:
        project: The report.
        known: What else was found: a source that is told there is not told again.
    """
    try:
        documents = {stage.name: read_notebook(project.source(stage)) for stage in project.stages}
    except RunError:  # told by what looks for citations
        return []
    tags = list(_tags(documents))
    try:
        merged = merge(drafts(documents))
    except ExportError as error:
        return [*tags, Problem("notebooks", None, None, "prose", str(error), "")]
    try:
        state = new_state(project.root / "notebooks", merged, project.root)
    except ExportError:  # the bibliography, which is told by what reads it
        return tags
    parts, found = _parts(merged.cells, state)
    found += list(_claims(documents)) if project.identity.claim_words else []
    try:
        parts = ordered(parts, project.identity.order)
    except ExportError as error:  # what is in order is looked at all the same
        tags.append(Problem("report.toml", None, None, "part", str(error), ""))
    found += _refused(parts, state, code_of(list(documents.values())), _modules(project))
    told = {(one.file, one.row) for one in known if one.rule == "source"}
    made = [_problem(place, message) for place, message in found]
    new = [one for one in made if (one.file, one.row) not in told or _FILE not in one.message]
    return [*tags, *new]


def _claims(documents: Mapping[str, dict[str, Any]]) -> Iterator[tuple[Place, str]]:
    """The sentences that claim something and rest on nothing."""
    for name, document in documents.items():
        for place, cell in located(name, document["cells"]):
            code = cell["cell_type"] == "code"
            for text in written(joined(cell["source"])) if code else [joined(cell["source"])]:
                yield from ((place, str(one)) for one in claims(text))


def _tags(documents: Mapping[str, dict[str, Any]]) -> Iterator[Problem]:
    """The first tag of each notebook that could not do what it says."""
    for name, document in documents.items():
        file = f"notebooks/{name}.ipynb"
        try:
            refuse_unmeant(file, document["cells"])
        except RunError as error:
            yield Problem(file, None, None, "tag", str(error).removeprefix(f"{file}, "), "")


def _parts(cells: Sequence[NotebookNode], state: State) -> tuple[list[Part], Found]:
    """What the cells give to the document, and why some of them give nothing."""
    made: dict[int, Part] = {}
    found: Found = []
    seen: dict[str, Place] = {}
    for n in sorted(range(len(cells)), key=lambda n: has_condition(cells[n])):
        place = place_of(cells[n])
        try:
            blocks = cell_blocks(cells[n], place, state)
        except ExportError as error:
            found.append((place, str(error)))
            continue
        made[n] = part = Part(place, cells[n].metadata.walkback["role"], blocks)
        again = [label for label in part.labels if label in seen]
        if not has_condition(cells[n]):  # of two cells with conditions only one may be shown
            found += [(place, given_twice(label, seen[label], place)) for label in again]
        _without_labels(part, again)
        seen |= dict.fromkeys(part.labels, place)
    return [made[n] for n in sorted(made)], found


def _without_labels(part: Part, labels: Collection[str]) -> None:
    """Take labels away that another cell has."""
    for block in labelled(part.blocks):
        if block.identifier in labels:
            block.identifier = ""


def _refused(
    parts: Sequence[Part], state: State, code: Sequence[str], modules: Iterable[str]
) -> Found:
    """What the filters would refuse: formulas, levels of headings, labels, references.

    Modules are only read where a label is asked for that no cell has.
    """
    name_headings(parts)
    own = {label for part in parts for label in part.labels}
    places = {str(part.place): part.place for part in parts}
    trees = [block.to_json() for part in parts for block in part.blocks]
    asked = set(_REFERRED.findall(json.dumps(trees, ensure_ascii=False)))
    written, begun = labels_in_code(code)
    if asked - own - written:
        written, begun = labels_in_code([*code, *modules])
    made = {label for label in asked if label.startswith(tuple(begun))}
    behind = Part(_NOWHERE, "appendix", _stand_ins((written | made) - own))
    told = refusals(tree([*parts, behind], context(state, True)))
    return [(places[one["place"]], one["message"]) for one in told if one["place"] in places]


def _stand_ins(labels: Collection[str]) -> list[Any]:
    """Figures, tables and chapters of which nothing but the labels is known."""
    kinds = {"fig-": "report-figure", "tbl-": "report-table"}
    shown = [pf.Div(identifier=label, classes=[kinds[label[:4]]]) for label in sorted(labels)]
    return [*(pf.Header(pf.Str("x"), identifier=label) for label in _APPENDICES), *shown]


def _modules(project: Project) -> Iterator[str]:
    """The code that notebooks may import."""
    for folder in project.import_paths:
        for path in sorted(folder.rglob("*.py")):
            yield path.read_text("utf-8", "replace")


def _problem(place: Place, message: str) -> Problem:
    under = f'under "{place.heading}": ' if place.heading else ""
    return Problem(
        f"notebooks/{place.notebook}.ipynb", place.cell, None, "prose", f"{under}{message}", ""
    )
