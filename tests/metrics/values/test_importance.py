"""What the metrics carry at equal weights, and what other recipes say of the complete list."""

import pytest

from tests.metrics.values.conftest import NUMBERS, PAIR
from tests.shared.real import rankings
from twodeltas.metrics.values import recipes
from twodeltas.metrics.values.importance import importance


@pytest.fixture(scope="module")
def found():
    return importance(NUMBERS, rankings(), PAIR)


def test_the_list_holds_only_clusters_whose_shares_are_known(found):
    assert ((found.ranges.high - found.ranges.low) <= 0.3).all()
    assert list(found.edition.index) == list(found.ranges.clusters)
    assert found.n_clusters.number == len(found.ranges) > 20


def test_patents_carry_more_than_their_weight(found):
    assert found.patents.number == 100 * found.table.set_index("metric")["covariance_share"]["pct"]
    assert found.patents.number > 50
    assert found.table["covariance_share"].sum() == pytest.approx(1)


def test_every_recipe_has_a_leader(found):
    told = recipes.complete(NUMBERS, found.ranges, PAIR)
    assert told.leader == told.table["leader"][0]
    assert told.n_others.number == len(told.table) - 1
    others = set(told.table["leader"][1:])
    assert sum(told.n_leading(cluster).number for cluster in others) == told.n_others.number
    assert told.n_leading("no cluster").number == 0
