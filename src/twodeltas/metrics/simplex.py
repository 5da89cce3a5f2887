"""Exact geometry of weights: the set of all weightings of up to three metrics, cut by half-planes.

A weighting is a point of the simplex: non-negative weights that add up to one. A region is a convex
polygon given by its corners, each a weighting; with two metrics it is a stretch of a line.
"""

from collections.abc import Iterable

import numpy as np

from twodeltas.shared.intervals import Array
from walkback.errors import AnalysisError

TINY = 1e-12


def equal(m: int) -> Array:
    """Equal weights of m metrics."""
    return np.full(m, 1 / m)


def whole(m: int) -> Array:
    """The region of all weightings of m metrics, m × m.

    Raises:
        AnalysisError: For more than three metrics.
    """
    if not 1 <= m <= 3:
        raise AnalysisError(f"Regions of weights are drawn for one to three metrics, not for {m}.")
    return np.eye(m)


def clip(region: Array, normal: Array) -> Array:
    """The part of a region in which `weights @ normal` is not negative."""
    if not len(region):
        return region
    values = region @ normal
    kept = []
    for i, value in enumerate(values):
        before = values[i - 1]
        if (value < -TINY < TINY < before) or (before < -TINY < TINY < value):
            share = before / (before - value)
            kept.append(region[i - 1] + share * (region[i] - region[i - 1]))
        if value >= -TINY:
            kept.append(region[i])
    return np.array(kept).reshape(-1, region.shape[1])


def clip_all(region: Array, normals: Array) -> Array:
    """The part of a region that lies on the good side of every half-plane."""
    for normal in binding(normals):
        region = clip(region, normal)
        if not len(region):
            break
    return region


def binding(normals: Array) -> Array:
    """The half-planes that matter: those that no other is at most equal to on every metric.

    Weights are not negative, so a difference that is larger on every metric cuts nothing more off.
    """
    normals = np.unique(normals, axis=0)
    higher = np.all(normals[:, None, :] >= normals[None, :, :], axis=2)
    found: Array = normals[higher.sum(axis=1) == 1]  # every one is at least equal to itself
    return found


def without(regions: Iterable[Array], normals: Array) -> list[Array]:
    """What is left of regions after the part inside all half-planes is taken away."""
    regions = list(regions)
    inside = clip_all(whole(normals.shape[1]), normals)
    if size(inside) <= TINY:
        return regions
    used = binding(normals)
    edges = used[(np.abs(used @ inside.T) <= 1e-9).any(axis=1)]
    left = []
    for region in regions:
        rest = region
        for normal in edges:
            outside = clip(rest, -normal)
            if size(outside) > TINY:
                left.append(outside)
            rest = clip(rest, normal)
            if size(rest) <= TINY:
                break
    return left


def size(region: Array) -> float:
    """The share of all weightings that lie in a region, from 0 to 1."""
    if not len(region):
        return 0.0
    if region.shape[1] == 1:
        return 1.0
    if region.shape[1] == 2:
        return float(np.ptp(region[:, 0]))
    x, y = region[:, 0], region[:, 1]
    return float(abs(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1))))


def centre(region: Array) -> Array:
    """The mean of all weightings in a region."""
    if region.shape[1] < 3:
        found: Array = (region.min(axis=0) + region.max(axis=0)) / 2
        return found
    parts = [np.array([region[0], region[i], region[i + 1]]) for i in range(1, len(region) - 1)]
    sizes = np.array([size(part) for part in parts])
    centroid: Array = sizes @ np.array([part.mean(axis=0) for part in parts]) / sizes.sum()
    return centroid
