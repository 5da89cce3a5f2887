"""How sure a rank is: weights, recipes and unknown figures drawn together, many times."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from twodeltas.metrics import draws
from twodeltas.metrics.draws import ARITHMETIC, GEOMETRIC
from twodeltas.metrics.scaling import MIN_MAX, RAW, SHARE_OF_MAX, Z
from twodeltas.shared.intervals import Array, Ranges
from walkback.errors import AnalysisError

CELLS = 2_000_000  # numbers held at a time, so that memory stays the same for any number of draws
CLASSES = {"1": (1, 1), "2": (2, 2), "3": (3, 3), "4–10": (4, 10), "over 10": (11, 10**9)}


@dataclass(frozen=True)
class Choices:
    """What is varied.

    Attributes:
        band: How far weightings reach from equal weights, from 0 (not varied) to 1 (all).
        scales: The scales to draw from; one means not varied.
        means: The means to draw from.
        figures: Whether shares are drawn within what is published, or held at one possible point.
    """

    band: float = 1.0
    scales: tuple[str, ...] = (RAW, MIN_MAX, Z, SHARE_OF_MAX)
    means: tuple[str, ...] = (ARITHMETIC, GEOMETRIC)
    figures: bool = True


EVERYTHING = Choices()


@dataclass(frozen=True)
class Ranking:
    """The ranks of n clusters in N draws.

    Attributes:
        clusters: The n ids.
        published: Their published order within this set, n.
        ranks: N × n array.
        choices: What was varied.
        seed: The seed of the draws.
    """

    clusters: tuple[str, ...]
    published: np.ndarray
    ranks: np.ndarray = field(repr=False)
    choices: Choices
    seed: int

    def before(self, first: str, second: str) -> float:
        """The share of draws in which one cluster ranks before another."""
        a, b = (self._column(c) for c in (first, second))
        return round(float((self.ranks[:, a] < self.ranks[:, b]).mean()), 3)

    def bands(self) -> pd.DataFrame:
        """One row a cluster, by published order: `cluster, published, low, median, high`, `inside`.

        `low` and `high` hold 90 % of the draws (5th and 95th percentile); `inside` is whether the
        published order lies between them.
        """
        quantiles = np.quantile(self.ranks, [0.05, 0.5, 0.95], axis=0, method="inverted_cdf")
        low, median, high = quantiles.astype(int)
        table = pd.DataFrame(
            {
                "cluster": self.clusters,
                "published": self.published,
                "low": low,
                "median": median,
                "high": high,
                "inside": (low <= self.published) & (self.published <= high),
            }
        )
        return table.sort_values("published", ignore_index=True)

    def acceptability(self) -> pd.DataFrame:
        """The share of draws in which each cluster has rank 1, 2, 3, 4–10, over 10.

        One row a cluster, sorted by the first columns; columns `cluster` and the classes.
        """
        table = pd.DataFrame({"cluster": self.clusters})
        for name, (least, most) in CLASSES.items():
            hits = (self.ranks >= least) & (self.ranks <= most)
            table[name] = hits.mean(axis=0).round(3)
        return table.sort_values(list(CLASSES), ascending=False, ignore_index=True)

    def _column(self, cluster: str) -> int:
        if cluster not in self.clusters:
            raise AnalysisError(
                f"'{cluster}' is not among the ranked clusters: {', '.join(self.clusters[:12])}."
            )
        return self.clusters.index(cluster)


def ranking(
    ranges: Ranges, choices: Choices = EVERYTHING, draws_: int = 10_000, seed: int = 2025
) -> Ranking:
    """Rank clusters many times with everything that is uncertain drawn at once.

    Ranks are places among the clusters of `ranges`, not of the whole list. Draws spread evenly over
    what is possible; nothing published says that the truth does.

    Args:
        ranges: The clusters to rank, all with limited shares.
        choices: What is varied.
        draws_: Number of draws.
        seed: Seed of `numpy.random.PCG64`.

    Raises:
        AnalysisError: If fewer than two clusters are given, or nothing limits their shares.
    """
    if len(ranges) < 2 or draws_ < 1:
        raise AnalysisError(
            f"A ranking needs two clusters and one draw at least, and got {len(ranges)} and {draws_}: "
            "where an edition has no published shares, choose another, such as 2023 or 2025."
        )
    ranges.require_limits()
    rng = np.random.Generator(np.random.PCG64(seed))
    order = np.argsort(np.where(np.isnan(ranges.rank), np.inf, ranges.rank), kind="stable")
    published = np.empty(len(order), dtype=int)
    published[order] = np.arange(1, len(order) + 1)
    sorted_ = ranges.only([ranges.clusters[i] for i in order])
    step = max(1, CELLS // ranges.low.size)
    sizes = [min(step, draws_ - start) for start in range(0, draws_, step)]
    found = np.concatenate([_some(sorted_, choices, size, rng) for size in sizes])
    return Ranking(sorted_.clusters, np.sort(published), found, choices, seed)


def _some(ranges: Ranges, choices: Choices, size: int, rng: np.random.Generator) -> np.ndarray:
    """The ranks of some of the draws, size × n."""
    n, m = ranges.low.shape
    weight = draws.weights(rng.random((size, m)), choices.band)
    scale = draws.pick(rng.random(size), len(choices.scales))
    mean = draws.pick(rng.random(size), len(choices.means))
    table = np.broadcast_to(ranges.middle, (size, n, m))
    if choices.figures:
        table = draws.shares(ranges, rng.random((size, n, m)), rng.random((size, n)))
    return ranks_of(scores(table, weight, scale, mean, choices))


def scores(
    table: Array, weight: Array, scale: np.ndarray, mean: np.ndarray, choices: Choices
) -> Array:
    """Scores where every draw has its own recipe.

    Args:
        table: N × n × m shares.
        weight: N × m weightings.
        scale: N numbers of `choices.scales`.
        mean: N numbers of `choices.means`.
        choices: The recipes.

    Returns:
        N × n array.
    """
    found = np.empty(table.shape[:2])
    for i, scale_name in enumerate(choices.scales):
        for j, mean_name in enumerate(choices.means):
            rows = (scale == i) & (mean == j)
            if rows.any():
                found[rows] = draws.score(table[rows], weight[rows], scale_name, mean_name)
    return found


def ranks_of(score: Array) -> np.ndarray:
    """Ranks of N × n scores, 1 for the highest; ties keep the order of the columns."""
    order = np.argsort(-score, axis=1, kind="stable")
    small = np.uint16 if score.shape[1] < 2**16 else np.uint32
    ranks = np.empty(score.shape, dtype=small)
    np.put_along_axis(ranks, order, np.arange(1, score.shape[1] + 1, dtype=small)[None, :], axis=1)
    return ranks
