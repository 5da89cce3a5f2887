"""What is said of joint counts of cities, and that nothing is said where there are none."""

import dataclasses

import pytest

from tests.collaboration.charts.test_joint import CLUSTERS, EAST, NAMES, both, supplied
from tests.shared.real import raw
from twodeltas.collaboration.integration import integration
from twodeltas.collaboration.values.integration import Integration, of

CITIES = {"shg": ["shenzhen", "hong-kong", "guangzhou"], "ss": ["shanghai", "suzhou"]}


def of_sets(*sets) -> Integration:
    return Integration(list(sets), CLUSTERS, NAMES)


def test_the_weakest_pair_with_enough_counts_is_named_with_its_rows():
    found = of_sets(*both())
    assert found.weakest_pair == "Shenzhen and Guangzhou"  # four papers of another pair say little
    expected = both()[0][1].ratio.loc["shenzhen", "guangzhou"]
    assert found.weakest_ratio.number == pytest.approx(expected)
    assert [origin.row for origin in found.weakest_ratio.origins] == ["PC-001"]
    few = supplied("ss", [[9, 2], [2, 9]], EAST)
    assert of_sets((few, integration(few.counts))).weakest_pair == "Shanghai and Suzhou"


def test_it_is_said_whether_the_counts_may_be_compared():
    south, east = both()
    later = (dataclasses.replace(east[0], key=(*east[0].key[:4], 2024)), east[1])
    assert "made alike" in of_sets(south, east).compared
    assert "must not be" in of_sets(south, later).compared
    assert of_sets(east).compared == "There are counts for East only."


def test_without_joint_counts_there_is_nothing_to_show():
    found = of(raw("pair_counts").iloc[:0], CITIES, CLUSTERS, NAMES)
    assert not found.has_counts
    assert found.sources == []
    assert (found.counted, found.compared, found.weakest_pair, found.cited) == ("", "", "", "")
    assert not found.weakest_ratio.known


def test_counts_of_one_city_alone_say_nothing_of_a_pair():
    inside = supplied("ss", [[9, 0], [0, 0]], EAST)
    found = of_sets((inside, integration(inside.counts)))
    assert found.counts
    assert not found.has_counts
