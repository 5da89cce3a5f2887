import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.shared.invented import FULL, KNOWN, TOP, box, examples, ranges
from twodeltas.metrics.scaling import MIN_MAX, RAW, SHARE_OF_MAX
from twodeltas.metrics.triangle import (
    ahead_at,
    needs,
    of_corners,
    robustness,
    triangle,
)
from walkback.errors import AnalysisError

METRICS = ("pct", "publications", "vc")
numbers = st.floats(-9, 9).map(lambda x: round(x, 2))
shares = st.lists(st.floats(0.1, 9).map(lambda x: round(x, 2)), min_size=3, max_size=3)


def share_ahead(difference):
    """The share of all weightings with `weights @ difference` not negative, in closed form.

    Varsi's recursion for the volume of a simplex cut by a half-space (Varsi 1973; Ali 1973). A tie
    on every metric counts as one half.
    """
    plus = [x for x in difference if x >= 0]
    minus = [-x for x in difference if x < 0]
    if not any(difference):
        return 0.5
    volume = [1.0] + [0.0] * len(minus)
    for x in plus:
        for k, y in enumerate(minus, start=1):
            volume[k] = (y * volume[k] + x * volume[k - 1]) / (y + x)
    return volume[-1]


@pytest.mark.parametrize(("difference", "share"), KNOWN["B1_weight_share"]["cases"])
def test_known_answer_varsi_1973_share_of_a_simplex_cut_by_a_half_space(difference, share):
    assert share_ahead(np.array(difference)) == pytest.approx(share, abs=2e-5)


def test_known_answer_foster_mcgillivray_seth_2013_epsilon_robustness():
    known = KNOWN["B2_eps_robust"]
    found = robustness(np.array([known["d"]]), np.array(known["w0"]))
    assert found == pytest.approx((known["expect"], known["expect"]), abs=1e-8)


@examples
@given(st.lists(numbers, min_size=1, max_size=5))
def test_the_shares_of_the_two_clusters_sum_to_one(difference):
    d = np.array(difference)
    assert share_ahead(d) + share_ahead(-d) == pytest.approx(1, abs=1e-9)


@examples
@given(st.lists(numbers, min_size=1, max_size=3))
def test_cut_polygons_have_the_area_of_the_closed_form(difference):
    assume(any(difference))
    found = of_corners(np.array([difference]), METRICS[: len(difference)])
    assert found.share[0] == pytest.approx(share_ahead(np.array(difference)), abs=1e-9)
    if 0 not in difference:
        assert found.open_share == pytest.approx(0, abs=1e-9)


@examples
@given(shares, shares, st.permutations(range(3)))
def test_relabelling_the_metrics_changes_nothing(a, b, order):
    assume(a != b)
    plain = triangle(box([a, b]), "c0", "c1")
    turned = triangle(box([[a[i] for i in order], [b[i] for i in order]]), "c0", "c1")
    assert turned.share == pytest.approx(plain.share, abs=1e-9)
    assert turned.robust == pytest.approx(plain.robust, abs=1e-7)
    assert turned.equal == plain.equal


@examples
@given(shares, shares, shares, shares, st.integers(0, 5), st.floats(0, 1), st.sampled_from([0, 1]))
def test_tightening_a_bound_never_widens_a_band(a, b, c, d, where, by, end):
    low = np.minimum([a, b], [c, d])
    high = np.maximum([a, b], [c, d])
    assume(not np.allclose(low[0], high[1]))
    wide = triangle(box(low, high), "c0", "c1")
    ends = [low.copy(), high.copy()]
    row, column = divmod(where, 3)
    ends[end][row, column] += by * (ends[1 - end][row, column] - ends[end][row, column])
    tight = triangle(box(*ends), "c0", "c1")
    assert tight.share[0] >= wide.share[0] - 1e-9
    assert tight.share[1] <= wide.share[1] + 1e-9
    if wide.equal == tight.equal != "depends":
        assert tight.robust[0] >= wide.robust[0] - 1e-7
        assert tight.robust[1] <= wide.robust[1] + 1e-7


@examples
@given(shares, shares, shares, shares, st.lists(st.floats(0, 1), min_size=6, max_size=6))
def test_every_possible_pair_of_shares_lies_within_the_bands(a, b, c, d, at):
    low, high = np.minimum([a, b], [c, d]), np.maximum([a, b], [c, d])
    assume(not np.allclose(low[0], high[1]))
    found = triangle(box(low, high), "c0", "c1")
    point = low + np.reshape(at, (2, 3)) * (high - low)
    share = share_ahead(point[0] - point[1])
    assert found.share[0] - 1e-7 <= share <= found.share[1] + 1e-7


def test_a_known_sum_sharpens_the_share():
    without = {k: {x: y for x, y in v.items() if x != "rank"} for k, v in TOP.items()}
    loose, tight = (triangle(ranges(r), "north", "east") for r in (without, TOP))
    assert tight.open_share <= loose.open_share


@pytest.mark.parametrize("scale", [RAW, MIN_MAX, SHARE_OF_MAX])
def test_one_complete_row_sharpens_everything_without_touching_code(scale):
    open_, known = (triangle(ranges(rows), "north", "south", scale) for rows in (TOP, FULL))
    assert known.open_share < open_.open_share / 2
    assert known.robust[0] > open_.robust[0]
    assert known.robust[1] <= open_.robust[1] + 1e-9
    assert open_.share[0] <= known.share[0] <= known.share[1] <= open_.share[1]


def test_needs_says_what_the_second_cannot_do_without():
    found = of_corners(np.array([[4.8, -0.1, -0.7]]), METRICS)
    pct = needs(found).iloc[0]
    assert pct["second_most"] == pytest.approx(0.7 / 5.5)
    assert pct["first_most"] == pytest.approx(1)


def test_a_weight_free_order_leaves_the_other_nothing():
    found = of_corners(np.array([[1.0, 2.0, 0.5]]), METRICS)
    assert found.share == (1, 1)
    assert needs(found)[["second_least", "second_most"]].isna().all(axis=None)


def test_the_order_at_equal_weights_can_depend_on_unknown_figures():
    corners = np.array([[1.0, -0.5], [1.0, -2.0]])
    assert ahead_at(corners, np.array([0.5, 0.5])) == "depends"
    low, high = robustness(corners, np.array([0.5, 0.5]))
    assert low == 0
    assert high == pytest.approx(0.25 / 0.75)


def test_two_metrics_and_one_work_like_three():
    two = ranges({k: {x: y for x, y in v.items() if "vc" not in x} for k, v in FULL.items() if k != "east"},
                 ("pct", "publications"))  # fmt: skip
    assert 0 < triangle(two, "north", "south").share[0] < 1
    one = ranges({"a": {"pct_share": 2.0}, "b": {"pct_share": 1.0}}, ("pct",))
    assert triangle(one, "a", "b").share == (1, 1)


def test_bad_input_ends_in_a_sentence():
    known = ranges(FULL)
    with pytest.raises(AnalysisError, match="did you mean 'north'"):
        triangle(known, "nort", "south")
    with pytest.raises(AnalysisError, match="compared with itself"):
        triangle(known, "north", "north")
    with pytest.raises(AnalysisError, match="cannot be bounded"):
        triangle(known, "north", "south", "z-scores")
    with pytest.raises(AnalysisError, match="one to three metrics"):
        of_corners(np.ones((1, 4)), ("a", "b", "c", "d"))
    with pytest.raises(AnalysisError, match="Nothing published limits pct"):
        triangle(ranges({"a": {"rank": 1}, "b": {"rank": 2}}), "a", "b")
