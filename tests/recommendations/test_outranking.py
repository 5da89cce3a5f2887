import numpy as np
import pytest

from tests.shared.invented import KNOWN
from twodeltas.recommendations.outranking import Preference, flows, stability, topsis
from walkback.errors import AnalysisError

PROMETHEE = ("A3_promethee2_papathanasiou_ploskas_2018", "A4_promethee2_brans_1986_power_plants")
TOPSIS = ("A1_topsis_tzeng_huang_2011", "A2_topsis_hwang_yoon_1981_fighter")


def published(name):
    known = KNOWN[name]
    shapes = zip(known["kinds"], known["q"], known["p"], known["s"], strict=True)
    value = np.array(known["X"], dtype=float) * np.array(known["sign"])
    return known, value, np.array(known["w"], dtype=float), [Preference(*s) for s in shapes]


@pytest.mark.parametrize("name", PROMETHEE)
def test_published_net_flows(name):
    known, value, weight, preferences = published(name)
    net = flows(value, preferences) @ (weight / weight.sum())
    assert net == pytest.approx(known["expect"], abs=known["tol"])


def test_published_stability_of_a_weight():
    _, value, weight, preferences = published(PROMETHEE[0])
    low, high = stability(flows(value, preferences), weight, 0)
    assert (low, high) == pytest.approx((0.19, 0.454), abs=1e-3)


def test_the_order_turns_just_outside_the_stability_interval():
    _, value, weight, preferences = published(PROMETHEE[0])
    flow = flows(value, preferences)
    low, high = stability(flow, weight, 0)

    def order(w):
        rest = weight[1:] / weight[1:].sum() * (1 - w)
        return np.argsort(-(flow @ np.array([w, *rest]))).tolist()

    now = order(weight[0])
    assert order(low + 1e-6) == order(high - 1e-6) == now
    assert order(low - 1e-3) != now
    assert order(high + 1e-3) != now


def test_flows_of_many_draws_are_those_of_each():
    _, value, _, preferences = published(PROMETHEE[1])
    both = flows(np.stack([value, value[::-1]]), preferences)
    assert np.allclose(both[0], flows(value, preferences))
    assert np.allclose(both[1], flows(value[::-1], preferences))


@pytest.mark.parametrize("name", TOPSIS)
def test_published_closeness(name):
    known = KNOWN[name]
    found = topsis(np.array(known["X"], dtype=float), np.array(known["w"]), known["sign"])
    assert found == pytest.approx(known["expect"], abs=known["tol"])


def test_what_cannot_be_compared_is_told():
    with pytest.raises(AnalysisError, match="kinds out of usual"):
        flows(np.ones((2, 1)), [Preference("bell")])
    with pytest.raises(AnalysisError, match="at least two options"):
        flows(np.ones((1, 1)), [Preference()])
