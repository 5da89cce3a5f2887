"""Who could be first: exact shares of all weightings, for all figures that are possible."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from twodeltas.metrics import simplex
from twodeltas.metrics.scaling import RAW, factors
from twodeltas.metrics.share_polytope import differences, undominated
from twodeltas.metrics.triangle import scaled
from twodeltas.shared.intervals import Array, Ranges


def first_ranks(
    ranges: Ranges, clusters: Sequence[str] | None = None, scale: str = RAW
) -> pd.DataFrame:
    """The share of all weightings that put each cluster first (Lahdelma and Salminen 2001).

    Args:
        ranges: The clusters that compete, all with limited shares.
        clusters: The candidates; None means all.
        scale: `raw shares`, `min–max` or `share of maximum`.

    Returns:
        One row a candidate, in the order given: `cluster, low, high`. At `low` the cluster is first
        whatever the unknown figures are, at `high` nothing published rules it out. Where all figures
        are known both are the exact share, and all shares add up to one. `central` holds the mean of
        the weightings in the certain region, None where there are none.

    Raises:
        AnalysisError: If a candidate is unknown, or nothing limits a cluster's shares.
    """
    factor = factors(ranges, scale)
    rivals = ranges.only(undominated(ranges))
    rows = []
    for cluster in clusters or ranges.clusters:
        ranges.index(cluster)
        low, high, central = 0.0, 0.0, None
        if cluster in rivals.clusters:
            others = [c for c in rivals.clusters if c != cluster]
            leads = [scaled(differences(ranges, cluster, other), factor) for other in others]
            region = certain(leads, len(ranges.metrics))
            low, high = simplex.size(region), possible(leads, len(ranges.metrics))
            central = simplex.centre(region) if low > simplex.TINY else None
        rows.append({"cluster": cluster, "low": low, "high": high, "central": central})
    return pd.DataFrame(rows)


def certain(leads: Sequence[Array], m: int) -> Array:
    """The region in which no possible lead over any rival is negative."""
    region = simplex.whole(m)
    for lead in leads:
        region = simplex.clip_all(region, lead)
    return region


def possible(leads: Sequence[Array], m: int) -> float:
    """The share of weightings at which no rival is certainly ahead."""
    left = [simplex.whole(m)]
    for lead in leads:
        left = simplex.without(left, -lead)
    return float(sum(simplex.size(region) for region in left))
