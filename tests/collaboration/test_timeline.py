"""Events in order of time, stacked so that marks keep their distance."""

from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twodeltas.collaboration.timeline import events, order, stacked
from walkback.errors import AnalysisError

EVIDENCE = pd.DataFrame(
    {
        "cluster": ["shg", "ss", "shg", "ss"],
        "as_of": ["2021-09", "2018-05", "2018", None],
        "statement": ["Plan", "Circle", "Fund", "Undated"],
    },
    index=pd.Index(["A", "B", "C", "D"], name="id"),
)


def test_events_are_numbered_in_order_of_time():
    found = events(EVIDENCE, {"Plans": ["A"], "Money": ["B", "C"]})
    assert list(found["row"]) == ["B", "C", "A"]
    assert list(found["number"]) == [1, 2, 3]
    assert list(found["lane"].cat.categories) == ["Plans", "Money"]


@pytest.mark.parametrize(
    ("lanes", "message"),
    [
        ({"x": ["A", "Z"]}, "Z: not in evidence.csv"),
        ({"x": ["A"], "y": ["A"]}, "A: not in evidence.csv, or in two lanes"),
        ({"x": ["D"]}, "D: without a date"),
    ],
)
def test_what_has_no_place_is_refused(lanes, message):
    with pytest.raises(AnalysisError, match=message):
        events(EVIDENCE, lanes)


def test_close_events_are_stacked_and_far_ones_are_not():
    table = pd.DataFrame(
        {"lane": "x", "cluster": ["a", "a", "b", "a"], "year": [2020.0, 2020.2, 2020.1, 2021.0]}
    )
    assert list(stacked(table, 0.5)["level"]) == [0, 1, 0, 0]


@given(st.lists(st.floats(2000, 2026), min_size=1, max_size=30), st.floats(0.05, 2))
def test_no_two_marks_of_a_level_are_too_close(years, gap):
    table = pd.DataFrame({"lane": "x", "cluster": "a", "year": years})
    placed = stacked(table, gap)
    for _, level in placed.groupby("level"):
        ordered = sorted(level["year"])
        assert all(b - a >= gap for a, b in pairwise(ordered))
    levels = sorted(set(placed["level"]))
    assert levels == list(range(len(levels)))


def test_lanes_are_ordered_by_their_first_event_since_a_year():
    table = pd.DataFrame(
        [("Money", "a", 2017.9), ("Law", "a", 2018.0), ("Money", "a", 2019.0), ("Law", "a", 2020.0),
         ("Money", "b", 2018.5)],
        columns=["lane", "cluster", "year"],
    )  # fmt: skip
    assert order(table, "a", 2018) == ["Law", "Money"]
    assert order(table, "a", 2017) == ["Money", "Law"]
    assert order(table, "b", 2018) == ["Money"]
    assert order(table, "b", 2019) == []
