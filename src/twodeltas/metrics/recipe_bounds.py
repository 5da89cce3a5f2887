"""What other recipes say where shares are known only as intervals: always, never or depends."""

import math
from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from twodeltas.metrics.benefit_of_doubt import doubt_ranges
from twodeltas.metrics.scaling import MIN_MAX, RAW, SHARE_OF_MAX, factors
from twodeltas.metrics.share_polytope import differences, duels, undominated
from twodeltas.metrics.simplex import TINY, equal
from twodeltas.metrics.triangle import DEPENDS, FIRST, SECOND, order, scaled
from twodeltas.shared.intervals import Array, Ranges
from walkback.errors import AnalysisError

WORDS = {FIRST: "always", SECOND: "never", DEPENDS: "depends"}
Ends = tuple[float, float]


def linear(scale: str, *, whole_list: bool = False) -> Callable[[Ranges, str, str], Ends]:
    """The lead of the first in the mean of scaled shares, lowest and highest.

    Args:
        scale: The scale of the shares.
        whole_list: See `twodeltas.metrics.scaling.factors`.
    """

    def lead(ranges: Ranges, first: str, second: str) -> Ends:
        factor = factors(ranges, scale, whole_list=whole_list)
        corners = scaled(differences(ranges, first, second), factor)
        scores = corners @ equal(len(ranges.metrics))
        return float(scores.min()), float(scores.max())

    return lead


def geometric(ranges: Ranges, first: str, second: str) -> Ends:
    """The lead in the mean logarithm of the shares; a share that may be zero leaves it open."""
    a, b = ranges.pair(first, second)
    low_a, high_a, low_b, high_b = (
        _mean_log(e[i]) for i in (a, b) for e in (ranges.low, ranges.high)
    )
    return low_a - high_b, high_a - low_b


def _scored(ends: Callable[[Ranges], tuple[Array, Array]]) -> Callable[[Ranges, str, str], Ends]:
    """The lead in a recipe that gives every cluster a score of its own."""

    def lead(ranges: Ranges, first: str, second: str) -> Ends:
        a, b = ranges.pair(first, second)
        low, high = ends(ranges)
        return float(low[a] - high[b]), float(high[a] - low[b])

    return lead


def vote_ends(ranges: Ranges) -> tuple[Array, Array]:
    """Lowest and highest possible clusters beaten less beaten by, n each, at equal weights.

    Args:
        ranges: All the clusters that vote against each other.
    """
    worst, best = (np.sign(ends.sum(axis=2)) for ends in duels(ranges))
    off = ~np.eye(len(ranges), dtype=bool)
    return (worst * off).sum(axis=1), (best * off).sum(axis=1)


def doubt_ends(ranges: Ranges) -> tuple[Array, Array]:
    """Lowest and highest possible benefit of the doubt with bounded parts, n each.

    Who is behind another in every metric limits nobody; only the others are computed with.
    """
    rivals = undominated(ranges)
    ends = []
    for cluster in ranges.clusters:
        some = ranges.only([*rivals, *({cluster} - {*rivals})])
        ends.append(doubt_ranges(some, [cluster]).loc[0, ["low", "high"]].to_numpy(dtype=float))
    found = np.array(ends)
    return found[:, 0], found[:, 1]


PAIRWISE: dict[str, Callable[[Ranges, str, str], Ends]] = {
    "sum of shares": linear(RAW),
    "mean of min–max scores": linear(MIN_MAX),
    "mean of shares of the maximum": linear(SHARE_OF_MAX),
    "geometric mean of shares": geometric,
}
SCORED: dict[str, Callable[[Ranges], tuple[Array, Array]]] = {
    "pairwise votes (Copeland)": vote_ends,
    "benefit of the doubt": doubt_ends,
}
BOUNDED = PAIRWISE | {name: _scored(ends) for name, ends in SCORED.items()}


def order_of_pair(
    ranges: Ranges, first: str, second: str, *, whole_list: bool = False
) -> pd.DataFrame:
    """Whether the first cluster is ahead of the second under each recipe, for all possible figures.

    Args:
        ranges: The clusters to compare with, all with limited shares.
        first: Id of the first cluster.
        second: Id of the second.
        whole_list: See `twodeltas.metrics.scaling.factors`.

    Returns:
        One row a recipe: `recipe, low, high` of the lead in the recipe's own score, `first_ahead`:
        `always` (ahead or level), `never` or `depends`; empty where the recipe cannot be computed,
        and `note` says why.

    Raises:
        AnalysisError: If the pair cannot be compared in this edition.
    """
    ranges.pair(first, second)
    rows: list[dict[str, object]] = []
    leads_by_recipe = BOUNDED | {"mean of min–max scores": linear(MIN_MAX, whole_list=whole_list)}
    for name, lead in leads_by_recipe.items():
        row: dict[str, object] = {"recipe": name, "low": math.nan, "high": math.nan}
        try:
            low, high = lead(ranges, first, second)
        except AnalysisError as error:
            rows.append(row | {"first_ahead": "", "note": str(error)})
            continue
        ahead = WORDS[order(low, high)]
        rows.append(row | {"low": low, "high": high, "first_ahead": ahead, "note": ""})
    return pd.DataFrame(rows)


def possible_leaders(
    ranges: Ranges, recipe: str, clusters: Sequence[str], *, whole_list: bool = False
) -> list[str]:
    """The clusters that no other is certainly ahead of under a recipe.

    Args:
        ranges: The clusters to compare with.
        recipe: A name of `BOUNDED`.
        clusters: The candidates.
        whole_list: See `twodeltas.metrics.scaling.factors`.
    """
    rivals = undominated(ranges)
    if recipe in SCORED:
        low, high = SCORED[recipe](ranges)
        possible = [c for c in clusters if high[ranges.index(c)] >= low.max() - TINY]
        return [c for c in possible if c in rivals]
    lead = linear(MIN_MAX, whole_list=whole_list) if "min–max" in recipe else PAIRWISE[recipe]

    def led(cluster: str) -> bool:
        others = (o for o in rivals if o != cluster)
        return any(order(*lead(ranges, other, cluster)) == FIRST for other in others)

    return [cluster for cluster in clusters if cluster in rivals and not led(cluster)]


def _mean_log(shares: Array) -> float:
    with np.errstate(divide="ignore"):
        return float(np.log(shares).mean())
