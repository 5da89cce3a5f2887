from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared.invented import FROZEN, FULL, KNOWN, TOP, TOY, TOY_CLUSTERS, box, examples, ranges
from twodeltas.metrics import draws
from twodeltas.metrics.acceptability import first_ranks
from twodeltas.metrics.draws import ARITHMETIC, GEOMETRIC
from twodeltas.metrics.scaling import MIN_MAX, RAW, SHARE_OF_MAX, Z
from twodeltas.metrics.uncertainty import Choices, ranking
from walkback.errors import AnalysisError

TABLE = box(TOY, clusters=TOY_CLUSTERS)
WEIGHTS_ONLY = Choices(scales=(RAW,), means=(ARITHMETIC,), figures=False)


@pytest.mark.parametrize(("scale", "key"), [(RAW, "raw"), (MIN_MAX, "minmax")])
def test_known_answer_lahdelma_salminen_2001_first_rank_acceptability(scale, key):
    known = KNOWN["B4_first_rank_exact"]
    found = first_ranks(TABLE, None, scale).set_index("cluster")
    for cluster, share in known[key].items():
        assert found.loc[cluster, "low"] == pytest.approx(share, abs=known["tol"])
        assert found.loc[cluster, "high"] == pytest.approx(share, abs=known["tol"])
    assert found["low"].sum() == pytest.approx(1)
    assert found.loc["C15", "central"] is None


def test_draws_agree_with_the_exact_areas():
    found = ranking(TABLE, WEIGHTS_ONLY, 40_000).acceptability().set_index("cluster")["1"]
    exact = KNOWN["B4_first_rank_exact"]["raw"]
    assert {c: found[c] for c in exact} == pytest.approx(exact, abs=0.01)


def test_weightings_are_even_over_the_triangle():
    u = np.random.Generator(np.random.PCG64(1)).random((50_000, 3))
    found = draws.weights(u)
    assert found.sum(axis=1) == pytest.approx(1)
    assert (found[:, 0] > 0.5).mean() == pytest.approx(0.25, abs=0.01)
    near = draws.weights(u, band=0.5)
    assert near.min() >= 1 / 6
    assert draws.weights(u, band=0.0) == pytest.approx(1 / 3)


def test_frozen_factors_give_a_zero_width_band_at_the_published_rank():
    for rows in (TOP, FULL):
        bands = ranking(ranges(rows), FROZEN, 50).bands()
        assert (bands["low"] == bands["published"]).all()
        assert (bands["high"] == bands["published"]).all()


def test_the_same_seed_gives_the_same_ranks_and_another_seed_others():
    known = ranges(TOP)
    first, again, other = (ranking(known, draws_=500, seed=s) for s in (1, 1, 2))
    assert (first.ranks == again.ranks).all()
    assert (first.ranks != other.ranks).any()


def test_draws_come_in_chunks_that_do_not_change_their_number(monkeypatch):
    monkeypatch.setattr("twodeltas.metrics.uncertainty.CELLS", 1000)
    found = ranking(TABLE, draws_=333)
    assert found.ranks.shape == (333, 15)
    assert (np.sort(found.ranks, axis=1) == np.arange(1, 16)).all()


@examples
@given(st.lists(st.floats(0, 0.999), min_size=20, max_size=20))
def test_drawn_shares_meet_every_interval_and_every_sum(u):
    known = ranges(TOP)
    n, m = known.low.shape
    numbers = np.array(u[: n * m]).reshape(1, n, m)
    found = draws.shares(known, numbers, np.array(u[n * m : n * m + n])[None, :])[0]
    assert (found >= known.low - 1e-9).all()
    assert (found <= known.high + 1e-9).all()
    assert (found.sum(axis=1) >= known.total[:, 0] - 1e-6).all()
    assert (found.sum(axis=1) <= known.total[:, 1] + 1e-6).all()


@examples
@given(st.permutations(range(3)))
def test_relabelling_the_metrics_changes_no_score(order):
    weight = np.array([[0.5, 0.3, 0.2]])
    for scale in (RAW, MIN_MAX, Z, SHARE_OF_MAX):
        for mean in (ARITHMETIC, GEOMETRIC):
            plain = draws.score(TOY[None], weight, scale, mean)
            turned = draws.score(TOY[None][..., list(order)], weight[:, list(order)], scale, mean)
            assert turned == pytest.approx(plain)


def test_the_published_figures_sharpen_the_ranks_without_touching_code():
    fixed = replace(FROZEN, figures=True)
    open_, known = (ranking(ranges(rows), fixed, 2000).bands() for rows in (TOP, FULL))
    assert ((known["high"] - known["low"]) <= (open_["high"] - open_["low"])).all()
    shares = [first_ranks(ranges(rows)) for rows in (TOP, FULL)]
    widths = [(s["high"] - s["low"]).sum() for s in shares]
    assert widths[1] < widths[0]


def test_first_ranks_lie_within_their_bounds_for_any_possible_figures():
    known = ranges(TOP)
    bound = first_ranks(known).set_index("cluster")
    rng = np.random.Generator(np.random.PCG64(3))
    for _ in range(20):
        n, m = known.low.shape
        point = draws.shares(known, rng.random((1, n, m)), rng.random((1, n)))[0]
        exact = first_ranks(box(point, clusters=known.clusters)).set_index("cluster")["low"]
        assert (exact >= bound["low"] - 1e-6).all()
        assert (exact <= bound["high"] + 1e-6).all()


def test_probability_that_one_precedes_the_other():
    found = ranking(TABLE, WEIGHTS_ONLY, 5000)
    assert found.before("SZ", "C15") == 1
    assert found.before("SZ", "SS") + found.before("SS", "SZ") == pytest.approx(1)
    with pytest.raises(AnalysisError, match="not among the ranked clusters"):
        found.before("SZ", "nowhere")


def test_bad_input_ends_in_a_sentence():
    with pytest.raises(AnalysisError, match="limits the shares of b"):
        ranking(ranges({"a": {"pct_share": 2.0}, "b": {"rank": 2}}, ("pct",)))
    zero = box([[1.0, 0.0], [2.0, 1.0]])
    with pytest.raises(AnalysisError, match="every share above zero"):
        ranking(zero, Choices(scales=(RAW,), means=(GEOMETRIC,)))
    with pytest.raises(AnalysisError, match="No recipe 'ranks'"):
        ranking(zero, Choices(scales=("ranks",)))
    with pytest.raises(AnalysisError, match="two clusters and one draw"):
        ranking(zero, draws_=0)
