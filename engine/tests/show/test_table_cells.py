"""How cells read: years, dates, missing values, every kind of number; what is no scalar refused."""

import datetime as dt
import io
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.pandas import column, data_frames, range_indexes

from tests.show.tables import show
from walkback.errors import AnalysisError
from walkback.show.table_cells import cell_text
from walkback.values.markdown import Markdown
from walkback.values.value import Value


def column_of(place, cells, name="x", **changes):
    shown = show(place, pd.DataFrame({name: cells}), **changes)
    return [row[-1] for row in shown.rows], shown.sides[-1]


@pytest.mark.parametrize(
    ("cell", "text"),
    [(pd.NA, "–"), (None, "–"), (True, "yes"), (np.False_, "no"), (3, "3"), (0.5, "0.5"), ("x", "x"),
     (np.int64(12345), "12,345"), (Value(), "not published")],
)  # fmt: skip
def test_cell_text(cell, text):
    assert cell_text(cell) == text


@pytest.mark.parametrize(
    ("cells", "texts", "side"),
    [
        ([2**53 + 1, 10**30], ["9,007,199,254,740,993", f"1{',000' * 10}"], "r"),
        (pd.array([2**60 + 1, None], dtype="Int64"), ["1,152,921,504,606,846,977", "–"], "r"),
        (np.array([2**64 - 1], dtype="uint64"), ["18,446,744,073,709,551,615"], "r"),
        ([Decimal("1.50"), Decimal("NaN")], ["1.50", "–"], "r"),
        ([Fraction(1, 3), None], ["1/3", "–"], "r"),
        (np.array([0.1, 0.5], dtype="float32"), ["0.1", "0.5"], "r"),
        (pd.array([0.1, None], dtype="Float64"), ["0.1", "–"], "r"),
        ([1e-12, 1e22, -0.0], ["1e-12", "1e22", "0"], "r"),
        ([np.inf, -np.inf, np.nan], ["∞", "−∞", "–"], "r"),
        ([True, False], ["yes", "no"], "r"),
        (pd.array([True, None], dtype="boolean"), ["yes", "–"], "r"),
        (pd.Categorical(["b", None, "a"]), ["b", "–", "a"], "l"),
        (pd.Categorical([2019, 2020]), ["2019", "2020"], "r"),
        (pd.arrays.IntervalArray.from_breaks([0, 1, 2.5]), ["(0, 1]", "(1, 2.5]"], "l"),
        (pd.array(["a", None], dtype="string"), ["a", "–"], "l"),
        (pd.arrays.SparseArray([0.0, 1.5]), ["0.0", "1.5"], "r"),
        (pd.to_datetime(["2024-05-01", None]), ["2024-05-01", "–"], "l"),
        (
            pd.to_datetime(["2024-05-01 10:00", "2024-05-02 00:00"]),
            ["2024-05-01 10:00", "2024-05-02 00:00"],
            "l",
        ),
        (
            pd.to_datetime(["2024-05-01", "2024-05-02"]).tz_localize("Asia/Shanghai"),
            ["2024-05-01 00:00+08:00", "2024-05-02 00:00+08:00"],
            "l",
        ),
        ([dt.date(2024, 1, 2), pd.NaT], ["2024-01-02", "–"], "l"),
        ([np.datetime64("NaT"), np.datetime64("2024-01-02")], ["–", "2024-01-02"], "l"),
        (pd.period_range("2024-01", periods=2, freq="M"), ["2024-01", "2024-02"], "l"),
        (
            pd.to_timedelta(["1 days", "2 days 02:30:00", None]),
            ["1 day", "2 days 2:30:00", "–"],
            "r",
        ),
        ([np.ma.masked, pd.NA], ["–", "–"], "l"),
        (["", " a  b\n"], ["", "a b"], "l"),
        ([1, "one"], ["1", "one"], "l"),
        ([Value.rounded(9, 1), Markdown("*a*")], ["9.0", "*a*"], "l"),
    ],
    ids=lambda given: given if isinstance(given, str) else None,
)
def test_every_kind_of_cell(place, cells, texts, side):
    assert column_of(place, cells) == (texts, side)


@pytest.mark.parametrize(
    ("name", "cells", "texts"),
    [
        ("year", [2019, 2020], ["2019", "2020"]),
        ("founded", [1911, 2020], ["1911", "2020"]),
        ("founded", [1911.0, None], ["1911", "–"]),
        ("Year of birth", [1066, 2019.5], ["1066", "2019.5"]),
        ("start_year", [1066, 12345], ["1066", "12,345"]),
        ("年份", [1066, 2019], ["1066", "2019"]),
        ("papers per year", [1066, 2019], ["1,066", "2,019"]),
        ("papers a year", [1066.5], ["1,066.5"]),
        ("n", [2019, 12345], ["2,019", "12,345"]),
        ("postcode", [518000], ["518000"]),
        ("yearBuilt", [1066, 2019], ["1066", "2019"]),
        ("fy2", [1066, 2019], ["1066", "2019"]),
        ("成立年", [1066, 2019], ["1066", "2019"]),
        ("年度论文数", [1066, 2019], ["1,066", "2,019"]),
        ("papers by year", [1066, 12019], ["1,066", "12,019"]),
        ("date", [20240501, 20240502], ["20240501", "20240502"]),
        ("x", [20240501.0, None], ["20240501", "–"]),
        ("x", [20240501, 20241399], ["20,240,501", "20,241,399"]),
        ("日期", [20240501, 99], ["20240501", "99"]),
        ("month", [202405], ["202405"]),
        ("n", [202405], ["202,405"]),
        ("n", [202405, 202406], ["202405", "202406"]),
        ("n", [202405, 202413], ["202,405", "202,413"]),
        ("stamp", [20240501123000], ["20240501123000"]),
        ("userId", [1234567, 2], ["1234567", "2"]),
        ("patent number", [11234567.0, None], ["11234567", "–"]),
        ("邮编", [518000], ["518000"]),
        ("phone", [8613800138000], ["8613800138000"]),
        ("lines of code", [12345], ["12,345"]),
        ("编号数量", [12345], ["12,345"]),
        ("number of patents", [12345], ["12,345"]),
        ("founded", pd.array([1911, None], dtype="Int64"), ["1911", "–"]),
        ("founded", [Decimal(1911), Decimal("Infinity")], ["1,911", "∞"]),
        ("span", pd.arrays.IntervalArray.from_breaks([2019, 2020]), ["(2019, 2020]"]),
        ("quarter", pd.period_range("2024Q1", periods=1, freq="Q"), ["2024Q1"]),
    ],
)
def test_years_dates_and_codes_have_no_commas(place, name, cells, texts):
    assert column_of(place, cells, name)[0] == texts


def test_years_in_a_row_are_years(place):
    frame = pd.DataFrame({"a": [1066, 12345], "b": [2019, 6]}, index=["year", "n"])
    assert show(place, frame).rows == [["year", "1066", "2019"], ["n", "12,345", "6"]]


def test_names_of_rows_say_it_too(place):
    frame = pd.DataFrame({"a": [20240501, 518000, 12345]}, index=["date", "postcode", "papers"])
    assert [row[1] for row in show(place, frame).rows] == ["20240501", "518000", "12,345"]
    frame = pd.DataFrame({2019.0: [1234], 20240501: [5]}, index=pd.Index([20240501], name="day"))
    shown = show(place, frame)
    assert (shown.heads, shown.rows) == (["day", "2019", "20240501"], [["20240501", "1,234", "5"]])


@pytest.mark.parametrize(
    ("cells", "texts"),
    [
        ([8155.1666666667, 3.0], ["8,155.17", "3.00"]),
        ([1.0, 0.8662009792], ["1.000", "0.866"]),
        ([1 / 3], ["0.3333"]),
        ([1234.56789123, 1235.11112222], ["1,234.568", "1,235.111"]),
        ([48931234.333333], ["48,931,234.3"]),
        ([22.543096, 114.0], ["22.543096", "114.000000"]),
        ([0.25, 0.5, None], ["0.25", "0.50", "–"]),
        ([12345678901.25, 0.5], ["12,345,678,901.2", "0.5"]),
        ([1e9 + 1 / 3, 1e-4 / 3], ["1,000,000,000", "0.000033333"]),
        ([1 / 3, 1e-12, np.inf], ["0.3333", "1e-12", "∞"]),
        ([4.0, None], ["4", "–"]),
        (np.array([65504, 0.5], dtype="float16"), ["65,504.0", "0.5"]),
        (np.array([123456792], dtype="float32"), ["123,456,792"]),
        (pd.Series([3, 1 / 3], dtype=object), ["3", "0.3333"]),
        (np.array([1 / 3, 2], dtype="float32"), ["0.333", "2.000"]),
    ],
)
def test_floats_of_a_column_have_the_same_decimals(place, cells, texts):
    assert column_of(place, cells)[0] == texts


def test_a_count_and_a_year_among_means_stay_whole(place):
    frame = pd.DataFrame({"a": [1, 2, 4]}).describe()
    frame.loc["year"] = 2019.0
    texts = dict(show(place, frame).rows)
    assert (texts["count"], texts["mean"], texts["max"]) == ("3", "2.33", "4.00")
    assert texts["year"] == "2019"


def test_a_p_value_does_not_read_as_zero(place):
    assert column_of(place, [1e-12, 0.04, 0], digits={"x": 3})[0] == ["<0.001", "0.040", "0.000"]


@pytest.mark.parametrize(
    "thing",
    [1 + 2j, b"x", [1], {"a": 1}, {1}, object(), len, np.arange(2)],
    ids=lambda thing: type(thing).__name__,
)
def test_what_is_no_scalar_is_refused_with_row_and_column(place, thing):
    cells = pd.Series(["fine", None], dtype=object)
    cells.iloc[1:] = [thing]
    with pytest.raises(AnalysisError, match=r"^tbl-one, row 2, column “x”: it is an? \w+: .*\.$"):
        column_of(place, cells)


KINDS = [
    column("int", dtype=np.int64),
    column("small", dtype=np.int8),
    column("float", elements=st.floats(allow_nan=True)),
    column("single", dtype=np.float32, elements=st.floats(width=32)),
    column("truth", dtype=bool),
    column("day", elements=st.dates(dt.date(1700, 1, 1), dt.date(2200, 1, 1)).map(pd.Timestamp)),
    column("span", elements=st.integers(-(10**9), 10**9).map(lambda n: pd.Timedelta(n, unit="s"))),
    column(
        "text",
        elements=st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=20),
        dtype=object,
    ),
    column("big", elements=st.integers(), dtype=object),
]


@settings(
    max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(data_frames(KINDS, index=range_indexes(min_size=1, max_size=6)))
def test_the_csv_has_the_same_cells_and_reads_back(place, frame):
    shown = show(place, frame.drop(columns="big"))
    assert len(shown.rows) == len(frame)
    back = pd.read_csv(io.StringIO(shown.csv.read_text("utf-8")), parse_dates=["day"])
    for name in ("int", "small", "truth"):
        assert list(back[name]) == list(frame[name])
    for name, rel in (("float", 1e-11), ("single", 1e-6)):
        read = back[name].astype(frame[name].dtype)  # the digits of a narrow float are its own
        assert np.allclose(read, frame[name], rtol=rel, atol=0, equal_nan=True)
        shown_as = [row[shown.heads.index(name)] for row in shown.rows]
        assert [text == "–" for text in shown_as] == list(frame[name].isna())
        assert [not text.strip("0.–") and text != "–" for text in shown_as] == list(
            frame[name] == 0
        )
    assert list(pd.to_timedelta(back["span"])) == list(frame["span"])
    assert list(back["day"]) == list(frame["day"])


@given(st.lists(st.integers(), min_size=1, max_size=4))
@settings(
    max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_all_digits_of_integers_are_shown_and_written(place, numbers):
    shown = show(place, pd.DataFrame({"n": pd.Series(numbers, dtype=object)}))
    assert [int(row[0].replace(",", "").replace("−", "-")) for row in shown.rows] == numbers
    assert [int(line) for line in shown.csv.read_text("utf-8").splitlines()[1:]] == numbers
