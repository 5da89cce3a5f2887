"""What venture deals changed: the lead of the first cluster with and without them, and the ranks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from twodeltas.metrics import breaks
from twodeltas.shared.intervals import Ranges
from walkback.values.number_format import NumberFormat
from walkback.values.value import Origin, Value

METRIC = "vc"
BEFORE = ("pct", "publications")  # the metrics of the editions before
HOW_LEAD = "derived: counts over the world totals that the shares imply"
HOW_RANK = "derived: sums of the shares without the metric"
HOW_MOVE = "derived: ranks under the old and the new rule"


@dataclass(frozen=True)
class Venture:
    """The edition with and without venture deals.

    Attributes:
        numbers: How the values read.
        leads: See `twodeltas.metrics.breaks.with_and_without`.
        ends: Lowest and highest possible rank of both of the pair by the old rule.
        moved: The change of rank of the first, split into method and data.
        rows: The raw rows behind the first cluster and the runner-up.
        pair_rows: The raw rows behind the pair.
    """

    numbers: NumberFormat
    leads: pd.DataFrame
    ends: tuple[tuple[int, int], tuple[int, int]]
    moved: breaks.Split
    rows: tuple[Origin, ...]
    pair_rows: tuple[Origin, ...]

    @property
    def lead_with(self) -> Value:
        """The lead with venture deals, in percentage points."""
        return lead(self.numbers, self.leads, "with", self.rows)

    @property
    def lead_without(self) -> Value:
        """The distance without them, as a positive number of points."""
        return lead(self.numbers, self.leads, "without", self.rows)

    @property
    def old_rank_a(self) -> Value:
        """The rank of the first of the pair by the old rule."""
        return rank_under(self.numbers, self.ends[0], self.rows)

    @property
    def old_rank_b(self) -> Value:
        """The rank of the second by the old rule, mostly an interval."""
        return rank_under(self.numbers, self.ends[1], self.pair_rows)

    @property
    def places(self) -> Value:
        """By how many places the first moved."""
        return places(self.numbers, self.moved.after - self.moved.before, self.rows)

    @property
    def places_by_method(self) -> Value:
        """How many of them are due to the method."""
        return places(self.numbers, self.moved.method[0], self.rows)

    @property
    def places_by_data(self) -> Value:
        """How many of them are due to the data."""
        return places(self.numbers, self.moved.data[0], self.rows)

    @property
    def turns(self) -> bool:
        """Whether the first is first with venture deals and certainly second without them."""
        row: Any = self.leads.set_index("rule")
        turned = row.loc["with", "low"] > 0 > row.loc["without", "high"]
        return self.ends[0] == (2, 2) and bool(turned)


def venture(
    numbers: NumberFormat,
    ranges: Ranges,
    pair: tuple[str, str],
    runner: str,
    ranks: Mapping[str, float],
    rows: tuple[Origin, ...],
    pair_rows: tuple[Origin, ...],
) -> Venture:
    """Rank the latest data by the rule of the editions before.

    Args:
        numbers: How the values read.
        ranges: What is known of the edition.
        pair: The two cluster ids; the first leads the list.
        runner: The second of the list.
        ranks: The rank of the first `before` this edition and `after`.
        rows: The raw rows behind the first and the runner-up.
        pair_rows: The raw rows behind the pair.
    """
    whole = breaks.with_unlisted(ranges)
    ends = (breaks.rank_ends(whole, pair[0], BEFORE), breaks.rank_ends(whole, pair[1], BEFORE))
    return Venture(
        numbers=numbers,
        leads=breaks.with_and_without(ranges, pair[0], runner, METRIC),
        ends=ends,
        moved=breaks.split(ranks["before"], ranks["after"], ends[0]),
        rows=rows,
        pair_rows=pair_rows,
    )


def lead(numbers: NumberFormat, table: pd.DataFrame, rule: str, rows: tuple[Origin, ...]) -> Value:
    """A lead with or without a metric, as a positive number of points."""
    row: Any = table.set_index("rule").loc[rule]
    low, high = sorted(abs(float(row[end])) for end in ("low", "high"))
    value = Value.between(low, high, "percentage_points", digits=2, origins=rows, format=numbers)
    return replace(value, how=HOW_LEAD)


def rank_under(numbers: NumberFormat, ends: tuple[int, int], rows: tuple[Origin, ...]) -> Value:
    """A rank under another rule, or the interval that it must lie in."""
    if ends[0] == ends[1]:
        return Value.exact(ends[0], "rank", how=HOW_RANK, origins=rows, format=numbers)
    return Value.between(ends[0], ends[1], "rank", how=HOW_RANK, origins=rows, format=numbers)


def places(numbers: NumberFormat, change: float, rows: tuple[Origin, ...]) -> Value:
    """A change of rank as a number of places, without a sign."""
    return Value.exact(abs(change), how=HOW_MOVE, origins=rows, format=numbers)
