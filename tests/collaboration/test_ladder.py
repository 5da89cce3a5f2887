"""The ladder of joint governance: dates with their precision, first and highest rungs."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twodeltas.collaboration import ladder

ROWS = pd.DataFrame(
    [
        ("X-1", "shg", "2", "delta", "customs", "2017-07"),
        ("X-2", "shg", "5", "cluster", "customs", "2024"),
        ("X-3", "shg", "3", "cluster", "customs", "2024-02"),
        ("X-4", "shg", "4", "delta", "customs", None),
        ("X-5", "ss", "1", "cluster", "provincial", "2018"),
        ("X-6", "ss", None, "cluster", "provincial", "2018"),
    ],
    columns=["id", "cluster", "rung", "reach", "boundary", "as_of"],
).set_index("id")
TABLE = ladder.events(ROWS.assign(item=ROWS.index))


@pytest.mark.parametrize(
    ("as_of", "begins", "ends"),
    [
        ("2024", 2024, 2025),
        ("2024-11", 2024 + 10 / 12, 2024 + 11 / 12),
        ("2018/2022", 2018, 2023),
        ("2024-01-01", 2024, 2024 + 1 / 372),
    ],
)
def test_a_date_is_as_wide_as_it_is_uncertain(as_of, begins, ends):
    assert ladder.year_span(as_of) == pytest.approx((begins, ends))


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_lies_in_its_month_and_its_month_in_its_year(day):
    year, month, exact = (ladder.year_span(day.isoformat()[:length]) for length in (4, 7, 10))
    assert year[0] <= month[0] <= exact[0] < exact[1] <= month[1] + 1e-9 <= year[1] + 2e-9


def test_rows_without_a_rung_are_left_out_and_undated_ones_come_last():
    assert list(TABLE.index) == ["X-1", "X-5", "X-3", "X-2", "X-4"]
    assert "X-6" not in TABLE.index
    assert ladder.undated(TABLE, ["shg", "ss"]) == ["X-4"]


def test_a_year_counts_from_its_end_on():
    # the year 2024 is over after February 2024, so the body comes before the budget
    assert list(ladder.climb(TABLE, "shg", own=True).index) == ["X-3", "X-2"]
    assert list(ladder.climb(TABLE, "shg", own=False).index) == ["X-1", "X-3", "X-2"]


def test_first_on_a_rung_and_rungs_that_nothing_reports():
    assert ladder.first_on(TABLE, "shg", own=False) == {
        1: None, 2: "X-1", 3: "X-3", 4: "X-4", 5: "X-2", 6: None
    }  # fmt: skip
    assert [rung for rung, row in ladder.first_on(TABLE, "ss", own=True).items() if row] == [1]
