"""Independent items: rows that go back to one release count once."""

from collections.abc import Iterable, Mapping

import networkx as nx
import pandas as pd

from walkback.tables.lookup import ids_in


def independent(evidence: pd.DataFrame, codes: pd.DataFrame) -> pd.Series:
    """Which independent item each row of evidence belongs to.

    Two rows are one item if they have the same source, or if one is coded as going back to the same
    release as the other; what holds of two pairs in a chain holds of all three.

    Args:
        evidence: The table `evidence` by id, with `source_id`.
        codes: The table `codes`, with `evidence` and `same_release` (ids joined by `;` or missing).

    Returns:
        The name of the item by id of the row: the first id among its rows.
    """
    graph = nx.Graph()
    graph.add_nodes_from(evidence.index)
    graph.add_edges_from(_one_source(evidence))
    graph.add_edges_from(
        (row, other)
        for row, others in zip(codes["evidence"], codes["same_release"], strict=True)
        for other in ids_in(others)
        if row in graph and other in graph
    )
    joined = nx.connected_components(graph)
    item = {row: min(rows) for rows in joined for row in rows}
    return pd.Series([item[row] for row in evidence.index], index=evidence.index, name="item")


def _one_source(evidence: pd.DataFrame) -> list[tuple[str, str]]:
    groups = evidence.groupby("source_id", sort=False).groups.values()
    return [(str(rows[0]), str(row)) for rows in groups for row in rows[1:]]


def count(item: Mapping[str, str], rows: Iterable[str]) -> int:
    """How many independent items the rows amount to.

    Args:
        item: What `independent` returned, as a dictionary.
        rows: Ids of rows of evidence.
    """
    return len({item[row] for row in rows})


def firsts(item: pd.Series, rows: Iterable[str]) -> list[str]:
    """One row for each independent item among the rows.

    Args:
        item: What `independent` returned.
        rows: Ids of rows of evidence.
    """
    return [str(row) for row in item.loc[list(rows)].drop_duplicates().index]
