"""Scalars of Python, numpy and pandas as text: alike, with all digits, or refused with a remedy."""

import datetime as dt
import math
import uuid
from decimal import Decimal
from enum import IntEnum, StrEnum
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkback.errors import AnalysisError
from walkback.values.markdown import Markdown
from walkback.values.scalars import as_python, missing, number_of, text_of
from walkback.values.value import Value

EAST = dt.timezone(dt.timedelta(hours=8))


class Size(IntEnum):
    LARGE = 3


class Colour(StrEnum):
    RED = "red"


@pytest.mark.parametrize(
    ("scalar", "text"),
    [
        (np.int64(48931), "48931"),
        (np.uint8(3), "3"),
        (np.array(5), "5"),
        (-3, "−3"),
        (np.float64(8155.166666666667), "8155.166667"),
        (np.float32(0.1), "0.1"),
        (np.float16(0.1), "0.1"),
        (np.longdouble("0.5"), "0.5"),
        (0.1 + 0.2, "0.3"),
        (1e-12, "1e-12"),
        (math.inf, "∞"),
        (np.True_, "True"),
        (False, "False"),
        (np.str_("a"), "a"),
        (Size.LARGE, "3"),
        (Colour.RED, "red"),
        (Decimal("1.50"), "1.50"),
        (Fraction(-1, 3), "−1/3"),
        (Value.rounded(9.0, 1), "9.0"),
        (Markdown("*a*"), "*a*"),
        (dt.date(2024, 5, 1), "2024-05-01"),
        (dt.datetime(2024, 5, 1), "2024-05-01"),  # noqa: DTZ001 - pandas has them without a zone
        (dt.datetime(2024, 5, 1, 13, 45, tzinfo=EAST), "2024-05-01 13:45+08:00"),
        (dt.datetime(2024, 5, 1, tzinfo=EAST), "2024-05-01 00:00+08:00"),
        (dt.time(1, 2), "01:02:00"),
        (pd.Timestamp("2024-05-01 13:45:10.000000001"), "2024-05-01 13:45:10.000000001"),
        (np.datetime64("2024-05-01"), "2024-05-01"),
        (np.datetime64("1066-10-14"), "1066-10-14"),
        (pd.Period("2024Q1"), "2024Q1"),
        (pd.Period("2019", freq="Y"), "2019"),
        (pd.Interval(0, 2.5), "(0, 2.5]"),
        (dt.timedelta(days=1), "1 day"),
        (pd.Timedelta("2 days 02:30:00"), "2 days 2:30:00"),
        (np.timedelta64(90, "s"), "0:01:30"),
        (-dt.timedelta(seconds=1.5), "−0:00:01.5"),
        (pd.Timedelta(0), "0:00:00"),
        (uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"),
    ],
)
def test_how_a_scalar_reads(scalar, text):
    assert text_of(scalar) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [(0.0004, "<0.001"), (-1e-12, ">−0.001"), (0.0, "0.000"), (0.0006, "0.001"), (7, "7.000")],
)
def test_what_is_not_zero_does_not_read_as_zero(number, text):
    assert text_of(number, 3) == text
    assert text_of(Decimal(repr(number)), 3) in {text, "0.000"}


ABSENT = [
    None, math.nan, np.float32("nan"), pd.NA, pd.NaT, np.datetime64("NaT"), np.timedelta64("NaT"),
    Decimal("NaN"), Decimal("sNaN"), np.ma.masked, np.array(np.nan),
]  # fmt: skip


@pytest.mark.parametrize("scalar", ABSENT, ids=lambda given: type(given).__name__)
def test_what_is_missing(scalar):
    assert missing(scalar)
    with pytest.raises(AnalysisError, match="there is no value"):
        text_of(scalar)


@pytest.mark.parametrize("scalar", [0, "", "nan", False, Value(), [math.nan], np.array([1.0])])
def test_what_is_not_missing(scalar):
    assert not missing(scalar)


@pytest.mark.parametrize(
    ("thing", "remedy"),
    [
        (1 + 2j, "its real and its imaginary part"),
        (np.complex64(1j), "its real and its imaginary part"),
        (b"x", r"\.decode\(\)"),
        (np.bytes_(b"x"), r"\.decode\(\)"),
        ([1, 2], "one of its elements"),
        ((1, 2), "one of its elements"),
        (np.arange(3), "one of its elements"),
        (np.ma.array([1, 2]), "."),
        ({"a": 1}, "one of its values"),
        (pd.DataFrame({"a": [1]}), "show_table"),
        (pd.Series([1]), "show_table"),
        (len, "call it"),
        (object(), "show a number"),
    ],
    ids=lambda given: given if isinstance(given, str) else type(given).__name__,
)
def test_what_is_no_scalar_is_refused_without_its_address(thing, remedy):
    with pytest.raises(AnalysisError, match=remedy) as refused:
        text_of(thing)
    assert "0x" not in str(refused.value)


@given(st.integers())
def test_an_integer_keeps_all_digits(number):
    assert int(text_of(number, grouped=True).replace(",", "").replace("−", "-")) == number
    assert text_of(np.array(number, dtype=object)) == text_of(number)


@given(st.floats(-1e300, 1e300))
def test_a_float_reads_back(number):
    read = float(text_of(number).replace("−", "-"))
    assert read == pytest.approx(number, rel=1e-4)
    assert (read == 0) == (number == 0)


def test_numbers_and_what_are_none():
    assert number_of(np.int8(3)) == 3
    assert [number_of(x) for x in (True, np.True_, "3", None, dt.date(2024, 1, 1))] == [None] * 5
    assert as_python(np.dtype("int64")) == np.dtype("int64")
