"""Who stands between two others that no tie joins: brokerage roles of Gould and Fernandez."""

from collections.abc import Mapping, Sequence
from itertools import product

import networkx as nx
import numpy as np
import pandas as pd

from twodeltas.collaboration.network import GROUP

ROLES = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison")


def directed(arcs: np.ndarray, groups: Sequence[object]) -> pd.DataFrame:
    """How often each node stands in the middle of an open path of two arcs, by role.

    A path i → j → k is open if no arc leads from i to k (gould1989). With the groups of i, j and k:
    coordinator A-A-A, itinerant B-A-B, representative A-A-B, gatekeeper B-A-A, liaison B-A-C.

    Args:
        arcs: n × n; whether an arc leads from the row to the column. The diagonal is ignored.
        groups: The group of every node.

    Returns:
        Counts, one row a node, columns `ROLES`.
    """
    counts = np.zeros((len(groups), len(ROLES)), dtype=int)
    for middle in range(len(groups)):
        senders: list[int] = np.flatnonzero(arcs[:, middle]).tolist()
        receivers: list[int] = np.flatnonzero(arcs[middle]).tolist()
        for first, last in product(senders, receivers):
            if len({first, middle, last}) == 3 and not arcs[first, last]:
                role = _role(groups[first], groups[middle], groups[last])
                counts[middle, ROLES.index(role)] += 1
    return pd.DataFrame(counts, columns=list(ROLES))


def _role(first: object, middle: object, last: object) -> str:
    """The role of the one in the middle, from the groups of the three."""
    if first == middle == last:
        return "coordinator"
    if first == last:
        return "itinerant"
    if first == middle:
        return "representative"
    return "gatekeeper" if middle == last else "liaison"


def roles(network: nx.Graph, group: str = GROUP) -> pd.DataFrame:
    """The roles where ties have no direction: both arcs are made of each, and counts are halved.

    A path between the own and another group is then half of it representative and half of it
    gatekeeper, so the two columns are always alike.

    Args:
        network: What `twodeltas.collaboration.network.graph` returned.
        group: The attribute of the nodes that holds their group.

    Returns:
        Counts of open paths, one row a node: `ROLES` and `open`, their sum; the largest first,
        ties in the order of the nodes.
    """
    nodes = list(network)
    arcs = nx.to_numpy_array(network, nodelist=nodes, weight=None).astype(bool)
    counts = directed(arcs, [network.nodes[n][group] for n in nodes]).set_axis(nodes) / 2
    counts["open"] = counts.sum(axis=1)
    return counts.sort_values("open", ascending=False, kind="stable")


def leading(found: pd.DataFrame, least: int) -> pd.DataFrame:
    """The organisations that stand in the middle of at least so many open paths.

    Args:
        found: What `roles` returned.
        least: The smallest number of open paths.

    Returns:
        The rows, with `edge` for the two halves of `representative` and `gatekeeper`: paths between
        the own and another group.
    """
    table = found[found["open"] >= least]
    return table.assign(edge=table["representative"] + table["gatekeeper"])


def open_two_paths(tied: Mapping[str, set[str]]) -> int:
    """How many pairs without a tie have a common partner, counted once for each partner.

    Args:
        tied: What `twodeltas.collaboration.network.neighbours` returned.
    """
    paths = sum(len(own) * (len(own) - 1) // 2 for own in tied.values())
    closed = sum(len(own & tied[other]) for own in tied.values() for other in own)
    return paths - closed // 2  # each closed path was met from both of its ends
