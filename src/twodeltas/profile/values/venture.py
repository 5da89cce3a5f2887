"""What venture deals change for two clusters, in an edition that counts them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from twodeltas.metrics.breaks import rank_ends
from twodeltas.metrics.values import venture
from twodeltas.profile.edition import Edition
from twodeltas.profile.order import FIRST, OPEN, SECOND, without_metric
from twodeltas.shared.editions import BREAKS, RESTATED
from twodeltas.shared.profile import Profile, row_origin
from walkback.values.number_format import NumberFormat
from walkback.values.value import Origin, Value

METRIC = "vc"
WIDE = 10  # places: a rank that is known less sharply is told by its best end


@dataclass(frozen=True)
class Venture:
    """An edition with and without venture deals, for the one ahead by rank and the other.

    Attributes:
        numbers: How the values read.
        leads: See `twodeltas.profile.order.without_metric`; empty where nothing can be compared.
        ends: The best and the worst rank of each by the sum of the other shares.
        before: The rank of each in the edition before venture deals came in, None where it is not
            known or where they came in earlier.
        rows: The raw rows behind the pair.
    """

    numbers: NumberFormat
    leads: pd.DataFrame
    ends: tuple[tuple[int, int], tuple[int, int]]
    before: tuple[Value, Value] | None
    rows: tuple[Origin, ...]

    @property
    def known(self) -> bool:
        """Whether it can be told who is ahead with and without them."""
        return not self.leads.empty

    @property
    def without(self) -> str:
        """Who is ahead without venture deals."""
        return str(self.leads.set_index("rule").loc["without", "order"]) if self.known else OPEN

    @property
    def turns(self) -> bool:
        """Whether the one that is ahead with them is certainly behind without them."""
        return self.without == SECOND

    @property
    def stays(self) -> bool:
        """Whether the one that is ahead with them is certainly ahead without them."""
        return self.without == FIRST

    def lead(self, rule: str) -> Value:
        """The distance of the two `with` or `without` venture deals, as points without a sign."""
        return venture.lead(self.numbers, self.leads, rule, self.rows)

    def old_rank(self, which: int) -> str:
        """The rank by the sum of the other shares, in words: `third`, `third to fifth`."""
        best, worst = self.ends[which]
        first, last = self.numbers.ordinal(best), self.numbers.ordinal(worst)
        if best == worst:
            return first
        return f"{first} to {last}" if worst - best <= WIDE else f"{first} at best"


def of_pair(
    numbers: NumberFormat,
    edition: Edition,
    rankings: pd.DataFrame,
    pair: tuple[Profile, Profile],
    rows: tuple[Origin, ...],
) -> Venture:
    """Rank an edition with venture deals by the metrics before.

    Args:
        numbers: How the values read.
        edition: The edition.
        rankings: All editions.
        pair: The one ahead by rank, and the other.
        rows: The raw rows behind them.
    """
    first, second = (one.cluster for one in pair)
    some = edition.ranges.only(edition.ranges.bounded)
    known = {first, second} <= set(some.clusters)
    rest = tuple(metric for metric in edition.metrics if metric != METRIC)
    listed = {first, second} <= set(edition.whole.clusters)
    ends = [rank_ends(edition.whole, c, rest) if listed else (1, 100) for c in (first, second)]
    return Venture(
        numbers=numbers,
        leads=without_metric(some, first, second, METRIC) if known else pd.DataFrame(),
        ends=(ends[0], ends[1]),
        before=_before(numbers, edition.year, rankings, (first, second)),
        rows=rows,
    )


def _before(
    numbers: NumberFormat, year: int, rankings: pd.DataFrame, pair: tuple[str, str]
) -> tuple[Value, Value] | None:
    """The ranks in the edition before, if venture deals came in with this one."""
    if year not in BREAKS or year == min(BREAKS):
        return None
    rows = rankings[(rankings["edition"] != RESTATED) & (rankings["edition"] == str(year - 1))]
    by = {str(row["cluster"]): row for _, row in rows.iterrows() if pd.notna(row["rank"])}
    if not set(pair) <= set(by):
        return None
    a, b = (
        Value.exact(float(by[c]["rank"]), "rank", origins=(row_origin(by[c]),), format=numbers)
        for c in pair
    )
    return a, b


def finite(table: pd.DataFrame) -> bool:
    """Whether both leads have two ends, so that they can be drawn."""
    return bool(table[["low", "high"]].map(math.isfinite).all(axis=None)) if len(table) else False
