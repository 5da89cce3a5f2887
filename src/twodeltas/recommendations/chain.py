"""The chain from evidence to advice as a graph: what leads to an action."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import networkx as nx
import pandas as pd

from twodeltas.shared import items
from walkback.tables.lookup import ids_in

LAYERS = ("fact", "finding", "mechanism", "lever", "action", "indicator")
FACT_TABLES = ("evidence", "knowledge_flows", "city_stats", "claims")
CHAIN_TABLES = ("findings", "chain_nodes", "actions", "indicators", "links")
NEEDED = 2  # independent items behind an action
UNTRUSTED = ("E", "F")  # codes of reliability: such rows do not count


class Step(NamedTuple):
    """A link of the chain.

    Attributes:
        link: Its id.
        first: Where it begins.
        second: Where it leads.
        confidence: How sure it is.
    """

    link: str
    first: str
    second: str
    confidence: str


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
    def item(self) -> dict[str, str]:
        """The independent item that each fact belongs to."""
        return dict(zip(self.facts.index, self.facts["item"], strict=True))

    @cached_property
    def primary(self) -> set[str]:
        """The facts of which the source is a primary one."""
        return set(self.facts.index[self.facts["confidence"] == "primary"])

    @cached_property
    def ways(self) -> dict[str, nx.DiGraph]:
        """By action all that leads to it: its facts, findings, mechanisms and lever.

        Steps to a mechanism or a lever count only if they say that they serve the action.
        """
        served = (set(ids_in(cell)) for cell in self.links["serves"])
        steps = list(zip(_steps(self.links), served, strict=True))
        findings = set(self.findings.index)
        return {str(action): _way(steps, findings, str(action)) for action in self.actions.index}

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
        _checked(frame)
        .reindex(columns=["source_id", "confidence"])
        .astype(object)
        .assign(table=name)
        for name, frame in tables.items()
    )
    rows["source_id"] = rows["source_id"].fillna("")
    if codes is None:
        codes = pd.DataFrame(columns=["evidence", "same_release", "reliability"], dtype=object)
    item = items.independent(rows, codes)
    bad = codes.loc[codes["reliability"].isin(UNTRUSTED), "evidence"]
    return rows.assign(item=item, counts=~rows.index.isin(bad))


def _checked(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows with the sources that speak for them; for a claim these are those of its check."""
    checked = "check_source_id"
    return frame.assign(source_id=frame[checked]) if checked in frame else frame


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
    return _joined(_steps(links))


def _steps(links: pd.DataFrame) -> list[Step]:
    ends = zip(links.index, links["from"], links["to"], links["confidence"], strict=True)
    return [Step(str(link), first, second, sure) for link, first, second, sure in ends]


def _joined(steps: Iterable[Step]) -> nx.DiGraph:
    found = nx.DiGraph()
    for step in steps:
        found.add_edge(step.first, step.second, link=step.link, confidence=step.confidence)
    return found


def _way(steps: Sequence[tuple[Step, set[str]]], findings: set[str], action: str) -> nx.DiGraph:
    """What leads to an action, out of all steps with the actions that each serves."""
    chosen = [action in served or step.second == action for step, served in steps]
    used = findings & {s.first for (s, _), own in zip(steps, chosen, strict=True) if own}
    whole = _joined(s for (s, _), own in zip(steps, chosen, strict=True) if own or s.second in used)
    if action not in whole:
        return nx.DiGraph()
    return whole.subgraph(nx.ancestors(whole, action) | {action})


def behind(chain: Chain, action: str) -> list[str]:
    """The facts that an action rests on, those that count."""
    return sorted(set(chain.ways[action]) & chain.sound)


def independent(chain: Chain, rows: Sequence[str]) -> int:
    """How many independent items these facts amount to."""
    return items.count(chain.item, rows)
