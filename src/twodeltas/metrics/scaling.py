"""Making metrics comparable: raw shares, min–max, share of the maximum and z-scores."""

from collections.abc import Callable

import numpy as np

from twodeltas.shared.intervals import LIST, Array, Ranges
from walkback.errors import AnalysisError

RAW, MIN_MAX, SHARE_OF_MAX, Z = "raw shares", "min–max", "share of maximum", "z-scores"


def raw(table: Array) -> Array:
    """The shares as they are. Shapes as in `min_max`."""
    return table


def min_max(table: Array) -> Array:
    """From 0 for the lowest to 1 for the highest cluster, metric by metric.

    Args:
        table: Shares, … × n clusters × m metrics; leading axes are draws.
    """
    low = table.min(axis=-2, keepdims=True)
    found: Array = (table - low) / _spread(table.max(axis=-2, keepdims=True) - low)
    return found


def share_of_max(table: Array) -> Array:
    """As a share of the highest cluster, metric by metric. Shapes as in `min_max`."""
    return table / _spread(table.max(axis=-2, keepdims=True))


def z_scores(table: Array) -> Array:
    """Mean 0 and standard deviation 1 (with n − 1), metric by metric. Shapes as in `min_max`."""
    centred = table - table.mean(axis=-2, keepdims=True)
    found: Array = centred / _spread(table.std(axis=-2, ddof=1, keepdims=True))
    return found


SCALES: dict[str, Callable[[Array], Array]] = {
    RAW: raw,
    MIN_MAX: min_max,
    SHARE_OF_MAX: share_of_max,
    Z: z_scores,
}


def positive(table: Array) -> Array:
    """Scores mapped to 1–100, metric by metric: what a geometric mean needs. Shapes as in `min_max`."""
    return 1 + 99 * min_max(table)


def _spread(spread: Array) -> Array:
    """A divisor; where all clusters are equal the metric says nothing, so it is left as it is."""
    return np.where(spread > 0, spread, 1.0)


def factors(ranges: Ranges, scale: str, *, whole_list: bool = False) -> Array:
    """By how much a scale multiplies a difference of shares, as an interval for each metric.

    Differences of min–max scores and of shares of the maximum are differences of shares times one
    over the spread or the maximum. Both are taken over the clusters whose share in the metric is
    known (`Ranges.known`), the lowest share of a whole list over all that is known of it.

    Args:
        ranges: What is known of the edition.
        scale: `RAW`, `MIN_MAX` or `SHARE_OF_MAX`.
        whole_list: Whether the clusters are the top of a list of a hundred, whose lowest share may be
            any between zero and what `lowest` allows.

    Returns:
        m × 2 array, lowest and highest factor.

    Raises:
        AnalysisError: If no cluster's share in a metric is known, or all are the same.
    """
    if scale == RAW:
        return np.ones((len(ranges.metrics), 2))
    if scale not in (MIN_MAX, SHARE_OF_MAX):
        raise AnalysisError(f"'{scale}' cannot be bounded: use {RAW}, {MIN_MAX} or {SHARE_OF_MAX}.")
    rows = []
    for j, metric in enumerate(ranges.metrics):
        known = [ranges.index(c) for c in ranges.known(metric)]
        if len(known) < 2:
            raise AnalysisError(f"Fewer than two shares of {metric} are known: no {scale} score.")
        least, most = ranges.low[known, j].max(), ranges.high[known, j].max()
        if scale == MIN_MAX:
            ends = ranges.low[known, j].min(), ranges.high[known, j].min()
            bottom, top = (0.0, lowest(ranges, j)) if whole_list else ends
            least, most = least - top, most - bottom
        if least <= 0:
            raise AnalysisError(f"The known shares of {metric} may all be equal: no {scale} score.")
        rows.append((1 / most, 1 / least))
    return np.array(rows)


def lowest(ranges: Ranges, j: int, size: int = LIST) -> float:
    """The most that the lowest share in a list can be.

    It is no larger than any other share, nor than what is left of the world for each cluster of which
    no share is known: different clusters cannot hold more than all of it.

    Args:
        ranges: What is known of the top of the list.
        j: The metric.
        size: How many clusters the list has.
    """
    low, high = ranges.low[:, j], ranges.high[:, j]
    rest = size - int((low > 0).sum())
    left = (100.0 - float(low.sum())) / rest if rest > 0 else np.inf
    return float(min(high.min(initial=np.inf), left))
