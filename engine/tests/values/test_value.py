"""Values: what is known of a number, how it reads, and what arithmetic makes of it."""

import math
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from walkback.values.number_format import NumberFormat
from walkback.values.payloads import VALUE
from walkback.values.value import Origin, Value

UNITS = {
    "CNY": ("currency", "yuan"),
    "percent": ("percent", "%"),
    "laboratories": ("count", "laboratories"),
    "minutes": ("duration", "minutes"),
}


ENGLISH = NumberFormat("en", UNITS)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Value(460e6, low=460e6, unit="CNY", qualifier="over"), "over 460 million yuan"),
        (Value.rounded(9.0, 1, "percent"), "9.0%"),
        (Value.between(3.05, 4.45, "percent", digits=2), "3.05–4.45%"),
        (Value(high=4.825, unit="percent", digits=2), "at most 4.83%"),
        (Value(low=6.77), "at least 6.77"),
        (Value(), "not published"),
        (Value.exact(6).ordinal, "sixth"),
        (Value.exact(22).ordinal, "22nd"),
        (Value.exact(113).ordinal, "113th"),
        (Value.exact(1, "laboratories"), "1 laboratory"),
        (Value.exact(-0.4, "percent"), "−0.4%"),
        (Value.exact(17.279e9, "CNY"), "17.279 billion yuan"),
        (Value.exact(9e12, "CNY"), "9 trillion yuan"),
        (Value.between(7e9, 10e9, "CNY"), "7–10 billion yuan"),
        (Value.between(999e6, 1e9, "CNY"), "999 million yuan–1 billion yuan"),
        (Value.exact(15000, "people"), "15,000 people"),
        (Value(100, unit="minutes", qualifier="about"), "about 100 minutes"),
        (Value.exact(31, "laboratories").bare, "31"),
        (Value.exact(9.0, "percent", digits=1).bare, "9.0"),
        (Value(0.1177, low=0.1177, unit="percent", digits=2, qualifier="over"), "over 0.11%"),
        (Value(0.1177, unit="percent", digits=2, qualifier="at_least"), "at least 0.11%"),
        (Value(0.1121, unit="percent", digits=2, qualifier="nearly"), "nearly 0.12%"),
        (Value(0.1121, unit="percent", digits=2, qualifier="up_to"), "up to 0.12%"),
        (Value(0.1177, unit="percent", digits=2, qualifier="about"), "about 0.12%"),
        (Value(0.1 + 0.2, unit="percent", digits=1, qualifier="nearly"), "nearly 0.3%"),
        (Value(-5.26, digits=1, qualifier="over"), "over −5.3"),
        (Value(1.26e9, unit="CNY", digits=1, qualifier="over"), "over 1.2 billion yuan"),
        (Value.between(1.26e9, 2.32e9, "CNY", digits=1), "1.2–2.4 billion yuan"),
    ],
)
def test_text(value, text):
    read = replace(value, format=ENGLISH)
    assert read.text == text
    assert repr(read) == text


def test_two_languages_read_side_by_side():
    chinese = NumberFormat("zh", {"CNY": ("currency", "元")})
    known = {"low": 460e6, "unit": "CNY", "qualifier": "over"}
    north, south = Value(460e6, **known, format=ENGLISH), Value(460e6, **known, format=chinese)
    assert (north.text, south.text) == ("over 460 million yuan", "超过4.6亿元")
    assert north == south
    assert (Value().text, Value(format=chinese).text) == ("not published", "未公布")
    assert (north * 2).text == "over 920 million yuan"
    assert (south * 2).text == "超过9.2亿元"
    assert (north.floor.text, south.floor.text) == ("460 million yuan", "4.6亿元")


@pytest.mark.parametrize(
    "worked_out",
    [
        lambda a, b: a + b,
        lambda a, b: b + a,
        lambda a, b: b - a,
        lambda a, b: b * a,
        lambda a, b: b / a,
        lambda a, b: a / b,
        lambda a, b: -a + 1,
        lambda a, b: 100 + a,
        lambda a, b: (b / (a - 1)).floor.bare.told("so").to(digits=1).ordinal,
    ],
)
def test_what_is_computed_reads_as_its_parts(worked_out):
    result = worked_out(Value.exact(3, format=ENGLISH), Value.exact(2))
    assert result.format is ENGLISH


def test_a_difference_of_rounded_figures_carries_both_roundings():
    gap = Value.rounded(2.5, 1, "percent") - Value.rounded(2.4, 1, "percent")
    assert (round(gap.low, 9), round(gap.high, 9)) == (0.0, 0.2)
    assert replace(gap, format=ENGLISH).text == "0.1%"


def test_the_rest_of_a_lower_bound_is_an_upper_bound():
    rest = Value.exact(100) - Value(60, low=60, qualifier="over")
    assert rest.high == 40
    assert rest.low == -math.inf
    assert rest.qualifier == "up_to"


def test_origins_of_a_sum_are_those_of_its_parts():
    a = Value.exact(1, origins=(Origin("evidence", "SHG-001", ("x",)),))
    b = Value.exact(2, origins=(Origin("evidence", "SHG-002", ("y",)),))
    assert [o.row for o in (a + b).origins] == ["SHG-001", "SHG-002"]
    assert "1 + 2" in (a + b).how


def test_a_bound_never_loses_its_word():
    with pytest.raises(ValueError, match="qualifier must stay"):
        _ = Value(460e6, low=460e6, qualifier="over").plain


def test_a_plan_without_its_word_stays_a_plan_in_the_data():
    planned = Value(10e9, unit="CNY", qualifier="expected", format=ENGLISH)
    assert planned.text == "an expected 10 billion yuan"
    assert planned.plain.text == "10 billion yuan"
    assert planned.plain.as_dict()["qualifier"] == "expected"
    assert Value.from_dict(planned.plain.as_dict(), ENGLISH).text == "10 billion yuan"
    assert (planned.plain * 2).text == "an expected 20 billion yuan"


def test_a_quotient_names_its_divisor():
    part = Value(600e6, low=600e6, unit="CNY", qualifier="over", format=ENGLISH)
    whole = Value.exact(74.432e9, "CNY", format=ENGLISH)
    share = (part / whole * 100).to(digits=2, unit="percent")
    assert share.how == "computed: over 600 million yuan ÷ 74.432 billion yuan × 100"
    assert share.text == "over 0.80%"


def test_how_keeps_the_order_of_operations():
    a, b, c = Value.exact(1), Value.exact(2), Value.exact(3)
    assert ((a + b) / c).how == "computed: (1 + 2) ÷ 3"
    assert (a / (b + c)).how == "computed: 1 ÷ (2 + 3)"
    assert (a + b - c).how == "computed: 1 + 2 − 3"
    assert (a - (b - c)).how == "computed: 1 − (2 − 3)"


def test_dividing_by_what_may_be_zero_is_refused():
    with pytest.raises(ZeroDivisionError):
        Value.exact(1) / Value.between(-1, 1)


def test_the_bundle_shows_text_and_carries_origins():
    source = Origin("t", "r", ("s",), "2025")
    value = Value.rounded(9.0, 1, "percent", origins=(source,), format=ENGLISH)
    bundle = value._repr_mimebundle_()
    assert bundle["text/plain"] == "9.0%"
    assert bundle[VALUE]["origins"][0] == {
        "table": "t", "row": "r", "source": ["s"], "as_of": "2025", "locator": "",
        "confidence": "", "audit": "",
    }  # fmt: skip


numbers = st.floats(-1e6, 1e6)
intervals = st.tuples(numbers, numbers).map(sorted)


@given(intervals, intervals, st.floats(0, 1), st.floats(0, 1))
def test_every_possible_result_lies_in_the_interval(a, b, s, t):
    x, y = a[0] + s * (a[1] - a[0]), b[0] + t * (b[1] - b[0])
    left, right = Value.between(*a), Value.between(*b)
    for result, true in ((left + right, x + y), (left - right, x - y), (left * right, x * y)):
        slack = 1e-6 * (1 + abs(true))
        assert result.low - slack <= true <= result.high + slack


@given(intervals, st.sampled_from(["", "CNY", "percent"]))
@example([0.0, 999_999.9999999999], "CNY")  # reads as a million once it is rounded
def test_a_value_survives_being_written_down(ends, unit):
    source = Origin("t", "r", ("s1", "s2"))
    value = Value.between(*ends, unit=unit, origins=(source,), format=ENGLISH)
    again = Value.from_dict(value.as_dict(), ENGLISH)
    assert again.as_dict() == value.as_dict()
