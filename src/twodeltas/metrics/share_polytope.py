"""All differences between two clusters that the published figures allow, as the corners of a polytope.

The shares of one cluster lie in intervals and so does their sum. The difference of two such sets is
again described by one interval for every group of metrics; published counts, ranks in a metric and
overall ranks cut it further. Whatever is linear in the difference takes its ends at the corners.
"""

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from twodeltas.shared.intervals import Array, Ranges
from walkback.errors import AnalysisError

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
    m = len(ranges.metrics)
    least, most = leads(ranges.only([first, second]))
    low[:m], high[:m] = np.maximum(low[:m], least[0, 1]), np.minimum(high[:m], most[0, 1])
    if ranges.rank[a] < ranges.rank[b]:
        low[-1] = max(low[-1], 0.0)
    if ranges.rank[a] > ranges.rank[b]:
        high[-1] = min(high[-1], 0.0)
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


def leads(ranges: Ranges) -> tuple[Array, Array]:
    """Lowest and highest lead of every cluster over every other in each metric, n × n × m each.

    Two counts are divided by the same world total, so their difference is known more sharply than
    either share; the better rank in a metric has no smaller share.
    """
    low = ranges.low[:, None, :] - ranges.high[None, :, :]
    high = ranges.high[:, None, :] - ranges.low[None, :, :]
    world = np.where((ranges.world[:, :1] > 0) & np.isfinite(ranges.world), ranges.world, np.nan)
    gap = 100 * (ranges.count[:, None, :] - ranges.count[None, :, :])
    low = np.fmax(low, np.minimum(gap / world[:, 0], gap / world[:, 1]))
    high = np.fmin(high, np.maximum(gap / world[:, 0], gap / world[:, 1]))
    better = ranges.place[:, None, :] < ranges.place[None, :, :]
    worse = ranges.place[:, None, :] > ranges.place[None, :, :]
    return np.where(better, np.maximum(low, 0.0), low), np.where(worse, np.minimum(high, 0.0), high)


def ahead_by_rank(ranges: Ranges, j: int, row: int) -> set[int] | None:
    """The rows that are ahead of one in a metric, if its published place says that no others are.

    Args:
        ranges: What is known of the edition.
        j: The metric.
        row: The cluster.

    Returns:
        None where its place is not published, or where it is not known who all is ahead of it.
    """
    place = ranges.place[row, j]
    if np.isnan(place):
        return None
    larger = ranges.low[:, j] > ranges.high[row, j] + SLACK
    ahead = set(np.flatnonzero((ranges.place[:, j] < place) | larger).tolist()) - {row}
    return ahead if len(ahead) == place - 1 else None


def duels(ranges: Ranges) -> tuple[Array, Array]:
    """Who is ahead of whom in each metric, at worst and at best: 1, 0 for level, −1; n × n × m each.

    A published place in a metric says who is ahead even where shares are the same in print: of two with
    a place the better one, and all that are not among the known ones ahead of a cluster are behind it.
    """
    worst, best = (np.where(np.abs(end) > SLACK, np.sign(end), 0.0) for end in leads(ranges))
    for j in range(len(ranges.metrics)):
        place = ranges.place[:, j]
        better = place[:, None] < place[None, :]
        worst[better, j] = best[better, j] = 1.0
        worst[better.T, j] = best[better.T, j] = -1.0
        for row in range(len(ranges)):
            ahead = ahead_by_rank(ranges, j, row)
            if ahead is None:
                continue
            behind = [i for i in range(len(ranges)) if i != row and i not in ahead]
            worst[row, behind, j] = best[row, behind, j] = 1.0
            worst[behind, row, j] = best[behind, row, j] = -1.0
    return worst, best


def undominated(ranges: Ranges) -> list[str]:
    """The clusters that no other is certainly ahead of in every metric; only these can be first.

    This does not depend on any weight.
    """
    beaten: list[bool] = np.any(_everywhere_ahead(ranges), axis=0).tolist()
    return [c for c, lost in zip(ranges.clusters, beaten, strict=True) if not lost]


def dominated_by(ranges: Ranges, cluster: str) -> list[str]:
    """The clusters that are certainly ahead of one in every metric."""
    column = _everywhere_ahead(ranges)[:, ranges.index(cluster)].tolist()
    return [c for c, ahead in zip(ranges.clusters, column, strict=True) if ahead]


def _everywhere_ahead(ranges: Ranges) -> NDArray[np.bool_]:
    """Whether the cluster of the row is certainly ahead of that of the column in every metric; n × n."""
    worst, _ = duels(ranges)
    return np.asarray((worst > 0).all(axis=2))
