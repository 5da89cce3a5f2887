"""Dates in words."""

import pandas as pd
import pytest

from twodeltas.shared import dates
from twodeltas.shared.dates import Dates, worded
from walkback.tables.lookup import Facts
from walkback.values.number_format import NumberFormat


@pytest.mark.parametrize(
    ("as_of", "text", "short"),
    [
        ("2024", "2024", "2024"),
        ("2024-11", "November 2024", "Nov 2024"),
        ("2024-11-06", "6 November 2024", "6 Nov 2024"),
        ("2018/2022", "2018–2022", "2018–2022"),
        ("", "no date", "no date"),
    ],
)
def test_dates_read_in_english(as_of, text, short):
    assert worded(as_of, "en") == text
    assert worded(as_of, "en", short=True) == short


def test_dates_read_in_chinese():
    assert worded("2024-11-06", "zh") == "2024年11月6日"
    assert worded("2024-11", "zh") == "2024年11月"
    assert worded("", "zh") == "日期不详"


@pytest.mark.parametrize("text", ["2024-13", "2024-1-1-1"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match="is no ISO date"):
        worded(text, "en")


def test_the_date_of_a_row_is_found_by_its_id():
    frame = pd.DataFrame({"as_of": ["2024-11"]}, index=["SHG-112"])
    assert Dates(Facts({"evidence": frame}))["SHG-112"] == "November 2024"
    chinese = Facts({"evidence": frame}, NumberFormat("zh"))
    assert Dates(chinese)["SHG-112"] == "2024年11月"


def test_years_are_shown_as_a_span():
    assert dates.span([2026.2, 2018.5, 2020.0]) == "2018 to 2026"
    assert dates.span(pd.Series([2018.0, 2018.99])) == "2018"
    with pytest.raises(ValueError, match="empty"):
        dates.span([])
