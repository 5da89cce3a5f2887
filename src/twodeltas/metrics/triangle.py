"""For which weightings one cluster is ahead of another, for all figures that are possible."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd
from scipy.optimize import linprog

from twodeltas.metrics import simplex
from twodeltas.metrics.scaling import RAW, factors
from twodeltas.metrics.share_polytope import differences
from twodeltas.shared.intervals import Array, Ranges

FIRST, SECOND, DEPENDS = "first", "second", "depends"


@dataclass(frozen=True)
class Triangle:
    """Which of two clusters is ahead, over all weightings of the metrics.

    Attributes:
        metrics: The metrics, one corner each.
        scale: The scale of the scores.
        corners: Corners of the set of possible differences of scores, k × m.
        first: Corners of the region in which the first is ahead whatever the unknown figures are.
        second: The same for the second.
        share: Lowest and highest possible share of weightings with the first ahead.
        equal: Who is ahead at equal weights: `first`, `second` or `depends`.
        robust: ε-robustness of that order, lowest and highest possible; 0 to 1.
    """

    metrics: tuple[str, ...]
    scale: str
    corners: Array
    first: Array
    second: Array
    share: tuple[float, float]
    equal: str
    robust: tuple[float, float]

    @property
    def open_share(self) -> float:
        """The share of weightings at which the unknown figures decide."""
        return self.share[1] - self.share[0]


def triangle(
    ranges: Ranges, first: str, second: str, scale: str = RAW, *, whole_list: bool = False
) -> Triangle:
    """The weightings for which each of two clusters is ahead.

    Args:
        ranges: What is known of the edition.
        first: Id of the first cluster.
        second: Id of the second.
        scale: `raw shares`, `min–max` or `share of maximum`.
        whole_list: See `twodeltas.metrics.scaling.factors`.

    Raises:
        AnalysisError: If the pair or the scale cannot be compared in this edition.
    """
    factor = factors(ranges, scale, whole_list=whole_list)
    return of_corners(scaled(differences(ranges, first, second), factor), ranges.metrics, scale)


def scaled(corners: Array, factor: Array) -> Array:
    """The corners of all differences times all factors, k × m and m × 2."""
    ends = np.array(list(product(*factor)))
    return np.unique(
        np.round((corners[:, None, :] * ends).reshape(-1, corners.shape[1]), 12), axis=0
    )


def of_corners(corners: Array, metrics: tuple[str, ...], scale: str = RAW) -> Triangle:
    """The triangle of a set of possible differences, k × m, first minus second."""
    everything = simplex.whole(len(metrics))
    first = simplex.clip_all(everything, corners)
    second = simplex.clip_all(everything, -corners)
    equal = np.full(len(metrics), 1 / len(metrics))
    return Triangle(
        metrics=tuple(metrics),
        scale=scale,
        corners=corners,
        first=first,
        second=second,
        share=(simplex.size(first), 1 - simplex.size(second)),
        equal=ahead_at(corners, equal),
        robust=robustness(corners, equal),
    )


def ahead_at(corners: Array, weights: Array) -> str:
    """Who is ahead at one weighting, for all possible differences."""
    scores = corners @ weights
    return order(float(scores.min()), float(scores.max()))


def order(low: float, high: float) -> str:
    """Who is ahead if the lead of the first lies between two ends: `first`, `second`, `depends`."""
    if low >= -simplex.TINY and high > simplex.TINY:
        return FIRST
    return SECOND if high <= simplex.TINY and low < -simplex.TINY else DEPENDS


def robustness(corners: Array, weights: Array) -> tuple[float, float]:
    """The largest ε such that mixing ε of any other weighting in never turns the order round.

    Foster, McGillivray and Seth (2013). The lowest value is taken at a corner; the highest is the
    optimum of a linear programme over all possible differences.

    Args:
        corners: Corners of the possible differences, k × m.
        weights: The weighting that is tested, m.

    Returns:
        Lowest and highest possible ε; the lowest is 0 if not even the order at `weights` is certain.
    """
    leader = ahead_at(corners, weights)
    if leader == DEPENDS:
        return 0.0, max(_highest(corners, weights), _highest(-corners, weights))
    lead = corners if leader == FIRST else -corners
    score, worst = lead @ weights, np.minimum(lead.min(axis=1), 0.0)
    each = np.divide(score, score - worst, out=np.zeros_like(score), where=score > simplex.TINY)
    lowest = float(each.min())
    return lowest, max(lowest, _highest(lead, weights))


def _highest(lead: Array, weights: Array) -> float:
    """Minimise u with −d_j ≤ u and weights @ d = 1 over the cone of the corners; ε = 1/(1 + u)."""
    if (lead @ weights <= simplex.TINY).all():
        return 0.0
    k, m = lead.shape
    answer = linprog(
        np.append(np.zeros(k), 1.0),
        A_ub=np.hstack([-lead.T, -np.ones((m, 1))]),
        b_ub=np.zeros(m),
        A_eq=np.append(lead @ weights, 0.0)[None, :],
        b_eq=[1.0],
        method="highs",
    )
    return 1 / (1 + max(float(answer.fun), 0.0))


def needs(found: Triangle) -> pd.DataFrame:
    """Between which weights of each metric each cluster can be ahead, whatever the others get.

    Returns:
        One row a metric: `metric, first_least, first_most, second_least, second_most`; the weights
        outside which that cluster is certainly behind or level; NaN if it can never be ahead.
    """
    everything = [simplex.whole(len(found.metrics))]
    rows: dict[str, list[float]] = {}
    for name, normals in ((FIRST, -found.corners), (SECOND, found.corners)):
        left = simplex.without(everything, normals)
        points = np.vstack(left) if left else np.full((1, len(found.metrics)), np.nan)
        rows[f"{name}_least"], rows[f"{name}_most"] = (
            list(points.min(axis=0)),
            list(points.max(axis=0)),
        )
    return pd.DataFrame({"metric": found.metrics, **rows})
