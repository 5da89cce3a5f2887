"""Ties by kind, with their sums."""

import pandas as pd

from twodeltas.analysis import ties
from twodeltas.present import ties_table

KINDS = pd.DataFrame(
    [
        ("shg", "joint_lab", 16, 14, 8),
        ("shg", "mou", 14, 12, 2),
        ("ss", "joint_lab", 4, 4, 0),
        ("ss", "mou", 23, 23, 1),
    ],
    columns=["cluster", "kind", "ties", "across", "outside"],
)


def test_kinds_stand_in_rows_and_sums_in_the_last():
    table = ties_table.by_kind(KINDS, {"shg": "South", "ss": "East"})
    assert list(table.columns) == [
        "Kind of tie",
        "South",
        "South, outside",
        "East",
        "East, outside",
    ]
    assert list(table.iloc[0])[1:] == [16, 8, 4, 0]
    assert list(table.iloc[-1]) == ["All", 30, 10, 27, 1]


def test_every_kind_has_words():
    assert set(ties_table.KIND_NAMES) == set(ties.KINDS)
