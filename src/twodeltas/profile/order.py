"""Which of two clusters is ahead: metric by metric, at any weights, under other recipes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from twodeltas.metrics import recipe_bounds
from twodeltas.metrics.breaks import with_and_without
from twodeltas.metrics.scaling import MIN_MAX, RAW, SHARE_OF_MAX
from twodeltas.metrics.share_polytope import leads
from twodeltas.metrics.triangle import Triangle, triangle
from twodeltas.shared.bounds import TINY
from twodeltas.shared.intervals import Ranges

FIRST, SECOND, LEVEL, OPEN = "first", "second", "level", "open"
AHEAD_OR_LEVEL, BEHIND_OR_LEVEL = "first or level", "second or level"
TURNED: Mapping[str, str] = {
    FIRST: SECOND,
    SECOND: FIRST,
    AHEAD_OR_LEVEL: BEHIND_OR_LEVEL,
    BEHIND_OR_LEVEL: AHEAD_OR_LEVEL,
}
SCALES = (RAW, MIN_MAX, SHARE_OF_MAX)
SUM = "sum of shares"


@dataclass(frozen=True)
class Order:
    """The order of two clusters in one edition.

    Attributes:
        overall: By published rank: `first`, `second`, `level`, or `open` where one has none.
        metrics: The same by metric, as far as the published figures tell.
        maps: For which weightings each is ahead, a map a scale; empty where nothing can be weighed.
        recipes: One row a recipe: `recipe, low, high` of the lead of the first, `order`, `note`;
            empty where too little is published of one of the two.
    """

    overall: str
    metrics: Mapping[str, str]
    maps: tuple[Triangle, ...]
    recipes: pd.DataFrame

    @property
    def dominant(self) -> str:
        """Who is ahead in one metric at least and behind in none, if all of it is known."""
        found = set(self.metrics.values())
        for one, other in ((FIRST, SECOND), (SECOND, FIRST)):
            if one in found and not found & {other, OPEN}:
                return one
        return ""


def of(ranges: Ranges, first: str, second: str, ranks: tuple[float, float] | None = None) -> Order:
    """The order of two clusters.

    Args:
        ranges: What is known of all clusters of the edition.
        first: Id of the first cluster.
        second: Id of the second.
        ranks: Their published ranks, those of `ranges` if none are given.
    """
    a, b = ranks or (ranges.rank[ranges.index(c)] for c in (first, second))
    comparable = {first, second} <= set(ranges.bounded)
    some = ranges.only(ranges.bounded)
    weighed = comparable and len(ranges.metrics) > 1
    maps = (
        [triangle(some, first, second, s, whole_list=s == MIN_MAX) for s in SCALES]
        if weighed
        else []
    )
    return Order(
        overall=OPEN if math.isnan(a) or math.isnan(b) else _by_number(b - a),
        metrics=_by_metric(ranges.only([first, second])),
        maps=tuple(maps),
        recipes=_recipes(some, first, second) if weighed else pd.DataFrame(),
    )


def _by_metric(pair: Ranges) -> dict[str, str]:
    """Who is ahead in each metric: by figures, by counts, or by published ranks in it."""
    low, high = leads(pair)
    found = {}
    for j, metric in enumerate(pair.metrics):
        told = of_ends(float(low[0, 1, j]), float(high[0, 1, j]))
        by_place = pair.place[1, j] - pair.place[0, j]
        known = told in {FIRST, SECOND, LEVEL} or math.isnan(by_place)
        found[metric] = told if known else _by_number(float(by_place))
        found[metric] = OPEN if found[metric] in TURNED.keys() - {FIRST, SECOND} else found[metric]
    return found


def _by_number(lead: float) -> str:
    return FIRST if lead > 0 else SECOND if lead < 0 else LEVEL


def of_ends(low: float, high: float) -> str:
    """Who is ahead if the lead of the first lies between two ends."""
    if max(abs(low), abs(high)) <= TINY:
        return LEVEL
    if low > TINY:
        return FIRST
    if high < -TINY:
        return SECOND
    if low >= -TINY:
        return AHEAD_OR_LEVEL
    return BEHIND_OR_LEVEL if high <= TINY else OPEN


def _recipes(ranges: Ranges, first: str, second: str) -> pd.DataFrame:
    """The order under every recipe that can be computed."""
    table = recipe_bounds.order_of_pair(ranges, first, second, whole_list=True)
    orders = [_told(row) for row in table.to_dict("records")]
    return table.assign(order=orders)[["recipe", "low", "high", "order", "note"]]


def _told(row: Mapping[Any, Any]) -> str:
    return of_ends(row["low"], row["high"]) if not math.isnan(row["low"]) else ""


def seen_from(order: str, *, second: bool) -> str:
    """An order with the two clusters changed over if it is to be seen from the second."""
    return TURNED.get(order, order) if second else order


def without_metric(ranges: Ranges, first: str, second: str, metric: str) -> pd.DataFrame:
    """The lead of the first with and without a metric, each with its order.

    Returns:
        See `twodeltas.metrics.breaks.with_and_without`, with `order`.
    """
    table = with_and_without(ranges, first, second, metric)
    ends = zip(table["low"], table["high"], strict=True)
    return table.assign(order=[of_ends(low, high) for low, high in ends])
