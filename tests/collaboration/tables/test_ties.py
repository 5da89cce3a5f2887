"""The tables of reported ties: kinds with their sums, and the lists in numbers."""

import pandas as pd
import pytest

from tests.collaboration import clubs
from twodeltas.collaboration import multiplexity, tie_statistics, ties
from twodeltas.collaboration.tables import ties as ties_table
from walkback.tables.labels import labels

NAMES = {"shg": "South", "ss": "East"}


def test_kinds_stand_in_rows_and_all_in_the_last():
    located = clubs.located()
    table = ties_table.by_kind(multiplexity.layers(located), multiplexity.together(located), NAMES)
    assert list(table)[:4] == [
        "Kind of tie",
        "South",
        "South, in one city",
        "South, organisations in other kinds too",
    ]
    rows = {row.pop("Kind of tie"): list(row.values()) for row in table.to_dict("records")}
    assert rows["Joint laboratory or institute"] == [4, 1, "2 of 4", 1, 1, "2 of 2"]
    assert rows["Branch or campus"] == [0, 0, "0 of 0", 0, 0, "0 of 0"]
    assert rows["All"] == [6, 2, "2 of 5", 3, 1, "2 of 3"]
    assert table["South"].iloc[:-1].sum() == table["South"].iloc[-1]


def test_every_kind_has_words():
    assert set(labels("edges", "kind")) == set(ties.KINDS)


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    summaries = {c: tie_statistics.summary(clubs.of(c), 3, 1, draws=30) for c in NAMES}
    return ties_table.in_numbers(summaries, NAMES, ("shg", "ss"), 3, 1).set_index("Measure")


def test_the_longer_list_is_cut_and_the_shorter_one_is_not(table):
    assert [name for name in table if name.startswith("South")] == [
        "South",
        "South, one source left out",
        "South, cut to 3 ties",
        "South, cut to 1 sources",
    ]
    assert [name for name in table if name.startswith("East")] == ["East"]  # it has one source
    assert table.loc["Ties", "South, cut to 3 ties"] == "3"


def test_a_range_says_both_ends_with_a_true_minus(table):
    assert table.loc["Ties", "South, one source left out"] == "3 to 5"
    assert table.loc["Modularity, cities as groups", "East"] == "−0.22"
    assert (
        table.loc["Ties across less ties inside cities, as a share (E-I index)", "South"] == "0.33"
    )
