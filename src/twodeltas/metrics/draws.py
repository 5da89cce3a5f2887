"""Drawing what is uncertain: weightings, recipes and shares within what is published."""

from __future__ import annotations

import numpy as np

from twodeltas.metrics.scaling import SCALES, min_max
from twodeltas.metrics.simplex import TINY
from twodeltas.shared.intervals import Array, Ranges
from walkback.errors import AnalysisError

ARITHMETIC, GEOMETRIC = "arithmetic mean", "geometric mean"


def weights(u: Array, band: float = 1.0) -> Array:
    """Weightings drawn evenly over all weightings, from uniform numbers.

    Exponentials divided by their sum are even over the simplex; uniform numbers would not be.

    Args:
        u: N × m numbers in [0, 1).
        band: How far from equal weights: 1 reaches every weighting, 0.5 half-way, 0 none.

    Returns:
        N × m array; rows add up to one.
    """
    exponential = -np.log1p(-np.clip(u, 0.0, 1 - 1e-12)) + 1e-300
    even = exponential / exponential.sum(axis=1, keepdims=True)
    found: Array = (1 - band) / u.shape[1] + band * even
    return found


def shares(ranges: Ranges, u: Array, u_total: Array) -> Array:
    """Possible shares of all clusters, from uniform numbers.

    A share is drawn evenly within its interval. Where something is known of the sum that the
    intervals alone do not say, its rank or sharper limits, the sum is drawn evenly within its own
    interval, the sums of ranked clusters are put into the order of their ranks, and the shares move
    together towards their lower or upper ends until they add up to them.

    Args:
        ranges: What is known of n clusters on m metrics; every interval has two ends.
        u: N × n × m numbers in [0, 1).
        u_total: N × n numbers in [0, 1).

    Returns:
        N × n × m array of shares that meet every interval and every sum.

    Raises:
        AnalysisError: If a share has no upper end.
    """
    ranges.require_limits()
    low, high = ranges.low, ranges.high
    found = low + u * (high - low)
    tied = coupled(ranges)
    if tied.any():
        least, most = ranges.total[tied].T
        goal = in_order(least + u_total[:, tied] * (most - least), ranges.rank[tied], least, most)
        found[:, tied] = to_sum(found[:, tied], low[tied], high[tied], goal)
    return found


def coupled(ranges: Ranges) -> np.ndarray:
    """Which clusters have a sum of which more is known than the shares' intervals say; n."""
    sharper = (ranges.total[:, 0] > ranges.low.sum(axis=1) + 1e-6) | (
        ranges.total[:, 1] < ranges.high.sum(axis=1) - 1e-6
    )
    return np.asarray(sharper | ~np.isnan(ranges.rank))


def in_order(goal: Array, rank: Array, low: Array, high: Array) -> Array:
    """Drawn sums, put into the order of the ranks: the largest one goes to the best rank.

    Since the limits of a better rank are nowhere below those of a worse one, the sums stay within them.

    Args:
        goal: N × n drawn sums.
        rank: The ranks, n; NaN where there is none, such sums stay as they are.
        low: Lower limits, n.
        high: Upper limits, n.
    """
    ranked = np.flatnonzero(~np.isnan(rank))
    order = ranked[np.argsort(rank[ranked], kind="stable")]
    found = goal.copy()
    found[:, order] = -np.sort(-goal[:, order], axis=1)
    return np.clip(found, low, high)


def to_sum(found: Array, low: Array, high: Array, goal: Array) -> Array:
    """Shares moved towards their lower or upper ends until they add up to a goal.

    Args:
        found: N × n × m shares within `low` and `high`, n × m each.
        low: Lower ends.
        high: Upper ends.
        goal: N × n sums, each between the sums of the ends.
    """
    total = found.sum(axis=2)
    down = (goal - low.sum(axis=1)) / np.maximum(total - low.sum(axis=1), TINY)
    up = (high.sum(axis=1) - goal) / np.maximum(high.sum(axis=1) - total, TINY)
    lowered = low + (found - low) * np.clip(down, 0, 1)[..., None]
    raised = high - (high - found) * np.clip(up, 0, 1)[..., None]
    drawn: Array = np.where((total > goal)[..., None], lowered, raised)
    return drawn


def pick(u: Array, options: int) -> np.ndarray:
    """Options 0, 1, … drawn evenly, from N numbers in [0, 1)."""
    return np.minimum((u * options).astype(np.int64), options - 1)


def score(table: Array, weight: Array, scale: str, mean: str) -> Array:
    """Scores of one recipe.

    A geometric mean needs positive scores: raw shares and shares of the maximum are; min–max and
    z-scores are first mapped to 1–100.

    Args:
        table: N × n × m shares.
        weight: N × m weightings.
        scale: A name of `twodeltas.metrics.scaling.SCALES`.
        mean: `arithmetic mean` or `geometric mean`.

    Returns:
        N × n array.

    Raises:
        AnalysisError: If the scale or mean is unknown, or a share is zero in a geometric mean.
    """
    if scale not in SCALES or mean not in (ARITHMETIC, GEOMETRIC):
        raise AnalysisError(
            f"No recipe '{scale}' with '{mean}': use {', '.join(SCALES)} and {ARITHMETIC} or {GEOMETRIC}."
        )
    scaled = SCALES[scale](table)
    if mean == ARITHMETIC:
        found: Array = np.einsum("Nnm,Nm->Nn", scaled, weight)
        return found
    if scaled.min(initial=1.0) <= 0 and SCALES[scale] in (
        SCALES["raw shares"],
        SCALES["share of maximum"],
    ):
        raise AnalysisError(
            "A geometric mean of shares needs every share above zero: leave it or the cluster out."
        )
    ready = scaled if scale in ("raw shares", "share of maximum") else 1 + 99 * min_max(scaled)
    averaged: Array = np.exp(np.einsum("Nnm,Nm->Nn", np.log(ready), weight))
    return averaged
