"""How numbers are written in a cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkback.tables.numbers import fault, parse


@pytest.mark.parametrize(
    ("cell", "kind", "value"),
    [
        ("9.0", "number", 9.0),
        ("-2", "number", -2.0),
        ("+1", "integer", 1),
        ("1.2e6", "number", 1.2e6),
        ("2024", "year", 2024),
        ("true", "boolean", True),
        ("false", "boolean", False),
        ("TRUE", "boolean", True),
        ("False", "boolean", False),
    ],
)
def test_plain_forms_are_read(cell, kind, value):
    assert parse(cell, kind) == value


@pytest.mark.parametrize(
    "cell", ["", " 1", "1_000", "１２", "٣", "NaN", "inf", "1e999", "0x10", "1,5"]
)
@pytest.mark.parametrize("kind", ["number", "integer", "year", "boolean"])
def test_other_forms_are_refused(cell, kind):
    assert parse(cell, kind) is None


@pytest.mark.parametrize(
    ("cell", "kind", "advice"),
    [
        ("１２", "number", "write 12, in ordinary digits"),
        ("−3.5", "number", "write -3.5, in ordinary digits"),
        (" 12 ", "number", "write 12, in ordinary digits and without spaces"),
        ("1 234 567", "number", "write 1234567, without separators"),
        ("1,234.5", "number", "write 1234.5, without separators"),
        ("12,5", "number", "write 12.5, with a decimal point"),
        ("9.0 %", "number", "write 9.0 and leave out the percent sign"),
        ("N/A", "number", "leave the cell empty"),
        ("–", "number", "leave the cell empty"),
        ("about 5", "number", "column qualifier"),
        (">5", "number", "column qualifier"),
        ("2.5", "integer", "without a decimal point"),
        ("five", "number", "write digits"),
        ("24", "year", "four digits"),
        ("yes", "boolean", "write true or false"),
    ],
)
def test_advice_fits_the_slip(cell, kind, advice):
    assert advice in fault(cell, kind)[1]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_finite_float_is_read_back(number):
    assert parse(repr(number), "number") == number


@given(st.text(), st.sampled_from(["number", "integer", "year", "boolean"]))
def test_any_text_is_read_or_refused(cell, kind):
    if parse(cell, kind) is None:
        assert all(fault(cell, kind))
