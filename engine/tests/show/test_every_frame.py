"""Frames of every kind: what `show_table` shows is true in HTML and CSV, or refused with its place."""

import datetime as dt
import io
import math
import re
from decimal import Decimal
from fractions import Fraction
from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.show.tables import show
from walkback.errors import AnalysisError
from walkback.markup import clean

FEW = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
MOMENTS = st.datetimes(dt.datetime(1700, 1, 1), dt.datetime(2200, 1, 1))  # noqa: DTZ001
SHOWN = st.one_of(
    st.none(),
    st.just(pd.NA),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.sampled_from([-0.0, 1e-300, 1e300, math.inf, 10**200, 2.0**60]),
    st.decimals(allow_nan=False, min_value=-1000, max_value=1000),
    st.fractions(),
    st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=8),
    st.sampled_from(
        ["a|b", "a\nb", "a\tb", "שלום", "👩‍👧", "a\u200bb", "=1+1", "001", "2,019", "nan"]
    ),
    st.dates(),
    MOMENTS.map(pd.Timestamp),
    MOMENTS.map(lambda moment: pd.Timestamp(moment).tz_localize("UTC")),
    st.timedeltas(dt.timedelta(-9999), dt.timedelta(9999)),
    st.builds(lambda year: pd.Period(year=year, freq="Y"), st.integers(1900, 2100)),
    st.builds(lambda a, b: pd.Interval(a, a + b), st.integers(0, 99), st.integers(1, 99)),
)
REFUSED = st.one_of(
    st.complex_numbers(allow_nan=False),
    st.binary(),
    st.lists(st.integers(), max_size=2),
    st.sets(st.integers(), max_size=2),
    st.sampled_from(["a\0b", "\x1b[31m", "\u202eabc", "a\ud800", "\u2066x"]),
)
TURNED = re.compile("[\u202a-\u202e\u2066-\u2069]")


class Cells(HTMLParser):
    """The cells of the body of a table, as a browser has them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.inside = False
        self.feed(page.partition("<tbody>")[2].partition("</tbody>")[0])

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self.inside = True

    def handle_endtag(self, tag):
        self.inside = self.inside and tag not in ("td", "th")

    def handle_data(self, data):
        if self.inside:
            self.rows[-1][-1] += data


def column_of(cells):
    made = np.empty(len(cells), dtype=object)  # pandas would take a list for several cells
    for place, cell in enumerate(cells):
        made[place] = cell
    return pd.Series(made)


@FEW
@given(st.lists(SHOWN, min_size=1, max_size=5))
def test_what_is_shown_is_the_cell(place, cells):
    cells = [TURNED.sub("", cell) if isinstance(cell, str) else cell for cell in cells]
    frame = pd.DataFrame({"x": column_of(cells)})
    if any(len(f"{cell:f}") > 80 for cell in cells if isinstance(cell, int | Decimal)):
        with pytest.raises(AnalysisError, match="too wide"):
            show(place, frame)
        return
    shown = show(place, frame)
    texts = [row[0] for row in shown.rows]
    assert [row[0] for row in Cells(shown.html).rows] == texts
    written = pd.read_csv(
        io.StringIO(shown.csv.read_text("utf-8")), dtype=str, keep_default_na=False
    )["x"]
    for cell, text, raw in zip(cells, texts, written, strict=True):
        plain = text.replace(",", "").replace("−", "-")
        if cell is None or cell is pd.NA or cell != cell:
            assert (text, raw) == ("–", "")
        elif isinstance(cell, bool):
            assert (text, raw) == ("yes" if cell else "no", str(cell))
        elif isinstance(cell, int):
            assert int(plain) == int(raw) == cell
        elif isinstance(cell, Decimal):
            assert Decimal(plain) == Decimal(raw) == cell
        elif isinstance(cell, Fraction):
            assert Fraction(plain) == Fraction(raw) == cell
        elif isinstance(cell, float):
            read = float(plain.replace("∞", "inf"))
            assert float(raw) == pytest.approx(cell, rel=1e-11)
            assert read == pytest.approx(cell, rel=0.006)
            assert (read == 0) == (cell == 0)
        elif isinstance(cell, str):
            assert text == clean(cell)
            assert clean(raw).removeprefix("'") == clean(cell).removeprefix("'")
        elif isinstance(cell, dt.date):
            assert text.startswith(f"{cell.year:04}-{cell.month:02}-{cell.day:02}")


@FEW
@given(st.lists(st.just("fine"), max_size=3), REFUSED)
def test_what_cannot_be_shown_is_refused_with_row_and_column(place, before, thing):
    frame = pd.DataFrame({"a": ["k"] * (len(before) + 1), "x": column_of([*before, thing])})
    with pytest.raises(AnalysisError, match=rf"^tbl-one, row {len(before) + 1}, column “x”: it"):
        show(place, frame)


INDEXES = {
    "two levels": (pd.MultiIndex.from_tuples([("a", 2019), ("b", 2020)], names=["k", "y"]),
                   [["a", "2019"], ["b", "2020"]]),
    "levels with gaps": (pd.MultiIndex.from_tuples([("a", np.nan), (None, 2020)]),
                         [["a", "–"], ["–", "2020"]]),
    "quarters": (pd.period_range("2024Q1", periods=2, freq="Q"), [["2024Q1"], ["2024Q2"]]),
    "weeks": (pd.period_range("2024-01-01", periods=2, freq="W"),
              [["2024-01-01/2024-01-07"], ["2024-01-08/2024-01-14"]]),
    "intervals": (pd.interval_range(1000, 1002), [["(1000, 1001]"], ["(1001, 1002]"]]),
    "zones": (pd.to_datetime(["2024-05-01 12:00", None]).tz_localize("Asia/Shanghai"),
              [["2024-05-01 12:00+08:00"], ["–"]]),
    "durations": (pd.to_timedelta(["1h", "2D"]), [["1:00:00"], ["2 days"]]),
    "categories": (pd.CategoricalIndex(["a", None]), [["a"], ["–"]]),
    "floats": (pd.Index([2019.0, np.nan]), [["2019"], ["–"]]),
    "twice": (pd.Index(["a", "a"]), [["a"], ["a"]]),
    "numbers": (pd.Index([20240501, 1234567]), [["20240501"], ["1234567"]]),
}  # fmt: skip


@pytest.mark.parametrize("kind", INDEXES)
def test_every_index_is_shown_and_written(place, kind):
    index, names = INDEXES[kind]
    shown = show(place, pd.DataFrame({"v": ["x", "y"]}, index=index))
    assert [row[:-1] for row in shown.rows] == names
    assert [row[-1] for row in shown.rows] == ["x", "y"]
    assert [line.rpartition(",")[2] for line in shown.csv.read_text("utf-8").splitlines()] == [
        "v",
        "x",
        "y",
    ]


@pytest.mark.parametrize(
    ("columns", "heads"),
    [
        (pd.MultiIndex.from_tuples([("a", 2019), ("a", 2020)]), ["a · 2019", "a · 2020"]),
        (pd.interval_range(1000, 1002), ["(1000, 1001]", "(1001, 1002]"]),
        (pd.period_range("2024Q4", periods=2, freq="Q"), ["2024Q4", "2025Q1"]),
        (pd.to_datetime(["2024-05-01", "2024-06-01"]), ["2024-05-01", "2024-06-01"]),
        (pd.Index([2019.0, 20240501.0]), ["2019", "20240501"]),
        (pd.Index(["a|b", "a\nb"]), ["a|b", "a b"]),
        (pd.Index(["a", "a"]), ["a", "a"]),
    ],
)
def test_every_kind_of_head(place, columns, heads):
    assert show(place, pd.DataFrame([[1, 2]], columns=columns)).heads == heads


def test_a_head_with_unseen_characters_is_refused(place):
    with pytest.raises(AnalysisError, match=r"^tbl-one, head “ab”: it holds U\+0000"):
        show(place, pd.DataFrame({"a\0b": [1]}))


@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (5000, 2), (2, 200)])
def test_sizes(place, rows, columns):
    shown = show(place, pd.DataFrame({f"c{n}": range(rows) for n in range(columns)}))
    assert [len(shown.rows), len(shown.heads)] == [rows, columns]
    assert len(Cells(shown.html).rows) == rows
    assert len(shown.csv.read_text("utf-8").splitlines()) == rows + 1
