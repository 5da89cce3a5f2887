"""How much was collected: the clusters of the report first, then those of the collection."""

import pandas as pd

from twodeltas.collaboration.tables import evidence

NAMES = {"munich": "Munich", "shg": "South", "ss": "East"}
FACTS = pd.DataFrame({"cluster": ["shg", "shg", "ss"]}, index=["E1", "E2", "E3"])
EDGES = pd.DataFrame({"cluster": ["ss"]}, index=["T1"])


def test_a_cluster_without_facts_is_listed_with_none():
    table = evidence.collected(FACTS, EDGES, NAMES, ("munich", "shg"))
    assert table.to_numpy().tolist() == [["Munich", 0, 0], ["South", 2, 0], ["East", 1, 1]]
