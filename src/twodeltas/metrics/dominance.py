"""Before any weights: which cluster is ahead on each metric, and whether one is ahead on all."""

import math
from itertools import combinations

import numpy as np
import pandas as pd

from twodeltas.metrics.share_polytope import differences
from twodeltas.shared.intervals import Array, Ranges

FIRST, SECOND, LEVEL, OPEN = "first", "second", "level", "open"
YES, NO, UNKNOWN = "yes", "no", "unknown"


def by_metric(ranges: Ranges, first: str, second: str) -> pd.DataFrame:
    """Metric by metric the difference of two clusters and who is ahead.

    Returns:
        One row a metric: `metric, low, high` of the difference first minus second in percentage
        points, and `ahead`: `first`, `second`, `level` or `open`, where the published figures leave
        both possible.

    Raises:
        AnalysisError: See `twodeltas.metrics.share_polytope.differences`.
    """
    corners = differences(ranges, first, second)
    a, b = ranges.index(first), ranges.index(second)
    rows = []
    for j, metric in enumerate(ranges.metrics):
        low, high = float(corners[:, j].min()), float(corners[:, j].max())
        ahead = _ahead(low, high, ranges.place[a, j], ranges.place[b, j])
        rows.append({"metric": metric, "low": low, "high": high, "ahead": ahead})
    return pd.DataFrame(rows)


def dominates(table: pd.DataFrame) -> dict[str, str]:
    """Whether each cluster of a pair is at least level on every metric and ahead on one.

    Args:
        table: What `by_metric` returned.

    Returns:
        `yes`, `no` or `unknown` for `first` and `second`. With `yes` the order holds for every
        weighting, so no ranking method is needed.
    """
    ahead = set(table["ahead"])
    return {me: _dominates(ahead, other) for me, other in ((FIRST, SECOND), (SECOND, FIRST))}


def dominated_pairs(table: Array) -> int:
    """How many pairs of rows are ordered by dominance, that is whatever the weights.

    Args:
        table: n × m array, higher is better.
    """
    return sum(_ordered(table[a] - table[b]) for a, b in combinations(range(len(table)), 2))


def _ordered(difference: Array) -> bool:
    one_way = (difference >= 0).all() or (difference <= 0).all()
    return bool(one_way and np.any(difference))


def _dominates(ahead: set[str], other: str) -> str:
    if other in ahead or ahead == {LEVEL}:
        return NO
    return UNKNOWN if OPEN in ahead else YES


def _ahead(low: float, high: float, place: float, other: float) -> str:
    """Who is ahead, by the interval of the difference or by the published ranks in the metric."""
    if low > 0:
        return FIRST
    if high < 0:
        return SECOND
    if not math.isnan(place) and not math.isnan(other) and place != other:
        return FIRST if place < other else SECOND
    return LEVEL if low == high == 0 else OPEN
