"""The evidence-and-gap map: items by cell, empty cells, and how far a row is trusted."""

import pandas as pd
import pytest

from tests.collaboration.test_similarity import TWO
from twodeltas.shared import gap_map


def test_the_map_counts_items_and_draws_empty_cells():
    table = gap_map.cells(TWO.assign(item=["i", "i", "k", "l", "m", "n"]), ["shg", "ss"])
    cell = table.set_index(["lever", "mechanism", "step", "cluster"])
    assert len(table) == 7 * 4 * 2  # one mechanism a lever, four steps, two clusters
    assert table.loc[table["lever"] != "money", "items"].eq(0).all()
    assert cell.loc[("money", "fund", "output", "shg"), ["items", "rows", "within"]].tolist() == [
        1,
        1,
        0,
    ]
    assert cell.loc[("money", "fund", "outcome", "shg"), "within"] == 1
    empty = cell.loc[("money", "fund", "input", "ss")]
    assert empty["items"] == 0
    assert pd.isna(empty["confidence"])
    found = gap_map.gaps(gap_map.by_lever(TWO, ["shg", "ss"]), "ss", ["outcome"])
    assert list(found["lever"]) == list(gap_map.LEVERS)


@pytest.mark.parametrize(
    ("reliability", "directness", "expected"),
    [
        ("A", "1", "high"),
        ("B", "2", "medium"),
        ("C", "1", "medium"),
        ("C", "3", "low"),
        ("D", "1", "low"),
        ("F", "1", "low"),
    ],
)
def test_confidence_of_a_row(reliability, directness, expected):
    assert gap_map.confidence(reliability, directness) == expected
