"""What venture deals changed: leads, ranks by the old rule, places moved."""

from dataclasses import replace

import pytest

from tests.metrics.values.conftest import NUMBERS, PAIR
from twodeltas.metrics.values import ranks, venture

RUNNER = "tokyo-yokohama"
RANKS = {"before": 2.0, "after": 1.0}


@pytest.fixture(scope="module")
def found(latest):
    edition, ranges = latest
    rows = ranks.origins(edition, ["shg", RUNNER])
    both = ranks.origins(edition, PAIR)
    return venture.venture(NUMBERS, ranges, PAIR, RUNNER, RANKS, rows, both)


def test_the_lead_is_a_positive_number_either_way(found):
    assert found.lead_with.text == "0.33–0.40 percentage points"
    assert found.lead_without.text == "0.35–0.41 percentage points"


def test_a_rank_under_another_rule_is_a_rank_or_an_interval(found):
    assert found.old_rank_a.ordinal.text == "second"
    assert found.old_rank_b.floor.number == 4
    assert venture.rank_under(NUMBERS, (4, 98), ()).bounded


def test_places_are_counted_without_a_sign(found):
    moved = (found.places, found.places_by_method, found.places_by_data)
    assert [value.number for value in moved] == [1, 1, 0]


def test_the_order_turns_only_if_it_is_certain_on_both_sides(found):
    assert found.turns
    open_ = found.leads.assign(high=1.0)
    assert not replace(found, leads=open_).turns
    assert not replace(found, ends=((2, 3), found.ends[1])).turns
