"""How many decimals a column of floats has; `test_table_cells.py` has the texts."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkback.show.decimals import decimals_of, has_exponent, is_whole


@pytest.mark.parametrize(
    ("cells", "decimals"),
    [([1, "a", None], None), ([2.0, 4.0], None), ([0.5, 0.25], 2), ([1 / 3], 4), ([2e6 / 3], 1),
     ([math.nan, math.inf], None), ([1e300, 0.5], 1), (list(np.float32([1 / 3])), 4)],
)  # fmt: skip
def test_decimals(cells, decimals):
    assert decimals_of(cells) == decimals


@given(st.lists(st.floats(1e-4, 1e6), min_size=1, max_size=6))
def test_the_smallest_keeps_three_digits_and_what_is_not_whole_shows_it(numbers):
    decimals = decimals_of(numbers)
    if decimals is not None:
        for number in numbers:
            read = float(f"{number:.{decimals}f}")
            assert read == pytest.approx(number, rel=0.006)
        assert decimals >= 1


@pytest.mark.parametrize(
    ("cell", "row", "whole"),
    [(3.0, "count", True), (3.0, "N", True), (3.5, "count", False), (3.0, "mean", False),
     (3.0, "country", False), (math.inf, "count", False), (3, "count", False)],
)  # fmt: skip
def test_counts(cell, row, whole):
    assert is_whole(cell, row) is whole


def test_exponents():
    assert [has_exponent(n) for n in (1e-6, 1e16, 0.0, 1e-5, 5)] == [
        True,
        True,
        False,
        False,
        False,
    ]
