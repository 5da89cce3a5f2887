"""The list of reported ties in numbers, on invented and on the real rows."""

import numpy as np
import pytest

from tests.collaboration import clubs
from tests.shared.real import raw
from twodeltas.collaboration import missing, network, tie_statistics, ties
from twodeltas.collaboration.brokerage import open_two_paths
from walkback.values.number_format import PLAIN


@pytest.fixture(scope="module")
def real():
    located = ties.located(raw("edges"), raw("cities"))
    return {c: located[located["cluster"] == c] for c in ("shg", "ss")}


def test_the_structure_of_an_invented_list():
    own = clubs.of("shg")
    found = tie_statistics.structure(own)(np.arange(len(own)))
    counts = ("ties", "sources", "undertakings", "organisations", "pieces", "largest", "open")
    assert [found[name] for name in counts] == [6, 3, 4, 5, 1, 5, 4]
    assert found["index"] == pytest.approx((4 - 2) / 6)


def test_the_summary_cuts_the_longer_list_and_leaves_the_shorter_one():
    own = clubs.of("shg")
    longer = tie_statistics.summary(own, size=3, sources=2, draws=40)
    assert longer.loc["ties", ["size_low", "size_high"]].tolist() == [3, 3]
    assert longer.loc["sources", ["sources_low", "sources_high"]].tolist() == [2, 2]
    assert longer.loc["ties", "source"] == "paper"
    assert longer.loc["ties", "source_low"] == 3
    shorter = tie_statistics.summary(own, size=6, sources=3, draws=1)
    assert shorter[["size_low", "sources_high"]].isna().all(axis=None)


def test_real_ties_every_organisation_is_in_one_city_and_both_tables_agree(real):
    place = raw("organisations")["city"]
    home = place.map(raw("cities")["part_of"]).fillna(place)
    for own in real.values():
        found = network.cities_of(own)
        assert (home[found.index] == found).all()


def test_real_ties_are_counted_by_hand(real):
    """Counted once by a separate script: ties across, organisations of the largest piece, paths."""
    south, east = (tie_statistics.mixing_of(real[c], draws=50, seed=1) for c in ("shg", "ss"))
    assert (south.across, south.inside, south.to_chance) == (56, 8, 8)
    assert (east.across, east.inside, east.to_chance) == (39, 0, 35)
    assert np.isnan([south.p, east.p]).all()  # Dongguan, Macao, Jiangsu: groups below eight
    found = {c: tie_statistics.structure(t)(np.arange(len(t))) for c, t in real.items()}
    assert [found["shg"][n] for n in ("largest", "pieces", "open")] == [42, 6, 166]
    assert [found["ss"][n] for n in ("largest", "pieces", "open")] == [16, 13, 29]


def test_real_ties_between_the_named_cities_can_be_tested(real):
    for own in real.values():
        found = tie_statistics.mixing_of(own[own["inside"]], draws=500, seed=1)
        assert min(found.sizes) >= 8
        assert 0 < found.p <= 0.05


def test_the_quick_index_is_that_of_the_graph_without_pairs_tied_twice(real):
    own = real["ss"]
    once = own.drop_duplicates(["organisation_a", "organisation_b"])
    graph = network.graph(once)
    outside = sum(graph.nodes[a]["city"] != graph.nodes[b]["city"] for a, b in graph.edges)
    (value,) = tie_statistics.crossing(once)(np.arange(len(once))).values()
    assert value == pytest.approx(2 * outside / graph.number_of_edges() - 1)
    ends = own[["organisation_a", "organisation_b"]].to_numpy().tolist()
    assert open_two_paths(network.neighbours(ends)) == open_two_paths(
        network.neighbours(graph.edges)
    )


def test_a_value_knows_the_ties_that_it_comes_from(real):
    value = tie_statistics.value(PLAIN, 0.75, real["shg"], "ties across less ties inside, of all")
    assert value.text == "0.75"
    assert {o.table for o in value.origins} == {"edges"}
    assert len(value.origins) == len(real["shg"])


def test_bands_of_real_ties_hold_the_index(real):
    own = real["shg"]
    found = missing.bands(len(own), tie_statistics.crossing(own), draws=300, seed=1)
    whole = tie_statistics.mixing_of(own, draws=1, seed=1).index
    assert ((found["low"] <= whole) & (whole <= found["high"])).all()
    assert found["low"].is_monotonic_decreasing


def test_cases_go_from_what_is_listed_to_what_is_supposed(real):
    found = tie_statistics.mixing_of(real["shg"], draws=10, seed=1)
    table = tie_statistics.cases(real["shg"], found, draws=50, seed=1).set_index("case")
    assert list(table.index) == ["listed", "0.1", "0.25", "0.5", "source", "inside"]
    assert table.loc["listed", "middle"] == found.index
    assert table.loc["source", "low"] < found.index < table.loc["source", "high"]
    assert table.loc["inside", "low"] <= found.expected
    assert list(table.index[table["supposed"]]) == ["inside"]


def test_a_band_is_an_interval():
    assert tie_statistics.band(PLAIN, 20, 33, clubs.of("shg"), "cut to size").text == "20–33"
