"""Zachary's karate club and an invented list of ties, for the tests of the network of ties."""

import networkx as nx
import numpy as np
import pandas as pd

from twodeltas.collaboration import ties

KARATE = nx.karate_club_graph()
CLUB = {str(n): str(club) for n, club in KARATE.nodes(data="club")}
PAIRS = [(str(a), str(b)) for a, b in KARATE.edges]

CITIES = pd.DataFrame(
    {
        "cluster": ["shg", "shg", None, "ss", "ss", "ss"],
        "part_of": [None, None, None, None, None, "suzhou"],
    },
    index=pd.Index(["hong-kong", "shenzhen", "macao", "shanghai", "suzhou", "taicang"], name="id"),
)
PLACE = {
    "hku": "hong-kong",
    "city-u": "hong-kong",
    "szu": "shenzhen",
    "sustech": "shenzhen",
    "um": "macao",
    "sjtu": "shanghai",
    "port": "taicang",
    "park": "suzhou",
}
ROWS = [  # cluster, ends, kind, name, source
    ("shg", "hku", "szu", "joint_lab", "Smart Cities", "paper"),
    ("shg", "szu", "um", "joint_lab", "Smart Cities", "paper"),
    ("shg", "hku", "um", "joint_lab", "Smart Cities", "paper"),
    ("shg", "hku", "city-u", "joint_lab", "Climate", "post"),
    ("shg", "szu", "hku", "joint_fund", "Fund", "post"),
    ("shg", "sustech", "szu", "mou", "Letter", "gazette"),
    ("ss", "sjtu", "port", "mou", "Talks", "daily"),
    ("ss", "sjtu", "park", "mou", "Talks", "daily"),
    ("ss", "port", "park", "joint_lab", "Berth", "daily"),
]


def external_internal(first: np.ndarray, second: np.ndarray) -> float:
    """(E − I) / (E + I) of ties by the groups of their ends, as Krackhardt and Stern write it."""
    across = int((first != second).sum())
    return (across - (len(first) - across)) / len(first)


def located(rows: list[tuple[str, str, str, str, str, str]] = ROWS) -> pd.DataFrame:
    """Ties as `ties.located` returns them."""
    names = ["cluster", "organisation_a", "organisation_b", "kind", "name", "source_id"]
    table = pd.DataFrame(rows, columns=names)
    for end in ("a", "b"):
        table[f"city_{end}"] = table[f"organisation_{end}"].map(PLACE)
    return ties.located(table.assign(strength=None), CITIES)


def of(cluster: str) -> pd.DataFrame:
    table = located()
    return table[table["cluster"] == cluster]
