"""The chain of one cluster as a picture needs it: few nodes in four columns, steps between them."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx
import pandas as pd

from twodeltas.recommendations import strength
from twodeltas.recommendations.chain import Chain
from twodeltas.recommendations.strength import LEVELS

COLUMNS = ("finding", "way", "action", "indicator")
SWEEPS = 8  # up and down the columns, until the lines cross little


@dataclass(frozen=True)
class Picture:
    """What is drawn.

    Attributes:
        nodes: By id: `column` (0 to 3), `place` in it from the top, `text`, `items` (independent items
            behind a finding, else missing), `level` (confidence in a finding), `weakest`.
        steps: `from, to, confidence, weakest`; evidence is not drawn but counted.
    """

    nodes: pd.DataFrame
    steps: pd.DataFrame


def picture(chain: Chain, cluster: str) -> Picture:
    """The chain behind the actions of one cluster, doing nothing left out.

    A mechanism and the lever that it works on are one node. A step through both is as sure as the less
    sure of the two.
    """
    own = chain.actions[(chain.actions["cluster"] == cluster) & (chain.actions["kind"] == "do")]
    weakest = set(strength.actions(chain)["weakest"].loc[own.index])
    sure = strength.findings(chain)
    whole = nx.DiGraph()
    for action in own.index:
        _add(whole, chain, str(action), weakest)
    rows = [_node(chain, sure, str(node), weakest) for node in whole]
    nodes = pd.DataFrame(rows).set_index("id")
    steps = [(a, b, data["confidence"], data["weakest"]) for a, b, data in whole.edges(data=True)]
    frame = pd.DataFrame(steps, columns=["from", "to", "confidence", "weakest"])
    return Picture(nodes.assign(place=_places(whole, nodes["column"])), frame)


def _add(whole: nx.DiGraph, chain: Chain, action: str, weakest: set[str]) -> None:
    """Put the way to an action, and its indicators, into the whole."""
    leading = chain.ways[action]
    (lever,) = leading.predecessors(action)
    last = leading.edges[lever, action]
    for mechanism in leading.predecessors(lever):
        way = f"{mechanism}>{lever}"
        middle = leading.edges[mechanism, lever]
        _step(whole, way, action, [last], weakest)
        for finding in leading.predecessors(mechanism):
            _step(whole, finding, way, [leading.edges[finding, mechanism], middle], weakest)
    for link, row in chain.links[chain.links["from"] == action].iterrows():
        data = {"link": str(link), "confidence": row["confidence"]}
        _step(whole, action, row["to"], [data], set())


def _step(
    whole: nx.DiGraph, first: str, second: str, parts: list[dict[str, str]], weakest: set[str]
) -> None:
    level = min((part["confidence"] for part in parts), key=LEVELS.index)
    thin = any(part["link"] in weakest for part in parts)
    if whole.has_edge(first, second):
        thin |= whole.edges[first, second]["weakest"]
    whole.add_edge(first, second, confidence=level, weakest=thin)


def _node(chain: Chain, sure: pd.DataFrame, node: str, weakest: set[str]) -> dict[str, object]:
    found: dict[str, object] = {
        "id": node,
        "items": None,
        "level": None,
        "weakest": node in weakest,
    }
    if ">" in node:
        mechanism, lever = (str(chain.nodes.loc[part, "name"]) for part in node.split(">"))
        return found | {"column": 1, "text": f"{lever}: {mechanism[:1].lower()}{mechanism[1:]}"}
    for column, table in ((0, chain.findings), (2, chain.actions), (3, chain.indicators)):
        if node in table.index:
            found |= {"column": column, "text": str(table.loc[node, "short"])}
    if node in sure.index:
        found |= {"items": sure.loc[node, "items"], "level": sure.loc[node, "confidence"]}
    return found


def _places(whole: nx.DiGraph, column: pd.Series) -> pd.Series:
    """Places in the columns so that few lines cross: each node near the middle of its neighbours."""
    order = {c: [n for n in column.index if column[n] == c] for c in range(len(COLUMNS))}
    near = whole.to_undirected(as_view=True)
    for sweep in range(SWEEPS):
        columns = list(order) if sweep % 2 else list(order)[::-1]
        for c in columns:
            place = {
                n: i / max(1, len(names) - 1)
                for names in order.values()
                for i, n in enumerate(names)
            }
            middle = {n: sum(place[m] for m in near[n]) / len(near[n]) for n in order[c]}
            order[c].sort(key=lambda n, middle=middle: (middle[n], n))  # type: ignore[misc]
    return pd.Series({n: i for names in order.values() for i, n in enumerate(names)})
