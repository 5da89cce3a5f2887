"""The chain from evidence to advice as a graph: what leads to an action, and what is broken in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import networkx as nx
import numpy as np
import pandas as pd

from twodeltas.analysis import items
from twodeltas.errors import AnalysisError

LAYERS = ("fact", "finding", "mechanism", "lever", "action", "indicator")
FACT_TABLES = ("evidence", "knowledge_flows", "city_stats", "claims")
CHAIN_TABLES = ("findings", "chain_nodes", "actions", "indicators", "links")
NEEDED = 2  # independent items behind an action
UNTRUSTED = ("E", "F")  # codes of reliability: such rows do not count


@dataclass(frozen=True, eq=False)
class Chain:
    """The tables of the chain, each by id.

    Attributes:
        facts: The rows that may stand behind a finding, with `source_id`, `confidence`, `item`, the
            independent item that each belongs to, and `counts`, whether it is support at all.
        findings: With `agreement`.
        nodes: Mechanisms and levers, with `kind`.
        actions: The options.
        indicators: With `table` and `row`.
        links: `from, to, confidence, serves`.
    """

    facts: pd.DataFrame
    findings: pd.DataFrame
    nodes: pd.DataFrame
    actions: pd.DataFrame
    indicators: pd.DataFrame
    links: pd.DataFrame

    @cached_property
    def sound(self) -> set[str]:
        """The facts that count as support."""
        return set(self.facts.index[self.facts["counts"]])

    @cached_property
    def ways(self) -> dict[str, nx.DiGraph]:
        """By action all that leads to it: its facts, findings, mechanisms and lever.

        Steps to a mechanism or a lever count only if they say that they serve the action.
        """
        served = [set(items.listed(cell)) for cell in self.links["serves"]]
        findings = set(self.findings.index)
        return {
            str(action): _way(self.links, served, findings, str(action))
            for action in self.actions.index
        }

    def only(self, actions: Sequence[str]) -> Chain:
        """The part of the chain that leads to these actions."""
        kept = {node for action in actions for node in self.ways[action]}
        return replace(
            self,
            facts=self.facts[self.facts.index.isin(kept)],
            findings=self.findings[self.findings.index.isin(kept)],
            actions=self.actions.loc[list(actions)],
            links=self.links[self.links["to"].isin(kept)],
        )

    def without(self, facts: Iterable[str]) -> Chain:
        """The same chain without these facts and the steps that begin at them."""
        gone = set(facts)
        return replace(
            self,
            facts=self.facts[~self.facts.index.isin(gone)],
            links=self.links[~self.links["from"].isin(gone)],
        )


def support(tables: Mapping[str, pd.DataFrame], codes: pd.DataFrame | None = None) -> pd.DataFrame:
    """All rows that may stand behind a finding, each with its independent item.

    Args:
        tables: Tables of facts by name, each by id with `source_id`.
        codes: The table `codes` (`evidence, same_release, reliability`); None if nothing is coded.

    Returns:
        `table, source_id, confidence, item, counts` by id; a row that is coded as known to be wrong
        elsewhere, or as not to be judged, does not count.
    """
    rows = pd.concat(
        frame.reindex(columns=["source_id", "confidence"]).astype(object).assign(table=name)
        for name, frame in tables.items()
    )
    rows["source_id"] = rows["source_id"].fillna("")
    if codes is None:
        codes = pd.DataFrame(columns=["evidence", "same_release", "reliability"], dtype=object)
    item = items.independent(rows, codes)
    bad = codes.loc[codes["reliability"].isin(UNTRUSTED), "evidence"]
    return rows.assign(item=item, counts=~rows.index.isin(bad))


def assembled(tables: Mapping[str, pd.DataFrame], codes: pd.DataFrame | None = None) -> Chain:
    """The chain out of its tables and of the tables of facts, by name."""
    behind = {name: tables[name] for name in FACT_TABLES}
    return Chain(support(behind, codes), *(tables[name] for name in CHAIN_TABLES))


def layer(chain: Chain, node: str) -> str | None:
    """Which layer an id belongs to; None if no table has it."""
    if node in chain.nodes.index:
        return str(chain.nodes.loc[node, "kind"])
    homes = zip(
        ("fact", "finding", "action", "indicator"),
        (chain.facts, chain.findings, chain.actions, chain.indicators),
        strict=True,
    )
    return next((name for name, frame in homes if node in frame.index), None)


def graph(links: pd.DataFrame) -> nx.DiGraph:
    """The links as a directed graph; each edge carries its `link` and its `confidence`."""
    found = nx.DiGraph()
    ends = zip(links.index, links["from"], links["to"], links["confidence"], strict=True)
    for link, first, second, sure in ends:
        found.add_edge(first, second, link=str(link), confidence=sure)
    return found


def _way(
    links: pd.DataFrame, served: list[set[str]], findings: set[str], action: str
) -> nx.DiGraph:
    chosen = np.array([action in of for of in served]) | (links["to"] == action).to_numpy()
    used = findings & set(links.loc[chosen, "from"])
    whole = graph(links[chosen | links["to"].isin(used).to_numpy()])
    if action not in whole:
        return nx.DiGraph()
    return whole.subgraph(nx.ancestors(whole, action) | {action})


def behind(chain: Chain, action: str) -> list[str]:
    """The facts that an action rests on, those that count."""
    return sorted(set(chain.ways[action]) & chain.sound)


def independent(chain: Chain, rows: Sequence[str]) -> int:
    """How many independent items these facts amount to."""
    return items.count(chain.facts["item"], rows)


# -- what is broken -------------------------------------------------------------------------------


def problems(chain: Chain, tables: Mapping[str, pd.DataFrame], needed: int = NEEDED) -> list[str]:
    """Everything that is broken in the chain, each as a sentence: where, what, and what to do.

    Args:
        chain: The chain.
        tables: The tables that hold the values of the indicators, by name.
        needed: How many independent items each action must rest on.
    """
    found = [*_strays(chain), *_cycles(chain)]
    if not found:
        found = [*_orphans(chain), *_dead_ends(chain)]
    return [*found, *_thin(chain, needed), *_unread(chain, tables), *_conditions(chain)]


def require(chain: Chain, tables: Mapping[str, pd.DataFrame], needed: int = NEEDED) -> None:
    """Refuse a broken chain.

    Raises:
        AnalysisError: With all problems, a line each.
    """
    if found := problems(chain, tables, needed):
        raise AnalysisError("The chain from evidence to advice is broken:\n" + "\n".join(found))


def _strays(chain: Chain) -> Iterator[str]:
    for link, row in chain.links.iterrows():
        ends = {end: layer(chain, row[end]) for end in ("from", "to")}
        for end, name in ends.items():
            if name is None:
                yield (
                    f"data/raw/links.csv, {link}, column {end}: no table has “{row[end]}” → correct "
                    "the id, or add the row."
                )
        first, second = ends["from"], ends["to"]
        if first and second and LAYERS.index(second) != LAYERS.index(first) + 1:
            expected = LAYERS[min(LAYERS.index(first) + 1, len(LAYERS) - 1)]
            yield (
                f"data/raw/links.csv, {link}: leads from a {first} to a {second} → from a {first} "
                f"a step leads to a {expected}; put in the missing one."
            )


def _cycles(chain: Chain) -> Iterator[str]:
    whole = graph(chain.links)
    if not nx.is_directed_acyclic_graph(whole):
        steps = [whole.edges[a, b]["link"] for a, b, *_ in nx.find_cycle(whole)]
        yield f"data/raw/links.csv, {', '.join(steps)}: run in a circle → take one of them out."


def _orphans(chain: Chain) -> Iterator[str]:
    begins, ends = set(chain.links["from"]), set(chain.links["to"])
    for name, frame, leads, comes in (
        ("findings", chain.findings, True, True),
        ("chain_nodes", chain.nodes, True, True),
        ("actions", chain.actions, True, True),
        ("indicators", chain.indicators, False, True),
    ):
        for row in frame.index:
            if comes and row not in ends:
                yield f"data/raw/{name}.csv, {row}: nothing leads to it → link it in links.csv, or delete it."
            if leads and row not in begins:
                yield f"data/raw/{name}.csv, {row}: leads to nothing → link it in links.csv, or delete it."


def _dead_ends(chain: Chain) -> Iterator[str]:
    """Steps that say they serve an action without a way from them to it."""
    for link, row in chain.links.iterrows():
        where = f"data/raw/links.csv, {link}"
        middle = layer(chain, row["to"]) in ("mechanism", "lever")
        served = items.listed(row["serves"])
        if middle != bool(served):
            yield (
                f"{where}: only a step to a mechanism or a lever serves actions, and each does → mend "
                "column serves."
            )
        for action in served:
            if row["from"] not in chain.ways.get(action, ()):
                yield (
                    f"{where}: serves {action}, but no further step leads there → add the steps to its "
                    "lever and to the action, or take it out of serves."
                )


def _thin(chain: Chain, needed: int) -> Iterator[str]:
    for action in chain.actions.index:
        number = independent(chain, behind(chain, action))
        if number < needed:
            yield (
                f"data/raw/actions.csv, {action}: rests on {number} independent item(s), {needed} are "
                "needed → add evidence from another source to its findings, or delete it."
            )


def _unread(chain: Chain, tables: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    for row, indicator in chain.indicators.iterrows():
        home = tables.get(indicator["table"])
        where = f"data/raw/indicators.csv, {row}"
        if home is None or indicator["row"] not in home.index:
            yield f"{where}: {indicator['table']} has no row {indicator['row']} → name a row that it has."
        elif home.loc[indicator["row"], ["value", "low", "high"]].isna().all():
            yield f"{where}: {indicator['row']} has no number → name a row with one."


def _conditions(chain: Chain) -> Iterator[str]:
    for row, action in chain.actions.iterrows():
        where = f"data/raw/actions.csv, {row}"
        if action["condition_state"] != "met" and pd.isna(action["substitute"]):
            yield f"{where}: its condition is not met → say in column substitute what takes its place."
        own = chain.links.loc[chain.links["to"] == row, "from"]
        if set(own) != {f"L-{action['lever']}"}:
            yield (
                f"{where}: lever {action['lever']}, but linked from {', '.join(own) or 'none'} → make "
                "both say the same."
            )
    counts = chain.actions.loc[chain.actions["kind"] == "nothing", "cluster"].value_counts()
    for cluster in sorted(set(chain.actions["cluster"])):
        if counts.get(cluster, 0) != 1:
            yield (
                f"data/raw/actions.csv: {cluster} has {counts.get(cluster, 0)} options of kind nothing → "
                "each cluster has one, the yardstick of all others."
            )
