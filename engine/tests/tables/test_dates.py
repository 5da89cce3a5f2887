"""Dates and intervals as the tables write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkback.tables.dates import parse_span


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-11-06", date(2024, 11, 6), date(2024, 11, 6)),
        ("2018/2022", date(2018, 1, 1), date(2022, 12, 31)),
        ("2018-05/2022", date(2018, 5, 1), date(2022, 12, 31)),
    ],
)
def test_span_covers_all_days_that_are_meant(text, first, last):
    span = parse_span(text)
    assert (span.first, span.last) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24",
        "2024-13",
        "2023-02-29",
        "0000",
        "2024/",
        "2018/2019/2020",
        "2024-1",
        "２０２４",
        "2024 ",
    ],
)
def test_what_is_no_date_is_refused(text):
    assert parse_span(text) is None


@given(st.dates())
def test_every_day_is_read_back(day):
    assert parse_span(day.isoformat()) == (day, day, day)
