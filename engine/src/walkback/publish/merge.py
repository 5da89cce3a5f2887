"""One notebook out of several: the cover, the summary, then the chapters in order."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import nbformat
from nbformat import NotebookNode

from walkback.errors import ExportError
from walkback.notebooks.cell_location import Place, blaming, located, tags
from walkback.notebooks.cell_tags import left_out
from walkback.notebooks.myst_roles import prose_of
from walkback.notebooks.parameters import assigned
from walkback.publish.payloads import shown
from walkback.publish.prose import footnotes, prefix_footnotes

HIDDEN = {"parameters", "injected-parameters"}
_IDENTIFIER = re.compile(r"\{[^{}\n]*#([A-Za-z][\w:.-]*)[^{}\n]*\}")


def merge(notebooks: Sequence[tuple[str, NotebookNode]]) -> NotebookNode:
    """One notebook with the cells of all, each knowing where it came from.

    Every cell carries `metadata.walkback` with `role` (cover, summary or chapter), `notebook`,
    `cell` and `heading`.

    Args:
        notebooks: Name and executed notebook, in the order of the chapters.

    Raises:
        ExportError: If there are two covers, or two things with the same label.
    """
    cells = [pair for n, (name, nb) in enumerate(notebooks, 1) for pair in _chapter(n, name, nb)]
    _only_one_cover([place for place, cell in cells if _role(cell) == "cover"])
    _no_label_twice(cells)
    _no_note_alone(cells)
    ordered = [
        cell for role in ("cover", "summary", "chapter") for _, cell in cells if _role(cell) == role
    ]
    merged: NotebookNode = nbformat.v4.new_notebook(cells=ordered)
    every, changed = parameters(nb for _, nb in notebooks)
    merged.metadata.walkback = {
        "merged": [name for name, _ in notebooks],
        "parameters": every,
        "changed": changed,
    }
    return merged


def parameters(notebooks: Iterable[NotebookNode]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The parameters of the run, and those of them that differ from their defaults.

    They are what the cells tagged `parameters` assign, and over them the injected ones.
    """
    defaults: dict[str, Any] = {}
    given: dict[str, Any] = {}
    for cell in (cell for notebook in notebooks for cell in notebook.cells):
        if "parameters" in tags(cell):
            defaults |= _literals(cell["source"])
        elif "injected-parameters" in tags(cell):
            given |= _literals(cell["source"])
    changed = {name: value for name, value in given.items() if defaults.get(name) != value}
    return defaults | given, changed


def _literals(source: str) -> dict[str, Any]:
    """Names that a piece of code sets to literals."""
    return {one.name: one.default for one in assigned(source) if one.literal}


def _chapter(number: int, name: str, notebook: NotebookNode) -> Iterator[tuple[Place, Any]]:
    """The cells of one notebook that the document shows, marked and made unmistakable."""
    for place, original in located(name, notebook.cells):
        own = original.get("metadata", {}).get("walkback", {})
        unshown = left_out(original)
        if tags(original) & HIDDEN or own.get("skipped") or original["cell_type"] == "raw":
            continue
        if "cell" in unshown:
            continue
        cell = NotebookNode(original)
        if cell.cell_type == "code":
            cell.source = "" if "code" in unshown else cell.source
            cell.outputs = [] if "outputs" in unshown else cell.outputs
        cell.id = f"c{number}-{place.cell}-{original.get('id', '')}"[:64]
        if cell.cell_type == "markdown":
            cell.source = prefix_footnotes(cell.source, f"c{number}")
        cell.metadata = NotebookNode(original["metadata"])
        cell.metadata.walkback = NotebookNode(
            role=next((tag for tag in ("cover", "summary") if tag in tags(original)), "chapter"),
            notebook=place.notebook,
            cell=place.cell,
            heading=place.heading,
        )
        yield place, cell


def place_of(cell: Any) -> Place:
    """Where a merged cell came from."""
    own = cell["metadata"]["walkback"]
    return Place(own["notebook"], own["cell"], own["heading"])


def _role(cell: Any) -> str:
    return str(cell["metadata"]["walkback"]["role"])


def _only_one_cover(places: list[Place]) -> None:
    if len(places) > 1:
        raise ExportError(
            f"Two cells are tagged cover: {places[0]}, and {places[1]}. Keep the tag on one of them."
        )


def _no_label_twice(cells: Iterable[tuple[Place, Any]]) -> None:
    seen: dict[str, Place] = {}
    for place, cell in cells:
        with blaming(place):
            labels = _labels(cell)
        for label in labels:
            if label in seen:
                raise ExportError(
                    f"The label {label} is given twice: in {seen[label]}, and in {place}. "
                    "Rename one of them."
                )
            seen[label] = place


def _no_note_alone(cells: Iterable[tuple[Place, Any]]) -> None:
    """Refuse a footnote that is not defined, or that nothing refers to."""
    used: dict[str, Place] = {}
    defined: dict[str, Place] = {}
    for place, cell in cells:
        if cell["cell_type"] == "markdown":
            here = footnotes(cell["source"])
            used |= dict.fromkeys(here[0], place)
            defined |= dict.fromkeys(here[1], place)
    for label in sorted(used.keys() ^ defined.keys()):
        name = label.partition("-")[2]
        if label in used:
            raise ExportError(
                f"{used[label]}: the footnote [^{name}] is not defined: write its text."
            )
        raise ExportError(f"{defined[label]}: nothing refers to the footnote [^{name}]: remove it.")


def _labels(cell: Any) -> list[str]:
    """The labels that a cell gives to figures, tables and headings."""
    if cell["cell_type"] == "markdown":
        parts = prose_of(cell["source"])
        return [label for part in parts for label in _IDENTIFIER.findall(part)]
    payloads = [shown(output) for output in cell.get("outputs", [])]
    return [payload.label for payload in payloads if payload]
