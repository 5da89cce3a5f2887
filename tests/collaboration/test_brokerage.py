"""Brokerage roles: equal to R sna, and their sum is the number of open paths."""

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.shared.invented import KNOWN, examples
from twodeltas.collaboration import brokerage

SNA = KNOWN["C3_gould_fernandez"]


def test_a_directed_graph_of_four_as_in_r_sna():
    """Gould and Fernandez 1989; R package sna 2.7.1."""
    found = brokerage.directed(np.array(SNA["arcs"], dtype=bool), SNA["groups"])
    assert list(found) == list(brokerage.ROLES)
    expected = SNA["coordinator_itinerant_representative_gatekeeper_liaison"]
    assert found.to_numpy().tolist() == expected


def test_roles_of_a_star():
    star = nx.star_graph(3)
    nx.set_node_attributes(star, {0: "hub", 1: "a", 2: "a", 3: "hub"}, "city")
    hub = brokerage.roles(star).iloc[0]
    assert hub.to_dict() == {
        "coordinator": 0,
        "itinerant": 1,
        "representative": 1,
        "gatekeeper": 1,
        "liaison": 0,
        "open": 3,
    }


@given(st.integers(3, 12), st.floats(0, 1), st.integers(0, 10_000), st.data())
@examples
def test_roles_sum_to_the_open_two_paths(nodes, density, seed, data):
    graph = nx.gnp_random_graph(nodes, density, seed=seed)
    cities = st.lists(st.sampled_from("xyz"), min_size=nodes, max_size=nodes)
    nx.set_node_attributes(graph, dict(enumerate(data.draw(cities))), "city")
    found = brokerage.roles(graph)
    tied = {node: set(graph[node]) for node in graph}
    assert found["open"].sum() == brokerage.open_two_paths(tied)
    assert (found[list(brokerage.ROLES)].sum(axis=1) == found["open"]).all()
    assert (found["representative"] == found["gatekeeper"]).all()
    assert list(found["open"]) == sorted(found["open"], reverse=True)
