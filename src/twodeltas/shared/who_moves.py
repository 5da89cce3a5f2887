"""Who moves across the boundary: one side alone or members as equals, by lever and at one mix of levers."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from twodeltas.shared import coverage
from twodeltas.shared.gap_map import LEVERS
from walkback.values.number_format import NumberFormat
from walkback.values.value import Origin, Value

ALONE, EQUALS = "one_side", "participants"
UNTOLD = ("unclear", "none")  # modes of facts that do not say how a thing is run


def told(rows: pd.DataFrame) -> pd.DataFrame:
    """The facts about something that crosses the boundary and that say how it is run.

    Args:
        rows: What `gap_map.coded` returned.
    """
    crossing = rows["crosses"].eq("yes") & rows["lever"].isin(LEVERS)
    return rows[(crossing & ~rows["mode"].isin(UNTOLD)).fillna(value=False)]


def by_lever(rows: pd.DataFrame, clusters: Sequence[str]) -> pd.DataFrame:
    """How many facts there are of each lever, and who moves in them.

    Args:
        rows: What `told` returned.
        clusters: Ids of the clusters, in their order.

    Returns:
        `cluster, lever, facts, alone, equals, ids`; a lever of which a cluster has no fact holds zeros.
    """
    found = []
    for cluster in clusters:
        for lever in LEVERS:
            own = rows[rows["cluster"].eq(cluster) & rows["lever"].eq(lever)]
            alone, equals = (int(own["mode"].eq(mode).sum()) for mode in (ALONE, EQUALS))
            held = (cluster, lever, len(own), alone, equals, ";".join(map(str, own.index)))
            found.append(held)
    return pd.DataFrame(found, columns=["cluster", "lever", "facts", "alone", "equals", "ids"])


def shares(table: pd.DataFrame) -> pd.DataFrame:
    """The shares of either way, in all and at the same mix of levers (direct standardisation).

    The same mix is that of the facts of all clusters together: what a cluster would have if its facts
    were spread over the levers like all of them. Levers of which some cluster has no fact are left
    out of it, as no share is known there.

    Args:
        table: What `by_lever` returned.

    Returns:
        By cluster: `alone, equals` (in all), `alone_mixed, equals_mixed` (at the same mix), each from 0 to
        1; missing where there is nothing to divide by.
    """
    facts = table.pivot_table(index="lever", columns="cluster", values="facts", aggfunc="sum")
    known = facts[(facts > 0).all(axis=1)].sum(axis=1)
    weights = known / known.sum()
    found = {}
    for cluster, own in table.groupby("cluster", sort=False):
        held = own.set_index("lever")
        cells = {way: held[way].sum() / held["facts"].sum() for way in ("alone", "equals")}
        for way in ("alone", "equals"):
            parts = held.loc[weights.index, way] / held.loc[weights.index, "facts"]
            cells[f"{way}_mixed"] = (parts * weights).sum(min_count=1)
        found[str(cluster)] = cells
    return pd.DataFrame.from_dict(found, orient="index")


@dataclass(frozen=True)
class WhoMoves:
    """Shares of the facts about something that crosses the boundary and that say how it is run.

    Attributes:
        table: See `by_lever`.
        shares: See `shares`.
        n_told: By cluster, how many facts these are.
        alone: By cluster, the share in which one side acts alone.
        equals: By cluster, the share in which members act as equals.
        alone_mixed: The first, if the facts of both were spread over the levers alike.
        equals_mixed: The second, likewise.
        gap_stays: Whether more than half of the gap between the clusters stays at the same mix.
    """

    table: pd.DataFrame
    shares: pd.DataFrame
    n_told: dict[str, Value]
    alone: dict[str, Value]
    equals: dict[str, Value]
    alone_mixed: dict[str, Value]
    equals_mixed: dict[str, Value]
    gap_stays: bool

    def n_on(self, cluster: str, lever: str) -> Value:
        """How many of a cluster's facts are about a lever."""
        own = self.table["cluster"].eq(cluster) & self.table["lever"].eq(lever)
        rows = [row for ids in self.table.loc[own, "ids"] for row in ids.split(";") if row]
        return coverage.count(self.n_told[cluster].format, "evidence", rows)


def of(numbers: NumberFormat, rows: pd.DataFrame, pair: Sequence[str]) -> WhoMoves:
    """Compare who moves, in all and at the same mix of levers.

    Args:
        numbers: How the values read.
        rows: What `gap_map.coded` returned.
        pair: Ids of the two clusters.
    """
    own = told(rows)
    table = by_lever(own, pair)
    found = shares(table)
    ids = {c: [str(i) for i in own.index[own["cluster"].eq(c)]] for c in pair}
    mixing = [row for c in pair for row in ids[c]]  # the mix is that of all clusters

    def percent(column: str, behind: dict[str, list[str]]) -> dict[str, Value]:
        parts = found[column].to_dict()
        return {c: _percent(numbers, float(parts[c]), behind[c]) for c in pair}

    first, second = (found.loc[c].to_dict() for c in pair)
    gaps = {way: first[way] - second[way] for way in ("alone", "alone_mixed")}
    return WhoMoves(
        table=table,
        shares=found,
        n_told={c: coverage.count(numbers, "evidence", ids[c]) for c in pair},
        alone=percent("alone", ids),
        equals=percent("equals", ids),
        alone_mixed=percent("alone_mixed", dict.fromkeys(pair, mixing)),
        equals_mixed=percent("equals_mixed", dict.fromkeys(pair, mixing)),
        gap_stays=bool(gaps["alone_mixed"] > gaps["alone"] / 2 > 0),
    )


def _percent(numbers: NumberFormat, part: float, rows: Sequence[str]) -> Value:
    origins = tuple(Origin("evidence", row) for row in rows)
    how = "computed: share of facts that say how a thing is run"
    return Value.exact(100 * part, "percent", digits=0, how=how, origins=origins, format=numbers)
