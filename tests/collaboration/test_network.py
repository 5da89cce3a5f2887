"""Ties as a graph: the published measures of the karate club, and pairs of places."""

import math

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.collaboration import clubs
from tests.shared.invented import KNOWN
from twodeltas.collaboration import network
from walkback.errors import AnalysisError

KARATE = KNOWN["C2_karate"]


def test_modularity_and_assortativity_of_the_karate_club():
    """Zachary 1977; values of networkx that igraph and Newman's papers agree with."""
    tolerance = KARATE["tol"]
    club = clubs.KARATE
    assert network.modularity(club, "club") == pytest.approx(KARATE["modularity"], abs=tolerance)
    found = network.assortativity(club, "club")
    assert found == pytest.approx(KARATE["attribute_assortativity"], abs=tolerance)
    found = network.degree_assortativity(club)
    assert found == pytest.approx(KARATE["degree_assortativity"], abs=tolerance)


def test_a_pair_is_one_edge_however_often_it_is_tied():
    graph = network.graph(clubs.of("shg"))
    assert sorted(graph) == ["city-u", "hku", "sustech", "szu", "um"]
    assert graph.number_of_edges() == 5
    assert graph.nodes["um"]["city"] == "macao"
    assert network.graph(clubs.of("ss")).nodes["port"]["city"] == "suzhou"


def test_what_is_not_defined_is_not_a_number():
    one_city = network.of_pairs([("a", "b"), ("b", "c"), ("a", "c")], dict.fromkeys("abc", "x"))
    assert math.isnan(network.assortativity(one_city))
    assert math.isnan(network.degree_assortativity(one_city))
    assert math.isnan(network.modularity(network.of_pairs([("a", "a")], {"a": "x"})))


def test_an_organisation_in_two_cities_is_reported():
    moved = clubs.of("shg")
    moved.loc[4, "main_a"] = "hong-kong"  # Shenzhen University
    with pytest.raises(AnalysisError, match="szu: in two cities"):
        network.graph(moved)


def test_pieces_are_counted_from_the_largest():
    tied = network.neighbours([("d", "e"), ("a", "b"), ("b", "c"), ("f", "f"), ("c", "b")])
    assert network.pieces(tied) == [3, 2, 1]
    assert tied["b"] == {"a", "c"}
    assert tied["f"] == set()


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), max_size=20))
def test_neighbours_are_those_of_the_graph(pairs):
    tied = network.neighbours(pairs)
    graph = network.of_pairs(pairs, dict.fromkeys("abcdefgh", "x"))
    assert {node: set(graph[node]) for node in graph} == tied
    assert network.pieces(tied) == sorted(map(len, nx.connected_components(graph)), reverse=True)


def test_an_undertaking_of_three_is_three_ties_and_one_undertaking():
    table = network.undertakings(clubs.of("shg"))
    assert list(table.iloc[0]) == ["Smart Cities", 3, 3]
    assert len(table) == 4
    assert network.two_mode_density(clubs.of("shg")) == (9, 5 * 4)


def test_cells_count_ties_pairs_and_possible_pairs():
    cities = ["hong-kong", "shenzhen"]
    place = network.cities_of(clubs.of("shg")).to_dict()
    found = network.cells(clubs.of("shg"), place, [*cities, "macao"], cities)
    table = found.set_index(["row", "column"])
    assert tuple(table.loc[("hong-kong", "shenzhen")]) == (2, 1, 4)
    assert tuple(table.loc[("shenzhen", "hong-kong")]) == (2, 1, 4)
    assert tuple(table.loc[("hong-kong", "hong-kong")]) == (1, 1, 1)
    assert tuple(table.loc[("macao", "shenzhen")]) == (1, 1, 2)


def test_a_part_of_a_city_stands_in_a_row_of_its_own():
    found = network.cells(clubs.of("ss"), clubs.PLACE, ["taicang"], ["shanghai", "suzhou"])
    assert found[["ties", "tied", "possible"]].to_numpy().tolist() == [[1, 1, 1], [1, 1, 1]]


def test_an_organisation_without_a_place_is_reported():
    with pytest.raises(AnalysisError, match="port: no place"):
        network.cells(clubs.of("ss"), {"sjtu": "shanghai", "park": "suzhou"}, ["shanghai"], [])


def test_a_pair_of_cities_stands_in_the_later_row_only():
    cities = ["hong-kong", "shenzhen"]
    place = network.cities_of(clubs.of("shg")).to_dict()
    cells = network.cells(clubs.of("shg"), place, [*cities, "macao"], cities)
    once = network.each_once(cells)
    assert len(cells) - len(once) == 1
    assert not ((once["row"] == "hong-kong") & (once["column"] == "shenzhen")).any()
    assert once["ties"].sum() == len(clubs.of("shg"))
