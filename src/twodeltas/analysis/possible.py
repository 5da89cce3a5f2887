"""All differences between two clusters that the published figures allow, as the corners of a polytope.

The shares of one cluster lie in intervals and so does their sum. The difference of two such sets is
again described by one interval for every group of metrics; published counts, ranks in a metric and
overall ranks cut it further. Whatever is linear in the difference takes its ends at the corners.
"""

import math
from itertools import combinations

import numpy as np

from twodeltas.analysis.ranges import Array, Ranges
from twodeltas.errors import AnalysisError

SLACK = 1e-9


def differences(ranges: Ranges, first: str, second: str) -> Array:
    """The corners of the set of all possible differences of shares, first minus second.

    Args:
        ranges: What is known of the edition.
        first: Id of the first cluster.
        second: Id of the second.

    Returns:
        k × m array in percentage points, one row a corner, sorted.

    Raises:
        AnalysisError: If the pair is unknown or nothing limits its shares, or the figures
            contradict each other.
    """
    a, b = ranges.pair(first, second)
    groups = _groups(len(ranges.metrics))
    least_a, most_a = _sums(ranges, a, groups)
    least_b, most_b = _sums(ranges, b, groups)
    low, high = least_a - most_b, most_a - least_b
    low, high = _cut_by_counts(ranges, a, b, low, high)
    low, high = _cut_by_ranks(ranges, a, b, groups, low, high)
    found = corners(np.vstack([groups, -groups]), np.concatenate([high, -low]))
    if not len(found):
        raise AnalysisError(
            f"The published figures of '{first}' and '{second}' contradict each other: look at "
            "their counts, shares and ranks in data/raw."
        )
    return found


def corners(sides: Array, limits: Array) -> Array:
    """The corners of the polytope `sides @ x <= limits`, found by solving every set of m sides.

    Args:
        sides: k × m array, one row a side.
        limits: k limits.
    """
    m = sides.shape[1]
    sets = np.array(list(combinations(range(len(sides)), m)))
    square = sides[sets]
    regular = np.abs(np.linalg.det(square)) > 0.5  # entries are 0, 1 and −1: else it is zero
    points = np.linalg.solve(square[regular], limits[sets[regular]][..., None])[..., 0]
    inside = (points @ sides.T <= limits + SLACK).all(axis=1)
    return np.unique(np.round(points[inside], 9) + 0.0, axis=0)


def _groups(m: int) -> Array:
    """All non-empty groups of m metrics as rows of zeros and ones; the first m are single ones."""
    rows = [
        [float(j in g) for j in range(m)] for k in range(m) for g in combinations(range(m), k + 1)
    ]
    return np.array(rows)


def _sums(ranges: Ranges, row: int, groups: Array) -> tuple[Array, Array]:
    """The least and the most that each group of metrics can add up to for one cluster."""
    low, high = ranges.low[row], ranges.high[row]
    least, most = ranges.total[row]
    rest = 1 - groups
    return np.maximum(groups @ low, least - rest @ high), np.minimum(
        groups @ high, most - rest @ low
    )


def _cut_by_counts(ranges: Ranges, a: int, b: int, low: Array, high: Array) -> tuple[Array, Array]:
    """Two counts are divided by the same world total, so their difference is known more sharply."""
    low, high = low.copy(), high.copy()
    for j, (least, most) in enumerate(ranges.world):
        gap = 100 * (ranges.count[a, j] - ranges.count[b, j])
        if math.isnan(gap) or least <= 0 or math.isinf(most):
            continue
        ends = sorted((gap / least, gap / most))
        low[j], high[j] = max(low[j], ends[0]), min(high[j], ends[1])
    return low, high


def _cut_by_ranks(
    ranges: Ranges, a: int, b: int, groups: Array, low: Array, high: Array
) -> tuple[Array, Array]:
    """The better rank has no smaller share; the better overall rank has no smaller sum."""
    low, high = low.copy(), high.copy()
    places = np.vstack([ranges.place.T, ranges.rank])
    for where, place in zip([*range(groups.shape[1]), len(groups) - 1], places, strict=True):
        if place[a] < place[b]:
            low[where] = max(low[where], 0.0)
        if place[a] > place[b]:
            high[where] = min(high[where], 0.0)
    return low, high
