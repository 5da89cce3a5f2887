"""Noise in the last digits, which another CPU makes, does not reach what is written or shown."""

import json
import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from walkback.values.number_format import plain
from walkback.values.rounding import round_significant
from walkback.values.value import Origin, Value

NUMBERS = st.floats(-1e11, 1e11, allow_subnormal=False).map(lambda x: float(f"{x:.6g}"))
NOISE = st.integers(-8, 8)


@pytest.mark.parametrize(
    ("number", "rounded"),
    [
        (0.1 + 0.2, 0.3),
        (21.329342411269025, 21.3293424113),
        (1234567890123.0, 1234567890123.0),
        (-0.0, 0.0),
        (0.3 - 0.2 - 0.1, 0.0),
        (7, 7),
        (math.inf, math.inf),
    ],
)
def test_twelve_digits_are_kept_and_whole_numbers_whole(number, rounded):
    assert round_significant(number) == rounded
    assert math.copysign(1, round_significant(-0.0)) == 1


@given(NUMBERS, NOISE)
@example(1e-12, -1)  # where dust begins
def test_a_few_units_in_the_last_place_do_not_matter(number, steps):
    noisy = number
    for _ in range(abs(steps)):
        noisy = float(np.nextafter(noisy, math.copysign(math.inf, steps)))
    assert round_significant(noisy) == round_significant(number)
    assert plain(noisy, 1) == plain(number, 1)
    if abs(number) > 1e-12:  # what is not zero does not read as zero
        assert plain(noisy, None) == plain(number, None)


def test_a_value_is_handed_on_rounded():
    value = Value.between(0.1 + 0.2, 21.329342411269025, origins=(Origin("t", "r"),))
    written = value.as_dict()
    assert (written["low"], written["high"]) == (0.3, 21.3293424113)
    assert Value.from_dict(json.loads(json.dumps(written))).as_dict() == written
