"""What changed between two editions: the method, the data, or only the window."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from twodeltas.metrics.share_polytope import ahead_by_rank, differences, leads
from twodeltas.metrics.simplex import TINY
from twodeltas.shared.intervals import LIST, Array, Ranges
from walkback.errors import AnalysisError


@dataclass(frozen=True)
class Split:
    """A change of rank split into the effect of the method and that of the data.

    The data change first and the rule second, because the new rule cannot be applied to the old data.

    Attributes:
        before: Old rule, old data.
        after: New rule, new data.
        old_rule: Old rule, new data: lowest and highest possible.
        method: Effect of the rule, lowest and highest possible; negative is a better rank.
        data: Effect of the data.
    """

    before: float
    after: float
    old_rule: tuple[float, float]
    method: tuple[float, float]
    data: tuple[float, float]


def split(before: float, after: float, old_rule: tuple[float, float]) -> Split:
    """The effects of method and data on a rank or score.

    Args:
        before: Old rule, old data.
        after: New rule, new data.
        old_rule: Old rule, new data: lowest and highest possible.

    Raises:
        AnalysisError: If the value before or after is not published.
    """
    if math.isnan(before) or math.isnan(after):
        raise AnalysisError(
            "A change has two ends, and one is not published: choose editions that both rank it."
        )
    low, high = old_rule
    method, data = (after - high, after - low), (low - before, high - before)
    return Split(before, after, old_rule, method, data)


def with_and_without(ranges: Ranges, first: str, second: str, metric: str) -> pd.DataFrame:
    """The lead of one cluster over another with and without a metric.

    Returns:
        Two rows: `rule` (`with` or `without`), `low, high` of the lead in percentage points.

    Raises:
        AnalysisError: If the metric is not one of the edition, or is the only one.
    """
    if metric not in ranges.metrics or len(ranges.metrics) < 2:
        raise AnalysisError(
            f"This edition is not ranked on {metric} and something else: it has "
            f"{', '.join(ranges.metrics)}."
        )
    corners = differences(ranges, first, second)
    kept = [j for j, m in enumerate(ranges.metrics) if m != metric]
    rows = [("with", corners.sum(axis=1)), ("without", corners[:, kept].sum(axis=1))]
    return pd.DataFrame(
        {
            "rule": [r for r, _ in rows],
            "low": [s.min() for _, s in rows],
            "high": [s.max() for _, s in rows],
        }
    )


def with_unlisted(ranges: Ranges, size: int = LIST) -> Ranges:
    """The edition with a row for every rank of the published list.

    A cluster that the data do not name gets the id `rank-N`. Its sum is at most that of the nearest
    better-ranked cluster, and each share at most that sum and the last rank in the metric of which all
    better ones are taken. Clusters without a rank are left out: they are among the unnamed ones.
    """
    ranked = ranges.only([c for c, r in zip(ranges.clusters, ranges.rank, strict=True) if r > 0])
    missing = [r for r in range(1, size + 1) if r not in ranked.rank]
    limit = np.array([_sum_limit(ranked, r) for r in missing]).reshape(-1, 1)
    high = np.minimum(limit, [_place_limit(ranked, j) for j in range(len(ranked.metrics))])
    nothing = np.full_like(high, np.nan)
    most = np.minimum(limit[:, 0], high.sum(axis=1))
    return replace(
        ranked,
        clusters=ranked.clusters + tuple(f"rank-{r}" for r in missing),
        low=np.vstack([ranked.low, np.zeros_like(high)]),
        high=np.vstack([ranked.high, high]),
        total=np.vstack([ranked.total, np.column_stack([np.zeros(len(missing)), most])]),
        rank=np.append(ranked.rank, missing),
        place=np.vstack([ranked.place, nothing]),
        count=np.vstack([ranked.count, nothing]),
    )


def _sum_limit(ranges: Ranges, rank: int) -> float:
    """The lowest of the highest possible sums of all better-ranked clusters."""
    better = ranges.total[ranges.rank < rank, 1]
    return float(better.min(initial=math.inf))


def _place_limit(ranges: Ranges, j: int) -> float:
    """The highest share in a metric below the places that are taken, by rank or by a larger share."""
    taken = [i for i in range(len(ranges)) if ahead_by_rank(ranges, j, i) is not None]
    return float(ranges.high[taken, j].min(initial=math.inf))


def rank_ends(ranges: Ranges, cluster: str, metrics: tuple[str, ...]) -> tuple[int, int]:
    """The best and the worst possible rank of a cluster by the sum of some of the shares.

    Args:
        ranges: Every cluster of the list, see `with_unlisted`.
        cluster: Its id.
        metrics: The metrics that are added up.

    Returns:
        Ranks among the clusters of `ranges`; a cluster outside the list is not counted.

    Raises:
        AnalysisError: If a metric or the cluster is not in the edition.
    """
    unknown = [m for m in metrics if m not in ranges.metrics]
    if unknown or not metrics:
        raise AnalysisError(
            f"This edition has no metric {', '.join(unknown)}: it has {', '.join(ranges.metrics)}."
        )
    me = ranges.index(cluster)
    if set(metrics) == set(ranges.metrics) and not math.isnan(ranges.rank[me]):
        return int(ranges.rank[me]), int(ranges.rank[me])
    low, high = _sum_leads(ranges, me, np.isin(ranges.metrics, metrics))
    ahead = low > TINY
    perhaps = high > TINY
    ahead[me] = perhaps[me] = False
    return 1 + int(ahead.sum()), 1 + int(perhaps.sum())


def _sum_leads(ranges: Ranges, me: int, group: np.ndarray) -> tuple[Array, Array]:
    """Lowest and highest lead of every cluster over one in the sum of a group of metrics, n each."""
    least, most = sum_ends(ranges, group)
    low, high = (lead[:, me, group].sum(axis=1) for lead in leads(ranges))
    return np.maximum(low, least - most[me]), np.minimum(high, most - least[me])


def sum_ends(ranges: Ranges, group: np.ndarray) -> tuple[Array, Array]:
    """Lowest and highest sum of a group of metrics, n each, the sum of all shares considered."""
    low, high = ranges.low, ranges.high
    least = np.maximum(low[:, group].sum(axis=1), ranges.total[:, 0] - high[:, ~group].sum(axis=1))
    most = np.minimum(high[:, group].sum(axis=1), ranges.total[:, 1] - low[:, ~group].sum(axis=1))
    return least, most
