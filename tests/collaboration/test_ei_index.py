"""The E-I index: the karate club, its mean over relabellings, and where no p is given."""

import math
from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.collaboration import clubs
from tests.shared.invented import KNOWN, examples
from twodeltas.collaboration import ei_index
from walkback.errors import AnalysisError

KARATE = KNOWN["C2_karate"]
groups = st.lists(st.sampled_from("abc"), min_size=2, max_size=9)


@pytest.fixture(scope="module")
def karate() -> ei_index.Mixing:
    return ei_index.mixing(clubs.PAIRS, clubs.CLUB, draws=2_000, seed=1)


def test_the_karate_club(karate):
    """Zachary 1977; Krackhardt and Stern 1988 for the index."""
    assert (karate.across, karate.across + karate.inside) == (KARATE["between"], KARATE["ties"])
    assert karate.index == pytest.approx(KARATE["index"], abs=KARATE["tol"])
    assert karate.expected == pytest.approx(KARATE["expected"], abs=KARATE["tol"])
    assert karate.drawn.mean() == pytest.approx(KARATE["expected"], abs=0.01)
    assert karate.relabellings == math.comb(34, 17)
    assert karate.p == pytest.approx(1 / 2_001)  # no draw is as far out; never zero


def test_three_and_three_nodes_have_twenty_relabellings_and_no_p():
    """METHODS: with 20 relabellings p < .05 cannot occur."""
    pairs = [(f"a{i}", f"b{i}") for i in range(3)]
    group = {node: node[0] for pair in pairs for node in pair}
    found = ei_index.mixing(pairs, group, draws=50, seed=1)
    assert found.relabellings == 20
    assert math.isnan(found.p)
    assert ei_index.relabellings([1, 1, 1]) == 6


@pytest.mark.parametrize(
    ("sizes", "answer"), [([8, 8], True), ([20, 7], False), ([30], False), ([], False)]
)
def test_a_test_needs_two_groups_of_eight(sizes, answer):
    assert ei_index.enough(sizes) is answer


def test_the_expected_value_is_the_mean_over_all_relabellings():
    pairs, labels = [(0, 1), (1, 2), (2, 3), (1, 3)], "aabc"
    ends = np.array(pairs)
    dealt = [np.array(order) for order in permutations(labels)]
    mean = np.mean([clubs.external_internal(d[ends[:, 0]], d[ends[:, 1]]) for d in dealt])
    assert ei_index.expected([2, 1, 1]) == pytest.approx(mean)


@given(groups, st.integers(0, 2**32 - 1))
@examples
def test_the_index_stays_between_its_ends(labels, seed):
    nodes = [str(i) for i in range(len(labels))]
    pairs = list(pairwise(nodes))
    found = ei_index.mixing(pairs, dict(zip(nodes, labels, strict=True)), draws=20, seed=seed)
    for value in (found.index, found.expected, *found.drawn):
        assert -1 <= value <= 1
    assert len(set(labels)) > 1 or found.index == found.expected == -1


@given(st.integers(0, 60), st.integers(0, 60), st.floats(-0.9, 0.9))
@examples
def test_so_many_ties_inside_reach_chance_and_no_fewer(across, inside, mean):
    if not across + inside:
        return
    more = ei_index.to_chance(across, inside, mean)
    found = ei_index.Mixing(across, inside, (2, 2), np.zeros(1))
    assert found.with_inside(more) <= max(mean, found.index) + 1e-9
    assert more == 0 or found.with_inside(more - 1) > mean - 1e-9


def test_no_tie_is_a_sentence():
    with pytest.raises(AnalysisError, match="No tie is left"):
        ei_index.mixing([], {}, draws=1, seed=1)
    with pytest.raises(AnalysisError, match="at least two"):
        ei_index.expected([1])
