"""Whether other weights would turn the order round, and whether that can be asked."""

import pytest

from tests.metrics.values.conftest import NUMBERS, PAIR
from tests.shared.real import rankings
from twodeltas.metrics.values import ranks, weights
from twodeltas.shared import bounds, editions


@pytest.mark.parametrize(
    ("year", "pair", "reason"),
    [
        (2017, ("shenzhen-hong-kong", "shanghai"), "single metric"),
        (2024, ("shg", "ss"), "Nothing published limits"),
        (2025, ("shg", "paris"), "Too little is published"),
    ],
)
def test_what_cannot_be_compared_says_why(year, pair, reason):
    edition = editions.of_edition(rankings(), year)
    metrics = editions.metrics_of(year)
    _, why = weights.ranges_of(edition, bounds.derive(edition, metrics), metrics, pair)
    assert reason in why


@pytest.fixture(scope="module")
def found(latest):
    edition, ranges = latest
    return weights.weights(NUMBERS, ranges, PAIR, ranks.origins(edition, PAIR))


def test_the_share_of_weightings_is_rounded_outwards(found):
    assert found.first_share.text == "75–99%"
    assert found.first_share.low / 100 == pytest.approx(found.maps[0].share[0])
    assert [origin.row for origin in found.first_share.origins] == ["G25-shg", "G25-ss"]


def test_there_is_a_map_for_each_way_of_scoring(found):
    assert [one.scale for one in found.maps] == ["raw shares", "min–max", "share of maximum"]


def test_the_most_weight_is_where_the_border_is(found):
    assert found.most("pct").text == "22%"


def test_the_order_at_equal_weights_is_steady_between_two_ends(found):
    assert 0 < found.steady.low < found.steady.high < 100
    assert found.steady.low / 100 == pytest.approx(found.maps[0].robust[0])


def test_without_the_single_report_the_bounds_loosen(latest):
    edition, _ = latest
    blind = weights.without_place(edition, "ss", "vc", editions.metrics_of(2025))
    assert blind.interval("ss", "vc")[0] == 0
    assert blind.interval("ss", "pct")[1] == pytest.approx(5.45)
    assert edition.loc["ss", "vc_rank"] == 4
