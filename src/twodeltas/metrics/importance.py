"""Nominal weight against importance: which metric decides a sum of raw shares."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from twodeltas.shared.intervals import Array
from walkback.errors import AnalysisError


def importance(
    table: Array, metrics: Sequence[str], weights: Sequence[float] | None = None
) -> pd.DataFrame:
    """How much of the variance of a weighted sum each metric carries.

    Covariance share: w_j · cov(x_j, S) / var(S), which adds up to one. Main effect: the share of the
    variance of S that a straight line in x_j explains (Paruolo, Saisana and Saltelli 2013); main
    effects of correlated metrics overlap, so they may add up to more than one.

    Args:
        table: Shares, n clusters × m metrics, complete.
        metrics: Their names.
        weights: Nominal weights; None means equal.

    Returns:
        One row a metric: `metric, nominal, covariance_share, main_effect, spread` (the standard
        deviation with n − 1).

    Raises:
        AnalysisError: If shares are missing or fewer than three clusters are given.
    """
    shape = (len(table), len(metrics))
    if table.shape != shape or len(table) < 3 or not np.isfinite(table).all():
        raise AnalysisError(
            "Importance needs at least three clusters with every share known: pass complete rows only."
        )
    nominal = np.full(len(metrics), 1 / len(metrics)) if weights is None else np.asarray(weights)
    nominal = nominal / nominal.sum()
    score = table @ nominal
    spread = table.std(axis=0, ddof=1)
    if score.std() == 0:
        raise AnalysisError("All clusters have the same score, so no metric decides anything.")
    covariance = (table - table.mean(axis=0)).T @ (score - score.mean()) / (len(table) - 1)
    correlation = covariance / (np.where(spread > 0, spread, np.inf) * score.std(ddof=1))
    return pd.DataFrame(
        {
            "metric": list(metrics),
            "nominal": nominal,
            "covariance_share": nominal * covariance / score.var(ddof=1),
            "main_effect": correlation**2,
            "spread": spread,
        }
    )
