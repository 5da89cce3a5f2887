"""The reported ties of a cluster as a graph: organisations in cities, pairs that a source ties."""

from collections.abc import Iterable, Mapping, Sequence

import networkx as nx
import pandas as pd

from walkback.errors import AnalysisError

GROUP = "city"  # the attribute of a node that says where the organisation is
ENDS = ("organisation_a", "organisation_b")


def cities_of(ties: pd.DataFrame) -> pd.Series:
    """The city of every organisation that the ties name.

    Args:
        ties: What `twodeltas.collaboration.ties.located` returned.

    Returns:
        Ids of whole cities, indexed by organisation, in the order of their first mention.

    Raises:
        AnalysisError: If an organisation is put into two cities.
    """
    ends = [zip(ties[f"organisation_{e}"], ties[f"main_{e}"], strict=True) for e in ("a", "b")]
    mentions = (end for tie in zip(*ends, strict=True) for end in tie)
    city: dict[str, str] = {}
    twice = sorted({node for node, own in mentions if city.setdefault(node, own) != own})
    if twice:
        raise AnalysisError(
            f"{', '.join(twice)}: in two cities in edges.csv → correct city_a or city_b there, or "
            "give each branch a row of its own in organisations.csv."
        )
    named = pd.DataFrame(list(city.items()), columns=["organisation", GROUP])
    return named.set_index("organisation")[GROUP]


def graph(ties: pd.DataFrame) -> nx.Graph:
    """One node an organisation, one edge a pair that is tied, however often.

    Args:
        ties: What `twodeltas.collaboration.ties.located` returned, for one cluster.

    Returns:
        An undirected graph without loops; every node has its `city`.

    Raises:
        AnalysisError: If an organisation is put into two cities.
    """
    cities = {str(node): str(city) for node, city in cities_of(ties).items()}
    return of_pairs(zip(*(ties[e].astype(str) for e in ENDS), strict=True), cities)


def of_pairs(pairs: Iterable[tuple[str, str]], group: Mapping[str, str]) -> nx.Graph:
    """A graph of the nodes that some pairs name, each with its group; loops are left out."""
    network = nx.Graph()
    for a, b in pairs:
        network.add_node(a, **{GROUP: group[a]})
        network.add_node(b, **{GROUP: group[b]})
        if a != b:
            network.add_edge(a, b)
    return network


def modularity(network: nx.Graph, group: str = GROUP) -> float:
    """How much more often organisations of one group are tied than their numbers of ties suggest.

    Every pair counts once, however often it is tied (newman2004).

    Returns:
        Below zero where ties avoid the own group; NaN without an edge.
    """
    members: dict[str, set[str]] = {}
    for node, own in network.nodes(data=group):
        members.setdefault(own, set()).add(node)
    if network.number_of_edges() == 0:
        return float("nan")
    return float(nx.community.modularity(network, list(members.values()), weight=None))


def assortativity(network: nx.Graph, group: str = GROUP) -> float:
    """Whether tied organisations share a group, as a correlation (newman2003).

    Returns:
        1 if all ties stay inside, 0 as chance would have it; NaN where all are of one group.
    """
    ends = {network.nodes[node][group] for edge in network.edges for node in edge}
    if len(ends) < 2:
        return float("nan")
    return float(nx.attribute_assortativity_coefficient(network, group))


def degree_assortativity(network: nx.Graph) -> float:
    """Whether the much tied are tied to the much tied, as a correlation (newman2003).

    Returns:
        From −1 to 1; NaN where all have the same number of partners.
    """
    degrees = {degree for _, degree in network.degree if degree}
    return float(nx.degree_assortativity_coefficient(network)) if len(degrees) > 1 else float("nan")


def neighbours(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Who is tied to whom, by node: a graph without attributes, quick enough for many draws.

    Args:
        pairs: The two nodes of every tie; of a loop only its node is kept.
    """
    found: dict[str, set[str]] = {}
    for a, b in pairs:
        of_a, of_b = found.setdefault(a, set()), found.setdefault(b, set())
        if a != b:
            of_a.add(b)
            of_b.add(a)
    return found


def pieces(tied: Mapping[str, set[str]]) -> list[int]:
    """How many organisations hang together, piece by piece, the largest first.

    Args:
        tied: What `neighbours` returned.
    """
    sizes, met = [], set[str]()
    for node in tied:
        if node not in met:
            piece, edge = {node}, {node}
            while edge:
                edge = set().union(*(tied[one] for one in edge)) - piece
                piece |= edge
            met |= piece
            sizes.append(len(piece))
    return sorted(sizes, reverse=True)


def undertakings(ties: pd.DataFrame) -> pd.DataFrame:
    """The laboratories, funds, agreements behind the ties, each with the organisations it joins.

    One that joins three organisations is three ties, so ties from it are not independent.

    Returns:
        One row a name, most organisations first: `name, ties, organisations`.
    """
    rows = [
        {"name": name, "ties": len(own), "organisations": len(cities_of(own))}
        for name, own in ties.groupby("name", sort=True)
    ]
    table = pd.DataFrame(rows, columns=["name", "ties", "organisations"])
    return table.sort_values("organisations", ascending=False, kind="stable", ignore_index=True)


def two_mode_density(ties: pd.DataFrame) -> tuple[int, int]:
    """How many organisations take part in an undertaking, of all that could.

    Two-mode data are not folded into ties between organisations here: folding makes triangles.

    Returns:
        Numerator and denominator: links between organisations and undertakings, possible links.
    """
    links = {(row[end], row["name"]) for row in ties.to_dict("records") for end in ENDS}
    return len(links), len({o for o, _ in links}) * len({u for _, u in links})


def cells(
    ties: pd.DataFrame, place: Mapping[str, str], rows: Sequence[str], columns: Sequence[str]
) -> pd.DataFrame:
    """Ties by pair of places: how many, and between how many of the possible pairs.

    Args:
        ties: What `twodeltas.collaboration.ties.located` returned, for one cluster.
        place: The row of every organisation: its city, or a part of it.
        rows: Ids of places.
        columns: Ids of whole cities.

    Returns:
        One row a cell: `row, column, ties, tied` (pairs of organisations), `possible` (pairs of
        the organisations that the ties name). A tie inside a city stands in a cell once.

    Raises:
        AnalysisError: If an organisation has no place.
    """
    city = cities_of(ties)
    lost = sorted(set(city.index) - set(place))
    if lost:
        raise AnalysisError(f"{', '.join(lost)}: no place → add a row to organisations.csv.")
    ends = list(zip(*(ties[e] for e in ENDS), strict=True))
    found = []
    for row in rows:
        here = {o for o in city.index if place[o] == row}
        for column in columns:
            there = {str(o) for o in city.index[city == column]}
            hits = [p for p in ends if _joins(p, here, there)]
            both = len(here & there)
            found.append(
                {
                    "row": row,
                    "column": column,
                    "ties": len(hits),
                    "tied": len({frozenset(p) for p in hits}),
                    "possible": len(here) * len(there) - both * (both + 1) // 2,
                }
            )
    return pd.DataFrame(found)


def each_once(cells_: pd.DataFrame) -> pd.DataFrame:
    """The cells without those that say again, from the other side, what a later row says."""
    order = {row: i for i, row in enumerate(dict.fromkeys(cells_["row"]))}
    again = cells_["column"].map(lambda c: order.get(c, -1)) > cells_["row"].map(order)
    return cells_[~again].reset_index(drop=True)


def _joins(pair: tuple[str, str], here: set[str], there: set[str]) -> bool:
    a, b = pair
    return (a in here and b in there) or (b in here and a in there)
