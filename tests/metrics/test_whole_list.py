"""What speaks of the whole list holds for its hundred clusters: right values, and a slow reference.

The right values are those of an audit that computed them with other code. The reference draws shares that
agree with everything published and counts by hand.
"""

import numpy as np
import pytest

from tests.metrics.values.conftest import PAIR
from tests.shared.invented import box
from tests.shared.real import rankings
from twodeltas.metrics import draws, scaling
from twodeltas.metrics.breaks import with_unlisted
from twodeltas.metrics.recipe_bounds import order_of_pair, possible_leaders, vote_ends
from twodeltas.metrics.share_polytope import dominated_by, duels, undominated
from twodeltas.metrics.triangle import triangle
from twodeltas.metrics.uncertainty import ranking
from twodeltas.metrics.values.weights import without_place, without_rank
from twodeltas.shared.bounds import METRICS, derive, ranks_filled
from twodeltas.shared.editions import of_edition
from twodeltas.shared.intervals import from_bounds

COPELAND, MIN_MAX = "pairwise votes (Copeland)", "mean of min–max scores"


@pytest.fixture(scope="module")
def edition():
    return of_edition(rankings(), 2025)


@pytest.fixture(scope="module")
def known(edition):
    return derive(edition, METRICS, [ranks_filled])


@pytest.fixture(scope="module")
def whole(edition, known):
    return with_unlisted(from_bounds(edition, known, METRICS))


@pytest.fixture(scope="module")
def pair(whole):
    return order_of_pair(whole, *PAIR, whole_list=True).set_index("recipe")


@pytest.mark.parametrize("cluster", ["beijing", "boston-cambridge"])
def test_the_sixth_in_venture_deals_limits_whoever_is_not_among_the_five(known, cluster):
    assert known.interval(cluster, "vc")[1] == pytest.approx(2.95, abs=0.005)


def test_votes_of_the_pair(pair):
    assert (pair.loc[COPELAND, "low"], pair.loc[COPELAND, "high"]) == (-2, 6)


def test_three_can_be_first_by_votes_one_of_them_in_a_tie(whole):
    found = possible_leaders(whole, COPELAND, whole.clusters, whole_list=True)
    assert found == ["shg", "san-jose-san-francisco", "ss"]
    low, high = vote_ends(whole)
    best, shg, valley = low.max(), whole.index("shg"), whole.index("san-jose-san-francisco")
    assert best == low[shg] == high[shg] == high[valley]


def test_min_max_scores_are_taken_over_a_hundred(pair, edition, known):
    ranges = from_bounds(edition, known, METRICS)
    least, most = triangle(ranges, *PAIR, scaling.MIN_MAX, whole_list=True).share
    assert 0.57 <= least < 0.65
    assert 0.98 <= most < 0.99
    assert pair.loc[MIN_MAX, "low"] >= 0.06
    assert pair.loc[MIN_MAX, "high"] <= 0.27


def test_draws_with_and_without_the_rank_that_one_digest_reports(whole, edition):
    blind = without_rank(edition, "ss", "vc")
    known = without_place(edition, "ss", "vc", METRICS)
    without = with_unlisted(from_bounds(blind, known, METRICS))
    with_it, without_it = (ranking(one, draws_=4000, seed=7) for one in (whole, without))
    assert without_it.before(*PAIR) == pytest.approx(0.93, abs=0.015)
    assert with_it.before(*PAIR) == pytest.approx(0.83, abs=0.02)


def test_draws_agree_with_the_published_ranks(whole):
    rng = np.random.default_rng(3)
    u = rng.random((200, len(whole), 3))
    drawn = draws.shares(whole, u, rng.random((200, len(whole))))
    assert (drawn >= whole.low - 1e-9).all()
    assert (drawn <= whole.high + 1e-9).all()
    sums = drawn.sum(axis=2)[:, np.argsort(whole.rank)]
    assert (np.diff(sums, axis=1) <= 1e-6).all()


def test_votes_by_hand(whole):
    """Of every draw the votes are counted one by one; none leaves the ends."""
    top = whole.only([c for c in whole.clusters if not c.startswith("rank-")])
    low, high = vote_ends(top)
    rng = np.random.default_rng(11)
    worst, best = duels(top)
    n = len(top)
    for _ in range(10):
        drawn = rng.uniform(top.low, top.high)
        signs = np.sign(drawn[:, None, :] - drawn[None, :, :])
        signs = np.clip(signs, worst, best)  # published places decide what printed shares do not
        for a in range(n):
            beaten = sum(np.sign(sum(signs[a, b])) for b in range(n) if b != a)
            assert low[a] - 1e-9 <= beaten <= high[a] + 1e-9


def test_a_better_place_wins_where_shares_are_the_same_in_print():
    some = box([[2.35], [2.35]], [[2.45], [2.45]])
    placed = some.only(some.clusters)
    placed.place[:, 0] = [1, 2]
    worst, best = duels(placed)
    assert worst[0, 1, 0] == best[0, 1, 0] == 1
    assert worst[1, 0, 0] == best[1, 0, 0] == -1
    assert undominated(placed) == ["c0"]
    assert dominated_by(placed, "c1") == ["c0"]


def test_the_lowest_share_is_what_a_hundred_leave():
    some = box([[10.0], [5.0], [0.0]], [[10.0], [5.0], [3.0]])
    assert scaling.lowest(some, 0) == pytest.approx(85 / 98)
    assert scaling.lowest(some, 0, size=10) == pytest.approx(3.0)
