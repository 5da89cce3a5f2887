"""Dated events in lanes: in order of time, numbered, and stacked so that no two marks touch."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from twodeltas.collaboration.series import decimal_year
from walkback.errors import AnalysisError


def events(evidence: pd.DataFrame, lanes: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Chosen rows of the evidence as events.

    Args:
        evidence: The table `evidence`.
        lanes: For each lane the ids of its rows.

    Returns:
        One row an event, in order of time: `number` (from 1), `row, lane` (a category, in the order
        given), `year` (decimal) and the columns of `evidence`.

    Raises:
        AnalysisError: If a row is unknown, stands in two lanes, or has no date.
    """
    ids = [row for group in lanes.values() for row in group]
    wrong = [row for row in ids if row not in evidence.index or ids.count(row) > 1]
    if wrong:
        raise AnalysisError(
            f"{', '.join(dict.fromkeys(wrong))}: not in evidence.csv, or in two lanes → correct the "
            "list of the timeline."
        )
    chosen = pd.DataFrame(
        [{"row": row, "lane": lane} for lane, group in lanes.items() for row in group]
    ).join(evidence, on="row")
    undated = chosen.loc[chosen["as_of"].isna(), "row"]
    if len(undated):
        raise AnalysisError(f"{', '.join(undated)}: without a date there is no place in time.")
    chosen["lane"] = pd.Categorical(chosen["lane"], categories=list(lanes), ordered=True)
    chosen["year"] = chosen["as_of"].map(decimal_year)
    chosen = chosen.sort_values(["year", "row"], kind="stable").reset_index(drop=True)
    chosen.insert(0, "number", range(1, len(chosen) + 1))
    return chosen


def stacked(table: pd.DataFrame, gap: float, at: str = "year") -> pd.DataFrame:
    """The events with the place of each in its lane's pile.

    Args:
        table: What `events` returned.
        gap: How far apart two marks of one lane and cluster have to be, in units of `at`.
        at: The column with the positions.

    Returns:
        The table with `level`: 0 for the first event of a lane and cluster, and for each later one
        the lowest level whose last event is at least `gap` away.
    """
    levels: dict[object, int] = {}
    piles = table.sort_values(at, kind="stable").groupby(["lane", "cluster"], observed=True)
    for _, group in piles:
        levels |= dict(zip(group.index, piled(group[at], gap), strict=True))
    return table.assign(level=pd.Series(levels, dtype="int64"))


def piled(positions: Iterable[float], gap: float) -> list[int]:
    """For marks in order the lowest level on which each is at least `gap` away from the one before it."""
    last: list[float] = []  # the last position on each level
    levels = []
    for position in positions:
        level = next((i for i, end in enumerate(last) if position - end >= gap), len(last))
        last[level : level + 1] = [position]
        levels.append(level)
    return levels


def order(table: pd.DataFrame, cluster: str, since: int) -> list[str]:
    """The lanes of a cluster in the order in which each got its first event since a year.

    Args:
        table: What `events` returned.
        cluster: Id of the cluster.
        since: The year, included.
    """
    own = table[(table["cluster"] == cluster) & (table["year"] >= since)]
    return list(dict.fromkeys(own.sort_values("year", kind="stable")["lane"].astype(str)))
