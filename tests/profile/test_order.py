"""Who is ahead, where figures are known as intervals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared.invented import box
from twodeltas.profile import order
from twodeltas.profile.order import AHEAD_OR_LEVEL, FIRST, LEVEL, OPEN, SECOND, of_ends, seen_from

ends = st.tuples(st.floats(-5, 5), st.floats(-5, 5)).map(sorted)


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (1, 2, FIRST),
        (-2, -1, SECOND),
        (0, 0, LEVEL),
        (0, 2, AHEAD_OR_LEVEL),
        (-2, 0, "second or level"),
        (-1, 1, OPEN),
        (float("-inf"), float("inf"), OPEN),
    ],
)
def test_the_order_of_a_lead(low: float, high: float, told: str):
    assert of_ends(low, high) == told


@given(ends)
def test_seen_from_the_other_side(lead: list[float]):
    low, high = lead
    assert seen_from(of_ends(low, high), second=True) == of_ends(-high, -low)
    assert seen_from(of_ends(low, high), second=False) == of_ends(low, high)


def test_one_that_dominates():
    found = order.of(box([[2.0, 3.0], [1.0, 2.0], [0.5, 0.5]]), "c0", "c1")
    assert found.dominant == FIRST
    assert dict(found.metrics) == {"pct": FIRST, "publications": FIRST}
    assert found.overall == OPEN  # no ranks were published
    assert set(found.recipes["order"]) <= {FIRST, LEVEL, AHEAD_OR_LEVEL}


def test_two_that_are_the_same():
    found = order.of(box([[2.0, 3.0], [2.0, 3.0], [0.5, 0.5]]), "c0", "c1")
    assert dict(found.metrics) == {"pct": LEVEL, "publications": LEVEL}
    assert found.dominant == ""
    assert set(found.recipes["order"]) == {LEVEL}


def test_each_ahead_in_one():
    found = order.of(box([[2.0, 1.0], [1.0, 2.0], [0.5, 0.5]]), "c0", "c1")
    assert dict(found.metrics) == {"pct": FIRST, "publications": SECOND}
    assert found.dominant == ""
    assert len(found.maps) == len(order.SCALES)


def test_what_is_not_known_is_open():
    found = order.of(
        box([[1.0, 1.0], [1.5, 0.5], [0.5, 0.5]], [[2.0, 1.0], [1.5, 0.5], [0.5, 0.5]]), "c0", "c1"
    )
    assert dict(found.metrics) == {"pct": OPEN, "publications": FIRST}
    assert found.dominant == ""
