"""How sure a rank is: what the draws, the exact shares and the indices say together."""

import pytest

from tests.metrics.values.conftest import NUMBERS, PAIR
from twodeltas.metrics.values.uncertainty import chance, uncertainty
from twodeltas.metrics.values.weights import without_place, without_rank
from twodeltas.shared.bounds import METRICS
from twodeltas.shared.intervals import from_bounds


@pytest.fixture(scope="module")
def found(latest):
    edition, ranges = latest
    return uncertainty(NUMBERS, edition, ranges, blind(edition), PAIR, draws=300, seed=1)


def blind(edition):
    """What is known without the place in venture deals that one digest reports."""
    known = without_place(edition, "ss", "vc", METRICS)
    return from_bounds(without_rank(edition, "ss", "vc"), known, METRICS)


def test_the_list_is_drawn_and_clusters_with_limits_are_shown(found, latest):
    _, ranges = latest
    assert len(found.whole) == 100
    assert found.bands["published"].tolist() == list(range(1, 11))
    assert set(found.ranges.clusters) == set(ranges.bounded)
    assert list(found.edition.index) == list(found.ranges.clusters)
    assert found.n_clusters.number == len(found.bands) == len(found.accepted)
    assert found.n_draws.number == 300


def test_the_same_seed_gives_the_same_draws(found, latest):
    edition, ranges = latest
    again = uncertainty(NUMBERS, edition, ranges, blind(edition), PAIR, draws=300, seed=1)
    assert again.before == found.before
    assert again.bands.equals(found.bands)


def test_the_pair_keeps_its_order_in_most_draws(found):
    assert 50 < found.before.number <= 100
    assert found.before_blind.number > found.before.number
    assert [origin.row for origin in found.before.origins] == ["G25-shg", "G25-ss"]


def test_who_is_first_most_often_is_said_with_how_often(found):
    row = found.accepted.set_index("cluster").loc[found.often_first]
    assert found.how_often == f"{100 * row['1']:.0f}"
    assert found.n_possible_firsts == (found.firsts["low"] > 0).sum() > 2


def test_drivers_of_scores_are_sorted(found):
    totals = found.score_drivers["total"]
    assert totals.is_monotonic_decreasing
    assert set(found.score_drivers["result"]) == {"score"}


def test_a_share_of_draws_is_a_percentage():
    value = chance(NUMBERS, 0.876, (), 1000)
    assert value.text == "88%"
    assert value.how == "share of 1,000 draws"
