"""What orders the options, checked by other logics."""

from dataclasses import replace

from tests.recommendations.values.conftest import PAIR
from twodeltas.recommendations import smaa
from twodeltas.recommendations.values.order import BARRIER, LAW, TIME, order, strongest_held_back


def test_no_logic_agrees_on_more_places_than_there_are(study, facts):
    found = order(study, PAIR, facts)
    assert found.n_first_places.number == smaa.PLACES * len(PAIR)
    for other in found.agreeing.values():
        assert 0 <= other.number <= found.n_first_places.number
    assert set(found.turned) == {"by value", "by outranking"}


def test_the_middle_weight_lies_in_the_stable_band(study, facts):
    for band in order(study, PAIR, facts).stable.values():
        low, middle, high = (int(band[end].rstrip("%")) for end in ("low", "weight", "high"))
        assert low <= middle <= high


def test_what_acts_most_on_a_barrier_is_held_back_by_law_or_time(study):
    assert strongest_held_back(study)
    free = study.scores.copy()
    free.loc[free["criterion"].isin([LAW, TIME]), "score"] = 100
    assert not strongest_held_back(replace(study, scores=free))
    slow = free.copy()
    slow.loc[slow["criterion"] == TIME, "score"] = 25
    assert strongest_held_back(replace(study, scores=slow))
    assert set(study.scores["criterion"]) >= {BARRIER, LAW, TIME}
