import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from walkback.errors import ExportError
from walkback.notebooks.cell_location import Place, blaming, headings, located


def test_cells_are_counted_from_one_without_those_of_papermill():
    injected = new_code_cell("a = 1")
    injected.metadata.tags = ["injected-parameters"]
    cells = [new_markdown_cell("# Title {#sec-a}\n\ntext"), injected, new_code_cell("x")]
    places = [place for place, _ in located("02", cells)]
    assert places == [Place("02", 1, "Title"), Place("02", 1, "Title"), Place("02", 2, "Title")]


def test_a_cell_is_told_under_its_own_first_heading_and_the_next_under_its_last():
    cells = [new_markdown_cell("# One\n## Two"), new_code_cell("x")]
    assert [place.heading for place, _ in located("n", cells)] == ["One", "Two"]


def test_headings_lose_their_attributes():
    assert headings("## A *b* {#sec-x .y}\ntext\n### C") == [(2, "A *b*"), (3, "C")]


def test_a_place_reads_as_a_person_would_say_it():
    assert str(Place("02", 3, "Ranks")) == '02, cell 3 (under "Ranks")'
    assert str(Place("02", 3)) == "02, cell 3"


def test_blaming_puts_the_place_before_the_message():
    with pytest.raises(ExportError, match=r"^02, cell 3: broken$"), blaming(Place("02", 3)):
        raise ExportError("broken")
