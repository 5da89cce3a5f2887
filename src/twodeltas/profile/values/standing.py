"""Where two clusters stand: who is first in each metric, and how far away that is."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from twodeltas.profile.edition import Edition
from twodeltas.shared.bounds import TOTAL
from twodeltas.shared.profile import Profile
from walkback.values.markdown import join
from walkback.values.value import Value

FAR = 2  # a ratio from here on is told with one decimal, a smaller one with two


@dataclass(frozen=True)
class First:
    """Who is first in the world in a metric, or in the sum of shares.

    Attributes:
        metric: The metric, or `total`.
        leaders: Those who may be first; several where it cannot be told which of them is, none
            where nothing is known.
        distances: How many times as much the first has as each of the pair; None where it is the
            first itself, or where nothing is known.
    """

    metric: str
    leaders: tuple[Profile, ...]
    distances: tuple[Value | None, Value | None]

    @property
    def names(self) -> str:
        """The names of those who may be first."""
        return join((one.name for one in self.leaders), " or ")

    @property
    def leader(self) -> Profile | None:
        """The one that is first, if it is known."""
        return self.leaders[0] if len(self.leaders) == 1 else None


def firsts(
    edition: Edition, pair: tuple[Profile, Profile], of: Callable[[str], Profile]
) -> list[First]:
    """Who is first in each metric and in the sum of shares.

    Args:
        edition: The edition.
        pair: The two clusters.
        of: Gives the profile of any cluster.
    """
    found = {metric: edition.leaders(metric) for metric in edition.metrics}
    if len(edition.metrics) > 1:
        found[TOTAL] = [str(c) for c in edition.ranked.index[edition.ranked["rank"] == 1]]
    return [
        _first(metric, tuple(of(cluster) for cluster in clusters), pair)
        for metric, clusters in found.items()
    ]


def _first(metric: str, leaders: tuple[Profile, ...], pair: tuple[Profile, Profile]) -> First:
    one = leaders[0] if len(leaders) == 1 else None
    a, b = (times(one, p, metric) if one and one.cluster != p.cluster else None for p in pair)
    return First(metric, leaders, (a, b))


def times(more: Profile, less: Profile, metric: str) -> Value | None:
    """How many times as much one cluster has as another, by counts, else by shares.

    Args:
        more: The one with more.
        less: The other one.
        metric: The metric, or `total`.

    Returns:
        None where the published figures say nothing useful.
    """
    if metric != TOTAL and more.count[metric].known and less.count[metric].known:
        top, bottom = more.count[metric], less.count[metric]
    else:
        top, bottom = (p.total if metric == TOTAL else p.share[metric] for p in (more, less))
    low, high = top.low, top.high
    if not (math.isfinite(low) and math.isfinite(high)) or not bottom.low > 0:
        return None
    if not math.isfinite(bottom.high):
        return None
    return _ratio(top, bottom)


def _ratio(top: Value, bottom: Value) -> Value:
    low, high = top.low / bottom.high, top.high / bottom.low
    digits = 1 if low >= FAR else 2
    how = "computed: the one over the other"
    origins = tuple(sorted({*top.origins, *bottom.origins}))
    stated = not math.isnan(top.number) and not math.isnan(bottom.number)
    number = top.number / bottom.number if stated and high - low < 10**-digits else math.nan
    return Value(number, low, high, digits=digits, how=how, origins=origins, format=top.format)
