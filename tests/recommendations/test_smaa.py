import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tests.shared.invented import KNOWN, examples
from twodeltas.recommendations import smaa
from twodeltas.recommendations.outranking import Preference, flows
from walkback.errors import AnalysisError

SCORES = arrays(float, (5, 4), elements=st.sampled_from([0.0, 25.0, 50.0, 75.0, 100.0]))


def question(value, spread=25.0, order=None):
    value = np.asarray(value, dtype=float)
    names = tuple("abcdefgh"[: len(value)])
    low, high = np.clip(value - spread, 0, 100), np.clip(value + spread, 0, 100)
    return smaa.Question(names, value, low, high, smaa.ordered(order or range(value.shape[1])))


@pytest.mark.parametrize(("name", "m"), [("n3", 3), ("n5", 5)])
def test_published_rank_order_centroid(name, m):
    known = KNOWN["E1_roc"]
    found = smaa.centroid(smaa.ordered(range(m)))
    assert found == pytest.approx(known[name], abs=known["tol"])


def test_the_centroid_is_the_mean_of_even_draws():
    corners = smaa.ordered(range(5))
    drawn = smaa.weightings(corners, 200_000, np.random.default_rng(1))
    assert drawn.mean(axis=0) == pytest.approx(smaa.centroid(corners), abs=2e-3)
    assert (np.diff(drawn, axis=1) <= 1e-12).all()
    sorted_draws = -np.sort(-np.random.default_rng(2).dirichlet(np.ones(5), 200_000), axis=1)
    assert np.quantile(drawn[:, 0], 0.9) == pytest.approx(
        np.quantile(sorted_draws[:, 0], 0.9), 5e-3
    )


def test_known_ordinal_dominance():
    known = KNOWN["E2_ordinal_dominance"]
    found = smaa.dominance(np.array(known["V"], dtype=float), smaa.ordered(range(5)))
    assert np.argwhere(found).tolist() == known["pairs"]


@examples
@given(SCORES)
def test_no_allowed_weighting_contradicts_dominance(value):
    corners = smaa.ordered([2, 0, 3, 1])
    ahead = smaa.dominance(value, corners)
    totals = smaa.weightings(corners, 50, np.random.default_rng(0)) @ value.T
    for i, k in np.argwhere(ahead):
        assert (totals[:, i] >= totals[:, k] - 1e-9).all()
    assert not (ahead & ahead.T).any()


def test_the_order_of_importance_may_name_the_columns_in_any_order():
    assert smaa.ordered([1, 0]).tolist() == [[0, 1], [0.5, 0.5]]


def test_equal_weights_leave_one_weighting():
    assert smaa.centroid(smaa.equal(4)).tolist() == [0.25] * 4
    assert smaa.dominance(np.array([[1.0, 0], [0, 0.5]]), smaa.equal(2)).tolist() == [
        [False, True],
        [False, False],
    ]


def test_places_of_ties_are_shared():
    assert smaa.places(np.array([[3.0, 5, 3, 1]])).tolist() == [[2.5, 1, 2.5, 4]]


def test_draws_are_the_same_again_and_others_with_another_seed():
    asked = question([[50, 50], [75, 25], [25, 75], [0, 100]])
    first, again, other = (smaa.acceptability(asked, seed=s, draws=300) for s in (7, 7, 8))
    assert first.equals(again)
    assert not first["top"].equals(other["top"])
    assert first["top"].sum() == pytest.approx(smaa.PLACES, abs=0.05)


def test_tiers_follow_from_what_is_certain():
    value = [[100, 100], [90, 90], [80, 80], [10, 10], [0, 5]]
    found = smaa.acceptability(question(value, spread=0), seed=1, draws=50)
    assert found["tier"].tolist() == [smaa.TOP] * 3 + [smaa.BEATEN] * 2
    open_ = smaa.acceptability(question([[50, 50]] * 5), seed=1, draws=500)
    assert set(open_["tier"]) == {smaa.DEPENDS}


def test_a_tier_holds_only_if_scores_may_err_too():
    ahead = smaa.dominance(np.array([[9.0], [8], [7], [3], [1]]), np.eye(1))
    found = smaa.tiers(np.array([0.9, 0.6, 0.7, 0.5, 0.2]), ahead)
    assert found == [
        smaa.TOP,
        smaa.DEPENDS,
        smaa.TOP,
        smaa.DEPENDS,
        smaa.BEATEN,
    ]


def test_a_sum_of_values_never_turns_round_but_net_flows_may():
    def promethee(value):
        return flows(value, [Preference("linear", 25, 50)] * 3)

    rng = np.random.default_rng(3)
    asked = [question(25 * rng.integers(0, 5, (6, 3))) for _ in range(40)]
    assert sum(len(smaa.reversals(q, promethee)) for q in asked) > 0
    assert sum(len(smaa.reversals(q)) for q in asked) == 0


def test_too_few_options_are_refused():
    with pytest.raises(AnalysisError, match=r"actions\.csv"):
        smaa.acceptability(question([[1, 2]] * 3), seed=1, draws=10)
