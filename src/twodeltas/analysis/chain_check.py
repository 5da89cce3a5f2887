"""What is broken in the chain from evidence to advice: where, what, and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import networkx as nx
import pandas as pd

from twodeltas.analysis import chain as chains
from twodeltas.analysis import items
from twodeltas.analysis.chain import Chain
from twodeltas.errors import DataError


def problems(
    chain: Chain, tables: Mapping[str, pd.DataFrame], needed: int = chains.NEEDED
) -> list[str]:
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


def require(chain: Chain, tables: Mapping[str, pd.DataFrame], needed: int = chains.NEEDED) -> None:
    """Refuse a broken chain.

    Raises:
        DataError: With all problems, a line each.
    """
    if broken := told(chain, tables, needed):
        raise DataError(broken)


def told(chain: Chain, tables: Mapping[str, pd.DataFrame], needed: int = chains.NEEDED) -> str:
    """All problems, a line each under a headline; "" if there are none."""
    found = problems(chain, tables, needed)
    return "\n".join(["The chain from evidence to advice is broken:", *found]) if found else ""


def _strays(chain: Chain) -> Iterator[str]:
    for link, row in chain.links.iterrows():
        ends = {end: chains.layer(chain, row[end]) for end in ("from", "to")}
        for end, name in ends.items():
            if name is None:
                yield (
                    f"data/raw/links.csv, {link}, column {end}: no table has “{row[end]}” → correct "
                    "the id, or add the row."
                )
        first, second = ends["from"], ends["to"]
        if first and second and chains.LAYERS.index(second) != chains.LAYERS.index(first) + 1:
            expected = chains.LAYERS[min(chains.LAYERS.index(first) + 1, len(chains.LAYERS) - 1)]
            yield (
                f"data/raw/links.csv, {link}: leads from a {first} to a {second} → from a {first} "
                f"a step leads to a {expected}; put in the missing one."
            )


def _cycles(chain: Chain) -> Iterator[str]:
    whole = chains.graph(chain.links)
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
        middle = chains.layer(chain, row["to"]) in ("mechanism", "lever")
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
        number = chains.independent(chain, chains.behind(chain, action))
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
