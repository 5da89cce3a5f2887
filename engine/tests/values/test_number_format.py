"""How numbers read in each language: scales, units, singulars, words of counts and ranks."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkback.values.number_format import DOWN, PLAIN, UP, NumberFormat, plain, toward

ENGLISH = NumberFormat(
    "en",
    {
        "CNY": ("currency", "yuan"),
        "percent": ("percent", "%"),
        "share": ("percent", "percent of GDP"),
        "people": ("count", "people"),
        "none": ("count", ""),
    },
)
CHINESE = NumberFormat(
    "zh", {"CNY": ("currency", "元"), "percent": ("percent", "%"), "people": ("count", "人")}
)


@pytest.mark.parametrize(
    ("number", "unit", "english", "chinese"),
    [
        (9, "percent", "9%", "9%"),
        (460e6, "CNY", "460 million yuan", "4.6亿元"),
        (50_000, "CNY", "50,000 yuan", "5万元"),
        (1, "people", "1 person", "1人"),
        (15_000, "people", "15,000 people", "15,000人"),
        (150_000, "people", "150,000 people", "15万人"),
        (86_000_000, "people", "86 million people", "8,600万人"),
        (6, "ordinal", "sixth", "第6"),
        (22, "ordinal", "22nd", "第22"),
        (-1.5, "", "−1.5", "−1.5"),
    ],
)
def test_a_figure_with_its_unit(number, unit, english, chinese):
    assert ENGLISH.with_unit(number, unit) == english
    assert CHINESE.with_unit(number, unit) == chinese


def test_a_unit_without_an_entry_is_its_own_word():
    assert PLAIN.with_unit(2, "km") == "2 km"
    assert ENGLISH.with_unit(2.8, "share") == "2.8 percent of GDP"
    assert ENGLISH.with_unit(3, "none") == "3"


@pytest.mark.parametrize(
    ("qualifier", "english", "chinese"),
    [
        ("exact", "7", "7"),
        ("over", "over 7", "超过7"),
        ("at_least", "at least 7", "至少7"),
        ("about", "about 7", "约7"),
        ("nearly", "nearly 7", "近7"),
        ("up_to", "up to 7", "至多7"),
        ("expected", "an expected 7", "预计7"),
        ("target", "a target of 7", "目标7"),
    ],
)
def test_every_qualifier_has_its_words(qualifier, english, chinese):
    assert ENGLISH.say(7, 7, 7, qualifier=qualifier) == english
    assert CHINESE.say(7, 7, 7, qualifier=qualifier) == chinese


@pytest.mark.parametrize(("count", "word"), [(0, "zero"), (12, "twelve"), (13, "13"), (2.5, "2.5")])
def test_small_counts_are_words_in_english_only(count, word):
    assert ENGLISH.cardinal(count) == word
    assert CHINESE.cardinal(count) == plain(count)


@pytest.mark.parametrize(
    ("rank", "word"), [(1, "first"), (12, "twelfth"), (21, "21st"), (112, "112th"), (103, "103rd")]
)
def test_ranks(rank, word):
    assert ENGLISH.ordinal(rank) == word


@pytest.mark.parametrize(
    ("number", "digits", "text"),
    [
        (2**53 + 1, None, "9,007,199,254,740,993"),
        (-(10**30), None, "−1,000,000,000,000,000,000,000,000,000,000"),
        (2**60 + 1, 1, "1,152,921,504,606,846,977.0"),
        (10**400, None, f"10{',000' * 133}"),
        (Decimal("1.50"), None, "1.50"),
        (Decimal("-1234567.891"), 2, "−1,234,567.89"),
        (Decimal("1E+400"), 0, f"10{',000' * 133}"),
        (Decimal("-Infinity"), None, "−∞"),
        (np.int64(48931), None, "48,931"),
        (np.float32(0.5), None, "0.5"),
        (1e-12, None, "1e-12"),
        (-1.25e-7, None, "−1.25e-7"),
        (0.0000125, None, "0.0000125"),
        (1e22, None, "1e22"),
        (1e22, 1, "1e22"),
        (float("inf"), None, "∞"),
        (float("nan"), None, "nan"),
        (-0.0, None, "0"),
        (-0.0004, 2, "0.00"),
    ],
)
def test_no_digit_is_lost_and_none_is_made_up(number, digits, text):
    assert plain(number, digits) == text


def test_thousands_may_stand_without_commas():
    assert plain(12345.5, grouped=False) == "12345.5"
    assert plain(10**6, grouped=False) == "1000000"


def test_another_language_is_refused():
    with pytest.raises(ValueError, match="no wording for language 'fr': use en or zh"):
        NumberFormat("fr")


@given(st.floats(0, 1e15), st.sampled_from(["CNY", "", "percent"]))
def test_the_digits_of_a_figure_read_back(number, unit):
    digits = ENGLISH.figure(number, unit, None)
    scale = {"million": 1e6, "billion": 1e9, "trillion": 1e12}
    words = ENGLISH.with_unit(number, unit).rstrip("%").split(" ")
    factor = scale.get(words[1], 1.0) if len(words) > 1 else 1.0
    assert float(digits.replace(",", "")) * factor == pytest.approx(number, rel=1e-3, abs=1e-9)


@given(st.floats(-1e6, 1e6), st.integers(0, 4))
def test_rounding_outward_leaves_nothing_out(number, digits):
    slack = 1e-6 * 10**-digits
    assert toward(number, digits, DOWN) <= number + slack
    assert toward(number, digits, UP) >= number - slack
