import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tests.shared.invented import FULL, KNOWN, TOP, TOY, TOY_CLUSTERS, box, examples, ranges
from twodeltas.metrics.benefit_of_doubt import benefit_of_doubt, doubt_ranges
from twodeltas.metrics.importance import importance
from twodeltas.metrics.recipe_bounds import order_of_pair, possible_leaders
from twodeltas.metrics.recipes import RECIPES, compare, copeland, geometric, ranks, summary
from twodeltas.metrics.scaling import min_max
from twodeltas.metrics.simplex import equal
from walkback.errors import AnalysisError

METRICS = ("pct", "publications", "vc")
COINR = KNOWN["B3_coinr_toy"]
tables = arrays(float, (5, 3), elements=st.floats(0.5, 9).map(lambda x: round(x, 1)))


@pytest.mark.parametrize(
    ("recipe", "key"),
    [
        ("mean of min–max scores", "minmax_amean"),
        ("geometric mean of min–max scores, 1–100", "gmean_1_100"),
        ("mean of z-scores", "z_amean"),
        ("pairwise votes (Copeland)", "copeland"),
    ],
)
@pytest.mark.parametrize("cluster", ["SZ", "SS"])
def test_known_answer_coinr_scores(recipe, key, cluster):
    score = RECIPES[recipe](TOY, equal(3))[TOY_CLUSTERS.index(cluster)]
    assert score == pytest.approx(COINR[cluster][key], abs=0.006 if score > 1 else 6e-5)


def test_known_answer_coinr_first_place_of_min_max():
    name, score = COINR["minmax_amean_rank1"]
    scores = RECIPES["mean of min–max scores"](TOY, equal(3))
    assert TOY_CLUSTERS[int(np.argmax(scores))] == name
    assert scores.max() == pytest.approx(score, abs=0.006)


def test_known_answer_coinr_correlations_with_the_index():
    scaled = importance(min_max(TOY), METRICS)
    assert list(np.sqrt(scaled["main_effect"])) == pytest.approx(COINR["corr_with_index"], abs=1e-6)


def test_known_answer_paruolo_saisana_saltelli_2013_covariance_shares():
    known = KNOWN["A3_importance_toy"]
    found = importance(TOY, METRICS)
    assert list(found["covariance_share"]) == pytest.approx(
        known["covariance_share"], abs=known["tol"]
    )
    assert found["covariance_share"].sum() == pytest.approx(1)


def test_known_answer_cherchye_2007_geometry_of_the_benefit_of_the_doubt():
    known = KNOWN["B7_bod_geometry"]
    table = np.array(known["X"])
    found = [benefit_of_doubt(row, table, None) for row in table]
    assert found == pytest.approx(known["expect"], abs=known["tol"])


@examples
@given(tables)
def test_the_benefit_of_the_doubt_rises_with_own_shares_and_falls_with_bounds(table):
    own, others = table[0], table[1:]
    score = benefit_of_doubt(own, others)
    assert 0 <= score <= benefit_of_doubt(own, others, None) + 1e-9
    assert benefit_of_doubt(own * [1.5, 1, 1], others) >= score - 1e-9
    assert score / 2 - 1e-9 <= benefit_of_doubt(own, others * 2) <= score + 1e-9


@examples
@given(tables, st.permutations(range(3)))
def test_relabelling_the_metrics_changes_no_rank(table, order):
    for recipe in RECIPES.values():
        turned = recipe(table[:, list(order)], equal(3))
        assert turned == pytest.approx(recipe(table, equal(3)), abs=1e-9)


@examples
@given(tables)
def test_votes_sum_to_zero(table):
    assert copeland(table, equal(3)).sum() == 0


def test_a_geometric_mean_of_zero_is_refused_in_words():
    with pytest.raises(AnalysisError, match="needs scores above zero, and 1 of 4"):
        geometric(np.array([[1.0, 0.0], [2.0, 1.0]]), equal(2))
    compared = compare(np.array([[1.0, 0.0], [2.0, 1.0]]), ("a", "b"), np.array([2.0, 1.0]))
    line = summary(compared, "a", "b").set_index("recipe").loc["geometric mean of shares"]
    assert "above zero" in line["note"]
    assert line["first_ahead"] is None


def test_the_summary_tells_who_leads_and_how_far_ranks_move():
    compared = compare(TOY, TOY_CLUSTERS, ranks(TOY.sum(axis=1)))
    table = summary(compared, "SZ", "SS").set_index("recipe")
    assert table.loc["sum of shares", "leader"] == "SZ"
    assert table.loc["sum of shares", ["mean_shift", "tau"]].tolist() == pytest.approx([0, 1])
    assert table.loc["mean of min–max scores", "leader"] == "C05"
    assert not table.loc["pairwise votes (Copeland)", "first_ahead"]


def test_importance_needs_complete_rows():
    with pytest.raises(AnalysisError, match="complete rows only"):
        importance(np.array([[1.0, np.nan], [2.0, 3.0], [1.0, 1.0]]), METRICS[:2])
    with pytest.raises(AnalysisError, match="same score"):
        importance(np.ones((3, 2)), METRICS[:2])


@examples
@given(tables)
def test_known_figures_leave_no_recipe_open(table):
    assume((np.ptp(table, axis=0) > 0).all())
    known = box(table)
    found = order_of_pair(known, "c0", "c1").set_index("recipe")
    scores = {n: f(table, equal(3)) for n, f in RECIPES.items() if n in found.index}
    for name, score in scores.items():
        lead = score[0] - score[1]
        assert (found.loc[name, "first_ahead"] == "always") == (lead > 1e-9)


def test_unknown_figures_leave_open_what_they_decide():
    found = order_of_pair(ranges(TOP), "north", "south").set_index("recipe")["first_ahead"]
    assert found["sum of shares"] == "always"
    assert found["benefit of the doubt"] == "depends"
    sharper = order_of_pair(ranges(FULL), "north", "south")
    spread = (sharper["high"] - sharper["low"]).to_numpy()
    wide = order_of_pair(ranges(TOP), "north", "south")
    assert (spread <= (wide["high"] - wide["low"]).to_numpy() + 1e-9).all()


def test_leaders_that_nothing_rules_out():
    assert possible_leaders(ranges(TOP), "sum of shares", ["north", "south"]) == ["north"]


def test_doubt_with_unknown_shares_reaches_from_zero_to_the_frontier():
    found = doubt_ranges(ranges(TOP), ["north", "south"]).set_index("cluster")
    assert found.loc["south", "low"] == 0
    assert found.loc["south", "high"] <= 1
    with pytest.raises(AnalysisError, match="cannot each make up"):
        benefit_of_doubt(np.ones(3), np.ones((2, 3)), (0.5, 0.6))


def test_a_recipe_that_cannot_be_computed_says_why():
    rows = {"a": {"rank": 1, "pct_share": 3.0}, "b": {"rank": 2, "total": 1.0}}
    table = order_of_pair(ranges(rows, ("pct",)).only(["a", "b"]), "a", "b").set_index("recipe")
    assert table.loc["sum of shares", "first_ahead"] == "always"
    open_ = {"a": rows["a"], "b": {"rank": 2}}
    table = order_of_pair(ranges(open_, ("pct",)), "a", "b").set_index("recipe")
    assert table.loc["mean of min–max scores", "first_ahead"] == ""
    assert "Fewer than two shares of pct" in table.loc["mean of min–max scores", "note"]
