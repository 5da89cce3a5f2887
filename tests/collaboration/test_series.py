"""Points over time: only a series of the data is joined."""

import pandas as pd
import pytest

from tests.shared.real import raw
from twodeltas.collaboration.series import Line, closed, decimal_year, ends, moves, points
from walkback.errors import AnalysisError


def table(rows: list[dict]) -> pd.DataFrame:
    columns = ["id", "series", "value", "unit", "qualifier", "as_of", "source_id", "caveats"]
    return pd.DataFrame(rows).reindex(columns=[*columns, "duplicate_of"]).set_index("id")


MONEY = {"unit": "CNY", "qualifier": "over"}
EVIDENCE = table(
    [
        {"id": "E1", "series": "a", "value": 750.0, "as_of": "2023-04", "source_id": "s1", **MONEY},
        {"id": "E2", "series": "a", "value": 440.0, "as_of": "2021-06", "source_id": "s2", **MONEY},
        {
            "id": "E3",
            "series": "b",
            "value": 600.0,
            "as_of": "2026-03",
            "source_id": "s1;s3",
            **MONEY,
        },
        {"id": "E4", "value": 5.0, "unit": "firms", "qualifier": "exact", "as_of": "2020"},
        {"id": "E5", "series": "c", "unit": "CNY", "as_of": "2020"},
    ]
)
FLOWS = table(
    [
        {"id": "K1", "series": "k", "value": 1.0, "unit": "papers", "as_of": "2018"},
        {"id": "K2", "series": "k", "value": 2.0, "unit": "papers", "as_of": "2023"},
        {"id": "K3", "series": "k", "value": 2.0, "unit": "papers", "as_of": "2023",
         "duplicate_of": "K2"},
    ]
)  # fmt: skip
TABLES = {"evidence": EVIDENCE, "knowledge_flows": FLOWS}


def test_a_series_is_joined_and_in_order_of_time():
    found = points(TABLES, [Line("money", "a", name="all payers")])
    assert list(found["row"]) == ["E2", "E1"]
    assert set(found["segment"]) == {"a"}
    assert set(found["series"]) == {"all payers"}
    assert list(found["table"]) == ["evidence", "evidence"]


def test_rows_named_one_by_one_are_never_joined():
    found = points(TABLES, [Line("money", "a"), Line("money", ("E3",), notes={"E3": "province"})])
    assert list(found["segment"]) == ["a", "a", ""]
    assert list(found["note"]) == ["", "", "province"]


def test_a_row_that_repeats_another_is_drawn_once():
    assert list(points(TABLES, [Line("papers", "k")])["row"]) == ["K1", "K2"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (Line("x", "nothing"), "nothing: no such series"),
        (Line("x", ("E1", "E9")), "E9: no such series or row"),
        (Line("x", "c"), "E5: without value or date"),
    ],
)
def test_what_cannot_be_drawn_is_refused(line, message):
    with pytest.raises(AnalysisError, match=message):
        points(TABLES, [line])


def test_a_panel_does_not_mix_units():
    with pytest.raises(AnalysisError, match="'x' mixes CNY, firms"):
        points(TABLES, [Line("x", "a"), Line("x", ("E4",))])


@pytest.mark.parametrize(
    ("as_of", "year"),
    [("2024", 2024.5), ("2024-01", 2024.041), ("2024-12-31", 2024.999), ("2018/2022", 2020.5)],
)
def test_dates_lie_in_the_middle_of_what_they_name(as_of, year):
    assert decimal_year(as_of) == pytest.approx(year, abs=2e-3)


def test_a_word_is_no_date():
    with pytest.raises(ValueError, match="invalid literal"):
        decimal_year("spring")


def test_how_series_moved_is_read_off_their_ends():
    found = pd.DataFrame(
        [("up", 2020.5, 1.0), ("up", 2022.5, 3.0), ("up", 2021.5, 1.0), ("flat", 2020, 2.0),
         ("flat", 2021, 2.0), ("down", 2021, 4.0), ("down", 2022, 1.0), ("", 2020, 7.0),
         ("", 2021, 7.0), ("one", 2020, 5.0)],
        columns=["segment", "year", "value"],
    )  # fmt: skip
    moved = moves(found)
    assert moved["grown"].to_dict() == {"down": False, "flat": False, "up": True}
    assert moved["stood"].to_dict() == {"down": False, "flat": True, "up": True}
    assert moved["times"].to_dict() == {"down": 0.25, "flat": 1, "up": 3}


def test_the_ends_of_a_series_are_its_first_and_last_row_and_no_repeated_one():
    assert ends(FLOWS, "k") == ("K1", "K2")
    assert ends(EVIDENCE, "a") == ("E2", "E1")
    with pytest.raises(AnalysisError, match="two rows or more"):
        ends(EVIDENCE, "b")


def test_the_border_was_closed_from_february_2020_to_february_2023():
    first, last = closed(raw("evidence"))
    assert (int(first * 12) % 12, int(first)) == (1, 2020)
    assert (int(last * 12) % 12, int(last)) == (1, 2023)
