"""Titles of figures and tables: what states a conclusion in typed words is guarded by the data."""

import ast
import re
from collections.abc import Iterator
from typing import Any

import nbformat
import pytest

from tests.conftest import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SHOWS = ("show_figure", "show_table")
NEUTRAL = {  # say what is shown, whatever the data are
    "tbl-gaps": "What was not found, what may not be said for that reason, and what would settle it",
    "tbl-bounds": "What the published figures say about those that are not published",
    "tbl-tipping": "The same in words: what weight turns the order",
    "tbl-first": "For which share of all weightings a cluster is first, computed exactly",
    "tbl-leaders": "Who could be first under each recipe, as far as the published figures tell",
    "tbl-recipes-complete": "Who is first, and where the pair stands, under each recipe: 2023 edition",
    "tbl-history": "What changed between the editions",
    "tbl-intensity": "Counts per million inhabitants, where a source prints them",
    "tbl-cities": "The latest usable figure of each city, with its year",
    "tbl-integration": "How far the cities keep to themselves: the index of integration and its parts",
    "tbl-findings": "What the advice rests on: findings, with the number of independent items behind each",
    "tbl-first-in-world": "Who is first in the world, and how far away that is",
    "tbl-implied": "What the published figures say about those that are not published",
    "tbl-tipping-weights": "The same in numbers: what weight turns the order",
    "tbl-past": "Ranks by edition, and what changed between the editions",
    "tbl-per-million": "Counts per million inhabitants, where a source prints them",
    "tbl-facts": "Facts on collaboration, one a subject",
    "tbl-transfers": "What each cluster could take up from the other",
}
COUNTED = {  # words of the list below that stand beside the number or name that they are about
    "fig-weights": {"all"},  # the share of all weightings
    "fig-weight-map": {"all"},
    "fig-likeness": {"no", "both"},  # how many instruments have no twin, of those found in both
    "tbl-models-governance": {"both"},  # how many instruments were found in both, in these seven
    "tbl-models-rules": {"both"},
    "tbl-models-platforms": {"both"},
    "tbl-models-money": {"both"},
    "tbl-models-people": {"both"},
    "tbl-models-data-goods": {"both"},
    "tbl-models-knowledge": {"both"},
    "fig-integration": {"least"},  # the pair is computed
    "fig-tiers": {"first"},  # how many steps stay among the first three
    "tbl-tables": {"every"},  # the check of the data asks for a source in every row
}
_CONCLUDES = re.compile(
    r"\b(?:most|mostly|more|less|least|fewer|few|only|none|neither|no|never|always|all|every|first|"
    r"last|seldom|hardly|rare|larger|largest|smaller|smallest|higher|highest|lower|lowest|"
    r"oldest|latest|same|both)\b",
    re.IGNORECASE,
)


def titles(code: str) -> Iterator[tuple[str, ast.expr]]:
    """Label and title of everything that a cell shows."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in SHOWS:
            given = {word.arg: word.value for word in node.keywords}
            if "title" in given:
                yield ast.literal_eval(given["label"]), given["title"]


def typed(title: ast.expr) -> str:
    """The words of a title that somebody typed, without what `finding` guards and calls compute."""
    if isinstance(title, ast.Constant):
        return str(title.value)
    if isinstance(title, ast.JoinedStr):
        return " … ".join(
            str(part.value) for part in title.values if isinstance(part, ast.Constant)
        )
    if isinstance(title, ast.BinOp):
        return f"{typed(title.left)} … {typed(title.right)}"
    if isinstance(title, ast.IfExp):
        return f"{typed(title.body)} … {typed(title.orelse)}"
    return ""


def unguarded(label: str, title: ast.expr) -> str:
    """The first words of a title that the data could make false, or nothing."""
    if isinstance(title, ast.Constant):
        return "" if NEUTRAL.get(label) == title.value else str(title.value)
    words = {word.lower() for word in _CONCLUDES.findall(typed(title))}
    return ", ".join(sorted(words - COUNTED.get(label, set())))


def findings(code: str) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "finding":
            yield node


def lacks_condition(call: ast.Call) -> bool:
    """Whether a sentence is guarded by nothing that could turn out false."""
    holds = [*call.args[1:2], *(word.value for word in call.keywords if word.arg == "holds")]
    return not any(isinstance(node, ast.Name) for part in holds for node in ast.walk(part))


def has_way_out(call: ast.Call) -> bool:
    return len(call.args) > 2 or any(word.arg == "otherwise" for word in call.keywords)


def code_cells() -> Iterator[Any]:
    for path in NOTEBOOKS:
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "code":
                yield cell


def test_a_title_that_states_a_conclusion_in_typed_words_is_guarded():
    found = {
        label: unguarded(label, title)
        for cell in code_cells()
        for label, title in titles(cell.source)
    }
    assert len(found) > 50
    assert {label: words for label, words in found.items() if words} == {}, (
        "write title=finding(sentence, condition), put the number into the title, or add a title that "
        "states nothing to the list in this file"
    )


def test_the_lists_of_this_file_name_titles_that_exist():
    found = {label for cell in code_cells() for label, _ in titles(cell.source)}
    assert {*NEUTRAL, *COUNTED} <= found


def test_a_sentence_is_guarded_by_a_condition():
    bare = [
        cell.id for cell in code_cells() for call in findings(cell.source) if lacks_condition(call)
    ]
    assert bare == []


def test_a_cell_that_runs_for_any_edition_never_stops_at_a_sentence():
    paths = [ROOT / f"notebooks/{name}.ipynb" for name in ("02_metrics", "profile")]
    for cell in (one for path in paths for one in nbformat.read(path, as_version=4).cells):
        if cell.cell_type != "code":
            continue
        guarded = cell.source.startswith(("if unprinted:", "if told_venture:"))
        for call in findings(cell.source):
            assert guarded or has_way_out(call), f"{cell.id}: give `otherwise` a neutral title"


@pytest.mark.parametrize(
    "title",
    [
        '"Facts are few"',
        '"A cluster is ahead"',
        'f"{n} of {m} levers only"',
        'f"{n} facts" + "; none of them is primary"',
        '"Most is new" if case else "What is new"',
    ],
)
def test_a_bare_conclusion_is_found(title):
    ((label, node),) = titles(f'show_figure(x, label="fig-a", title={title})')
    assert unguarded(label, node)


@pytest.mark.parametrize(
    "title", ['finding("Facts are few", n < 9)', 'f"{n} of {m} facts"', "tables.lead(a, b)", "told"]
)
def test_what_is_computed_or_guarded_is_let_through(title):
    ((label, node),) = titles(f'show_table(x, label="tbl-a", title={title})')
    assert not unguarded(label, node)


def test_a_condition_that_cannot_fail_is_found():
    always, told = findings('finding("Few", True), finding("Few", n < 9, otherwise="What")')
    assert lacks_condition(always)
    assert not lacks_condition(told)
    assert has_way_out(told)
    assert not has_way_out(always)
