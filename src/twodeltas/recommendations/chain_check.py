"""What is broken in the chain from evidence to advice: where, what, and what to do."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping

import networkx as nx
import pandas as pd

from twodeltas.recommendations import chain as chains
from twodeltas.recommendations.chain import Chain
from walkback.errors import DataError
from walkback.tables.lookup import ids_in
from walkback.tables.problems import Problem, counted, quoted

NOTHING = "nothing"  # the kind of the yardstick
ADVICE = {True: "empty it", False: "say it in a few words; “not known: …” is an answer"}
CARD = ("decides", "first_move", "size_note", "sign", "would_not")  # what makes a step usable


def problems(
    chain: Chain, tables: Mapping[str, pd.DataFrame], needed: int = chains.NEEDED
) -> list[Problem]:
    """Everything that is broken in the chain: where, what, and what to do.

    Args:
        chain: The chain.
        tables: The tables that hold the values of the indicators, by name.
        needed: How many independent items each action must rest on.
    """
    found = [*_strays(chain), *_cycles(chain)]
    if not found:
        found = [*_orphans(chain), *_dead_ends(chain)]
    return [
        *found,
        *_thin(chain, needed),
        *_unread(chain, tables),
        *_conditions(chain),
        *_usable(chain),
    ]


def require(chain: Chain, tables: Mapping[str, pd.DataFrame], needed: int = chains.NEEDED) -> None:
    """Refuse a broken chain.

    Raises:
        DataError: With all problems, a line each.
    """
    if found := problems(chain, tables, needed):
        lines = ["The chain from evidence to advice is broken:", *map(str, found)]
        raise DataError("\n".join(lines))


def _problem(table: str, row: Hashable, column: str | None, message: str, advice: str) -> Problem:
    file = f"data/raw/{table}.csv"
    return Problem(file, None, column, "chain", message, advice, row_id=str(row))


def _strays(chain: Chain) -> Iterator[Problem]:
    for link, row in chain.links.iterrows():
        ends = {end: chains.layer(chain, row[end]) for end in ("from", "to")}
        for end, name in ends.items():
            if name is None:
                message = f"no table has {quoted(row[end])}"
                yield _problem("links", link, end, message, "correct the id, or add the row")
        first, second = ends["from"], ends["to"]
        if first and second and chains.LAYERS.index(second) != chains.LAYERS.index(first) + 1:
            expected = chains.LAYERS[min(chains.LAYERS.index(first) + 1, len(chains.LAYERS) - 1)]
            advice = f"from a {first} a step leads to a {expected}; put in the missing one"
            yield _problem("links", link, None, f"leads from a {first} to a {second}", advice)


def _cycles(chain: Chain) -> Iterator[Problem]:
    whole = chains.graph(chain.links)
    if not nx.is_directed_acyclic_graph(whole):
        steps = [whole.edges[a, b]["link"] for a, b, *_ in nx.find_cycle(whole)]
        yield _problem("links", ", ".join(steps), None, "run in a circle", "take one of them out")


def _orphans(chain: Chain) -> Iterator[Problem]:
    begins, ends = set(chain.links["from"]), set(chain.links["to"])
    advice = "link it in links.csv, or delete it"
    for name, frame, leads in (
        ("findings", chain.findings, True),
        ("chain_nodes", chain.nodes, True),
        ("actions", chain.actions[chain.actions["kind"] != NOTHING], True),
        ("actions", chain.actions[chain.actions["kind"] == NOTHING], False),
        ("indicators", chain.indicators, False),
    ):
        for row in frame.index:
            if row not in ends:
                yield _problem(name, row, None, "nothing leads to it", advice)
            if leads and row not in begins:
                yield _problem(name, row, None, "leads to nothing", advice)


def _dead_ends(chain: Chain) -> Iterator[Problem]:
    """Steps that say they serve an action without a way from them to it."""
    for link, row in chain.links.iterrows():
        middle = chains.layer(chain, row["to"]) in ("mechanism", "lever")
        served = ids_in(row["serves"])
        if middle != bool(served):
            message = "only a step to a mechanism or a lever serves actions, and each does"
            yield _problem("links", link, "serves", message, "fill it in or empty it")
        for action in served:
            if row["from"] not in chain.ways.get(action, ()):
                message = f"serves {action}, but no further step leads there"
                advice = "add the steps to its lever and to the action, or take it out of serves"
                yield _problem("links", link, "serves", message, advice)


def _thin(chain: Chain, needed: int) -> Iterator[Problem]:
    for action in chain.actions.index:
        number = chains.independent(chain, chains.behind(chain, action))
        if number < needed:
            message = f"rests on {counted(number, 'independent item')}, {needed} are needed"
            advice = "add evidence from another source to its findings, or delete it"
            yield _problem("actions", action, None, message, advice)


def _unread(chain: Chain, tables: Mapping[str, pd.DataFrame]) -> Iterator[Problem]:
    for row, indicator in chain.indicators.iterrows():
        home = tables.get(indicator["table"])
        if home is None or indicator["row"] not in home.index:
            message = f"{indicator['table']} has no row {indicator['row']}"
            yield _problem("indicators", row, "row", message, "name a row that it has")
        elif home.loc[indicator["row"], ["value", "low", "high"]].isna().all():
            message = f"{indicator['row']} has no number"
            yield _problem("indicators", row, "row", message, "name a row with one")


def _conditions(chain: Chain) -> Iterator[Problem]:
    for row, action in chain.actions.iterrows():
        if action["condition_state"] != "met" and pd.isna(action["substitute"]):
            message = "is empty, but the condition is not met"
            yield _problem("actions", row, "substitute", message, "say what takes its place")
        own = chain.links.loc[chain.links["to"] == row, "from"]
        if set(own) != {f"L-{action['lever']}"}:
            message = (
                f"is {action['lever']}, but links.csv leads to it from {', '.join(own) or 'none'}"
            )
            yield _problem("actions", row, "lever", message, "make both say the same")
    counts = chain.actions.loc[chain.actions["kind"] == "nothing", "cluster"].value_counts()
    for cluster in sorted(set(chain.actions["cluster"])):
        if counts.get(cluster, 0) != 1:
            message = f"{cluster} has {counts.get(cluster, 0)} options of kind nothing"
            advice = "give each cluster one, the yardstick of all others"
            yield _problem("actions", "", "kind", message, advice)


def _usable(chain: Chain) -> Iterator[Problem]:
    """Steps without what somebody needs to take them, and yardsticks with something to show."""
    for row, action in chain.actions.iterrows():
        nothing = action["kind"] == NOTHING
        for column in (name for name in CARD if name in chain.actions):
            if pd.isna(action[column]) != nothing:
                message = "is filled, but to do nothing is no step" if nothing else "is empty"
                yield _problem("actions", row, column, message, ADVICE[nothing])
        shown = chain.links.loc[chain.links["from"] == row, "to"]
        if nothing and len(shown):
            message = f"does nothing, but links.csv leads from it to {', '.join(shown)}"
            advice = "take the link out: nothing that happens anyway shows that nothing was done"
            yield _problem("actions", row, None, message, advice)
