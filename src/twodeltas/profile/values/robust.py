"""How sure the order is, as values and lists for the prose: weights and recipes."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from twodeltas.metrics.triangle import Triangle, needs
from twodeltas.profile.order import AHEAD_OR_LEVEL, FIRST, LEVEL, OPEN, seen_from
from walkback.values.number_format import NumberFormat
from walkback.values.value import Origin, Value

FIRM = 0.25  # ε-robustness from which the order is called fairly sure
CLOSE = 0.015  # a weight as near to equal weights is told with a decimal
LEAST = 0.01  # ε-robustness that is told as a number; below it is hardly anything
NEVER = 0.001  # a weight below it is none, one as near to all of it is all


@dataclass(frozen=True)
class Tipping:
    """What the trailing cluster needs to be ahead: a weight of one metric.

    Attributes:
        metric: The metric.
        more: Whether the metric must count for more than the weight; else for less.
        weight: The weight, in percent.
    """

    metric: str
    more: bool
    weight: Value


@dataclass(frozen=True)
class Weighing:
    """The weightings of the metrics, seen from the cluster that is ahead.

    Attributes:
        found: The map of raw shares.
        second: Whether the second of the pair is the one that is ahead.
        numbers: How the values read.
        rows: The raw rows behind the pair.
    """

    found: Triangle
    second: bool
    numbers: NumberFormat
    rows: tuple[Origin, ...]

    @property
    def share(self) -> Value:
        """For which share of all weightings the cluster that is ahead stays ahead."""
        low, high = self.found.share
        ends = (100 * (1 - high), 100 * (1 - low)) if self.second else (100 * low, 100 * high)
        how = "area of the weight map, raw shares"
        return Value.between(
            *ends, "percent", digits=0, how=how, origins=self.rows, format=self.numbers
        )

    @property
    def holds_at_equal(self) -> bool:
        """Whether the cluster that is ahead is so at equal weights, too."""
        return seen_from(self.found.equal, second=self.second) == FIRST

    @property
    def steady(self) -> Value:
        """What part of the weight may be handed to anything without turning the order round."""
        how = "ε-robustness (Foster, McGillivray and Seth)"
        low, high = (100 * end for end in self.found.robust)
        return Value.between(
            low, high, "percent", digits=0, how=how, origins=self.rows, format=self.numbers
        )

    @property
    def firm(self) -> bool:
        """Whether a good part of the weight may go anywhere without turning the order round."""
        return self.found.robust[0] >= FIRM

    @property
    def steady_told(self) -> bool:
        """Whether the order holds at equal weights, and that part reads as more than nothing."""
        return self.holds_at_equal and self.found.robust[0] >= LEAST

    @property
    def close(self) -> bool:
        """Whether it holds there, but next to nothing may be handed on."""
        return self.holds_at_equal and self.found.robust[0] < LEAST

    @property
    def possible(self) -> bool:
        """Whether at any weights the trailing cluster may be ahead."""
        other = "first" if self.second else "second"
        return bool(needs(self.found)[f"{other}_least"].notna().any())

    @property
    def turns_at_more(self) -> bool:
        """Whether the trailing cluster needs more than some weight of a metric."""
        return self.tipping is not None and self.tipping.more

    @property
    def turns_at_less(self) -> bool:
        """Whether it needs less than some weight of a metric, and more of none."""
        return self.tipping is not None and not self.tipping.more

    @property
    def tipping(self) -> Tipping | None:
        """The strongest thing that the trailing cluster needs; None if no weight is enough."""
        other = "first" if self.second else "second"
        table = needs(self.found).set_index("metric")
        least, most = table[f"{other}_least"].dropna(), table[f"{other}_most"].dropna()
        if least.empty:
            return None
        if least.max() > NEVER:
            return self._tipping(str(least.idxmax()), float(least.max()), more=True)
        if most.min() < 1 - NEVER:
            return self._tipping(str(most.idxmin()), float(most.min()), more=False)
        return None

    def _tipping(self, metric: str, weight: float, *, more: bool) -> Tipping:
        how = "border of the weight map"
        close = abs(weight - 1 / len(self.found.metrics)) < CLOSE
        value = Value.rounded(
            100 * weight, int(close), "percent", how=how, origins=self.rows, format=self.numbers
        )
        return Tipping(metric, more, value)


@dataclass(frozen=True)
class Recipes:
    """The recipes by what they say of the pair, seen from the cluster that is ahead.

    Attributes:
        keep: Those under which it is ahead.
        turn: Those under which the other one is.
        level: Those under which the two are level, or may be and one cannot be behind.
        depend: Those under which unpublished figures, or what rounding hides, decide.
    """

    keep: tuple[str, ...]
    turn: tuple[str, ...]
    level: tuple[str, ...]
    depend: tuple[str, ...]

    @property
    def n(self) -> int:
        """How many recipes could be computed."""
        return len(self.keep) + len(self.turn) + len(self.level) + len(self.depend)


def recipes(table: pd.DataFrame, *, second: bool) -> Recipes:
    """Sort the recipes by what they say.

    Args:
        table: See `twodeltas.profile.order.Order.recipes`.
        second: Whether the second of the pair is the one that is ahead.
    """
    groups: dict[str, list[str]] = {"keep": [], "turn": [], "level": [], "depend": []}
    for row in table.to_dict("records"):
        if group := _group(seen_from(str(row["order"]), second=second)):
            groups[group].append(str(row["recipe"]))
    return Recipes(**{name: tuple(found) for name, found in groups.items()})


def _group(order: str) -> str:
    if order in {"", FIRST, OPEN}:
        return {"": "", FIRST: "keep", OPEN: "depend"}[order]
    return "level" if order in {LEVEL, AHEAD_OR_LEVEL} or "level" in order else "turn"
