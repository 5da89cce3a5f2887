import pytest
from nbformat.v4 import new_notebook

from tests.publish.sample import code, figure, first, last, prose, second
from walkback.errors import ExportError
from walkback.publish.merge import merge, parameters, place_of


def merged(*cells, more=()):
    return merge(
        [("one", new_notebook(cells=list(cells))), ("two", new_notebook(cells=list(more)))]
    )


def test_cover_then_summary_then_chapters_in_order():
    result = merge([("a", first()), ("b", second()), ("c", last())])
    roles = [cell.metadata.walkback.role for cell in result.cells]
    assert roles[:2] == ["cover", "summary"]
    assert set(roles[2:]) == {"chapter"}
    notebooks = [cell.metadata.walkback.notebook for cell in result.cells[2:]]
    assert notebooks == sorted(notebooks)
    assert notebooks[-1] == "c"


def test_parameters_and_injected_cells_are_hidden_and_read():
    result = merge([("a", first())])
    assert not any("edition" in cell.source for cell in result.cells)
    assert result.metadata.walkback["parameters"] == {
        "pair": ["shg", "ss"],
        "edition": 2023,
        "lang": "en",
    }
    assert result.metadata.walkback["changed"] == {"edition": 2023}


def test_parameters_that_are_no_literals_are_left_out():
    notebook = new_notebook(cells=[code("a = 1\nb = f(2)\nc: int = 3", tags=("parameters",))])
    assert parameters([notebook]) == ({"a": 1, "c": 3}, {})


def test_cell_ids_differ_between_chapters():
    result = merge([("a", first()), ("b", first().copy() | {"cells": [first().cells[2]]})][:1])
    ids = [cell.id for cell in result.cells]
    assert len(set(ids)) == len(ids)
    same = prose("text")
    both = merged(same, more=[same])
    assert both.cells[0].id != both.cells[1].id


def test_skipped_and_raw_cells_are_left_out():
    skipped, raw = prose("gone"), prose("gone too")
    skipped.metadata.walkback = {"skipped": True}
    raw.cell_type = "raw"
    assert [cell.source for cell in merged(skipped, raw, prose("kept")).cells] == ["kept"]


def test_the_notebooks_given_are_not_changed():
    cell = prose("a[^1]\n\n[^1]: x")
    merged(cell)
    assert cell.source == "a[^1]\n\n[^1]: x"
    assert "walkback" not in cell.metadata


def test_a_cell_knows_where_it_came_from():
    result = merged(prose("# Ranks"), code("x"))
    assert str(place_of(result.cells[1])) == 'one, cell 2 (under "Ranks")'


def test_two_covers_name_both_places():
    with pytest.raises(ExportError, match=r"tagged cover: one, cell 1.*two, cell 1"):
        merged(prose("# A", "cover"), more=[prose("# B", "cover")])


def test_what_tags_leave_out():
    result = merged(
        code("first", figure("fig-a"), tags=("remove-input",)),
        code("second", figure("fig-b"), tags=("remove_output",)),
        prose("Not for readers.", "remove-cell"),
    )
    assert [(cell.source, len(cell.outputs)) for cell in result.cells] == [("", 1), ("second", 0)]


def test_long_ids_stay_different():
    cells = [prose("a"), prose("b")]
    for cell, end in zip(cells, "ab", strict=True):
        cell.id = "x" * 63 + end
    ids = [cell.id for cell in merged(*cells).cells]
    assert len(set(ids)) == 2
