import pytest

from tests.publish.sample import code, figure, plain, prose, value
from tests.publish.test_merge import merged
from walkback.errors import ExportError
from walkback.publish.document import document
from walkback.publish.merge import place_of
from walkback.values.payloads import PROSE

CALL = "if n:\n    show_prose(text)"


def shown(source, **results):
    """The mimebundle of a text."""
    found = [{"expression": name, "result": result} for name, result in results.items()]
    return {PROSE: {"source": source, "user_expressions": found}, "text/plain": "for Lab alone"}


def test_shown_prose_is_a_markdown_cell_of_the_document(convert_cells):
    own = {"a": value("77.7 %", "r-9"), "b": plain("'x'")}
    text = convert_cells(code(CALL, shown("Share {eval}`a` {eval}`b`.", **own)))
    assert text == convert_cells(prose("Share {eval}`a` {eval}`b`.", **own))


def test_its_headings_labels_and_notes_count(state):
    first, second = shown("## Two {#sec-two}\n\na[^1]\n\n[^1]: x"), prose("After.")
    one, after = merged(prose("# One"), code(CALL, first), second).cells[1:]
    assert (one.cell_type, place_of(one).heading, place_of(after).heading) == (
        "markdown",
        "Two",
        "Two",
    )
    with pytest.raises(ExportError, match="sec-two is given twice: in one, cell 1"):
        document(merged(code(CALL, first), prose("## Again {#sec-two}")), state)


def test_it_can_be_the_cover():
    cells = [code(CALL, shown("# A"), tags=("cover",)), code(CALL, tags=("cover",))]
    (cover,) = merged(*cells).cells
    assert (cover.source, cover.metadata.walkback.role) == ("# A", "cover")


def test_what_else_a_cell_shows_stays_in_its_place():
    both = code(f"x = 1\n{CALL}", figure("fig-a"), shown("One."), figure("fig-b"), shown("Two."))
    cells = merged(both).cells
    assert [cell.cell_type for cell in cells] == ["code", "markdown"] * 2
    assert [cell.source for cell in cells] == [both.source, "One.", "", "Two."]
    assert len({cell.id for cell in cells}) == 4


@pytest.mark.parametrize("source", [CALL, "x = 1\nshow_prose(x)", "if n:\n    show_table(x)"])
def test_a_branch_that_does_not_hold_is_not_in_the_document(source):
    assert merged(code(source)).cells == []


def test_other_cells_of_code_stay():
    assert [cell.source for cell in merged(code("x = 1"), code("if x:\n    y = 1")).cells] == [
        "x = 1",
        "if x:\n    y = 1",
    ]


@pytest.mark.parametrize(
    "payload", ["text", {}, {"source": 1, "user_expressions": []}, {"source": "a"}]
)
def test_prose_of_another_version_is_refused(payload):
    with pytest.raises(ExportError, match=r"one, cell 1: the prose of a code cell lacks"):
        merged(code(CALL, {PROSE: payload}))
