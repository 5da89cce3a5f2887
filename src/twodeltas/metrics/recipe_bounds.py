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


Scored = Callable[[Ranges, Sequence[str]], tuple[Array, Array]]


def _scored(ends: Scored) -> Callable[[Ranges, str, str], Ends]:
    """The lead in a recipe that gives every cluster a score of its own."""

    def lead(ranges: Ranges, first: str, second: str) -> Ends:
        ranges.pair(first, second)
        low, high = ends(ranges, (first, second))
        return float(low[0] - high[1]), float(high[0] - low[1])

    return lead


def vote_ends(ranges: Ranges) -> tuple[Array, Array]:
    """Lowest and highest possible clusters beaten less beaten by, n each, at equal weights.

    Args:
        ranges: All the clusters that vote against each other.
    """
    worst, best = (np.sign(ends.sum(axis=2)) for ends in duels(ranges))
    off = ~np.eye(len(ranges), dtype=bool)
    return (worst * off).sum(axis=1), (best * off).sum(axis=1)


def _votes(ranges: Ranges, clusters: Sequence[str]) -> tuple[Array, Array]:
    """`vote_ends` of some clusters, which all of `ranges` vote on."""
    rows = [ranges.index(cluster) for cluster in clusters]
    low, high = vote_ends(ranges)
    return low[rows], high[rows]


def _doubt(ranges: Ranges, clusters: Sequence[str]) -> tuple[Array, Array]:
    """Lowest and highest possible benefit of the doubt of some clusters, with bounded parts.

    Who is behind another in every metric limits nobody; only the others are computed with.
    """
    some = ranges.only([*dict.fromkeys([*undominated(ranges), *clusters])])
    table = doubt_ranges(some, clusters)
    return table["low"].to_numpy(), table["high"].to_numpy()


PAIRWISE: dict[str, Callable[[Ranges, str, str], Ends]] = {
    "sum of shares": linear(RAW),
    "mean of min–max scores": linear(MIN_MAX),
    "mean of shares of the maximum": linear(SHARE_OF_MAX),
    "geometric mean of shares": geometric,
}
SCORED: dict[str, Scored] = {
    "pairwise votes (Copeland)": _votes,
    "benefit of the doubt": _doubt,
}
BOUNDED = PAIRWISE | {name: _scored(ends) for name, ends in SCORED.items()}


def _leads(*, whole_list: bool) -> dict[str, Callable[[Ranges, str, str], Ends]]:
    """The lead under each recipe."""
    return BOUNDED | {"mean of min–max scores": linear(MIN_MAX, whole_list=whole_list)}


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
    for name, lead in _leads(whole_list=whole_list).items():
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
        low, high = SCORED[recipe](ranges, rivals)
        leaders = {c for c, most in zip(rivals, high, strict=True) if most >= low.max() - TINY}
        return [cluster for cluster in clusters if cluster in leaders]
    lead = _leads(whole_list=whole_list)[recipe]

    def led(cluster: str) -> bool:
        others = (o for o in rivals if o != cluster)
        return any(order(*lead(ranges, other, cluster)) == FIRST for other in others)

    return [cluster for cluster in clusters if cluster in rivals and not led(cluster)]


def _mean_log(shares: Array) -> float:
    with np.errstate(divide="ignore"):
        return float(np.log(shares).mean())
