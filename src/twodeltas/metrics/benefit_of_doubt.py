"""Benefit of the doubt: every cluster judged by the weighting that suits it best."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.optimize import linprog

from twodeltas.shared.intervals import Array, Ranges
from walkback.errors import AnalysisError

SHARES = (0.1, 0.6)  # each metric makes up between a tenth and six tenths of the score


def benefit_of_doubt(
    own: Array, table: Array, shares: tuple[float, float] | None = SHARES
) -> float:
    """The score of one cluster against a frontier, under its own best weighting.

    max Σ w_j x_j subject to Σ w_j x_kj ≤ 1 for every cluster k, with each metric's part of the score
    between two bounds (Cherchye and others 2007, 2008). Written in the parts v_j = w_j x_j.

    Args:
        own: The cluster's shares, m.
        table: The shares of all others on the frontier, n × m.
        shares: Least and greatest part of the score that one metric may make up; None for no bounds.

    Returns:
        From 0 to 1; 1 on the frontier.

    Raises:
        AnalysisError: If no weighting can meet the bounds on the parts.
    """
    m = len(own)
    least, most = shares or (0.0, 1.0)
    if least * m > 1 or most * m < 1:
        raise AnalysisError(
            f"{m} metrics cannot each make up {least:.0%} to {most:.0%} of a score."
        )
    if (own <= 0).all() or (least > 0 and (own <= 0).any()):
        return 0.0  # a part that is zero is below its least share, so the score itself is zero
    used = own > 0
    ratio = np.divide(table, own, out=np.zeros_like(table), where=used)
    rows = [np.vstack([np.ones(m), ratio]), least - np.eye(m), np.eye(m) - most]
    limits = np.concatenate([np.ones(len(table) + 1), np.zeros(2 * m)])
    ceiling = [(0.0, None if u else 0.0) for u in used]
    answer = linprog(-np.ones(m), A_ub=np.vstack(rows), b_ub=limits, bounds=ceiling, method="highs")
    return float(-answer.fun)


def doubt_ranges(
    ranges: Ranges, clusters: Sequence[str], shares: tuple[float, float] | None = SHARES
) -> pd.DataFrame:
    """Benefit-of-the-doubt scores for all possible figures.

    The score rises with the own shares and falls with those of the others, so its ends are reached
    at the ends of the intervals.

    Args:
        ranges: What is known of the edition; all its clusters with limited shares are the frontier.
        clusters: Whom to score.
        shares: See `benefit_of_doubt`.

    Returns:
        One row a cluster: `cluster, low, high`.
    """
    limited = np.isfinite(ranges.high).all(axis=1)
    rows = []
    for cluster in clusters:
        i = ranges.index(cluster)
        others = np.flatnonzero(limited & (np.arange(len(ranges)) != i))
        low = benefit_of_doubt(ranges.low[i], ranges.high[others], shares)
        high = benefit_of_doubt(ranges.high[i], ranges.low[others], shares)
        rows.append({"cluster": cluster, "low": low, "high": high})
    return pd.DataFrame(rows)
