"""Recomputing scores and ranks of an edition from published counts and shares alone."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from twodeltas.metrics.share_polytope import leads
from twodeltas.metrics.simplex import TINY
from twodeltas.shared.bounds import TOTAL, derive
from twodeltas.shared.intervals import Array, Ranges, from_bounds
from walkback.errors import AnalysisError

AGREES, TIES, PARTLY, UNTESTED, DIFFERS = (
    "agrees",
    "ties within rounding",
    "agrees as far as published",
    "cannot be tested",
    "differs",
)
NARROW = 0.4  # percentage points: a wider interval of a lead is missing figures, not rounding


def reproduce(edition: pd.DataFrame, metrics: tuple[str, ...]) -> pd.DataFrame:
    """Every cluster's score recomputed, and whether the order of scores is the published one.

    The published overall ranks are taken out before the scores are computed, so that nothing is
    tested against itself. Printed sums are used only where a share is missing.

    Args:
        edition: See `twodeltas.shared.editions.of_edition`.
        metrics: The metrics that the rank is computed from.

    Returns:
        One row a ranked cluster, by rank: `cluster, rank, low, high` of the score in percentage
        points, `basis` (`counts`, `shares`, `printed sum`, `partly`), the numbers `agree`, `tie`,
        `open` and `against` of other testable clusters with which the order of scores is the
        published one, is within rounding, cannot be told (`open_with` names them), or is the
        reverse; `status`.

    Raises:
        AnalysisError: If no cluster of the edition has a published share, count or sum.
    """
    ranked = edition[edition["rank"].notna()].sort_values("rank")
    blind = without_ranks(ranked, metrics)
    known = from_bounds(blind, derive(blind, metrics), metrics)
    if not (known.total[:, 0] > TINY).any():
        raise AnalysisError(
            "This edition has ranks but no shares, counts or sums in the data, so no rank can be "
            "recomputed: choose 2023 or 2025."
        )
    table = pd.DataFrame(
        {
            "cluster": ranked.index,
            "rank": ranked["rank"].to_numpy(dtype=float),
            "low": known.total[:, 0],
            "high": known.total[:, 1],
            "basis": [_basis(row, metrics) for _, row in ranked.iterrows()],
            **_tallies(known, ranked["rank"].to_numpy(dtype=float)),
        }
    )
    table["status"] = [_status(row) for row in table.to_dict("records")]
    return table


def joined(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Several editions recomputed in one table.

    Args:
        tables: What `reproduce` returned, by edition.

    Returns:
        The rows with `edition` as first column.
    """
    return pd.concat(tables, names=["edition"]).reset_index("edition")


def without_ranks(edition: pd.DataFrame, metrics: tuple[str, ...]) -> pd.DataFrame:
    """The edition without overall ranks, and without printed sums where every share is published."""
    blind = edition.copy()
    blind["rank"] = np.nan
    complete = np.logical_and.reduce(
        [edition[f"{m}_share"].notna() | edition[f"{m}_count"].notna() for m in metrics]
    )
    blind.loc[complete, TOTAL] = np.nan
    return blind


def sum_leads(known: Ranges) -> tuple[Array, Array]:
    """Lowest and highest lead in the sum of shares of every cluster over every other, n × n each."""
    low, high = (lead.sum(axis=2) for lead in leads(known))
    apart = known.total[:, None, 0] - known.total[None, :, 1]
    return np.maximum(low, apart), np.minimum(high, -apart.T)


def _tallies(known: Ranges, rank: Array) -> dict[str, Any]:
    """With how many other testable clusters the order agrees, ties, is open or is reversed."""
    low, high = sum_leads(known)
    tested = known.total[:, 0] > TINY
    others = tested[:, None] & tested[None, :] & (rank[:, None] != rank[None, :])
    better = rank[:, None] < rank[None, :]
    above, below = low > 0, high < 0
    overlap = others & ~above & ~below
    unknown = overlap & (high - low > NARROW)
    names = np.array(known.clusters, dtype=object)
    return {
        "agree": (others & np.where(better, above, below)).sum(axis=1),
        "tie": (overlap & ~unknown).sum(axis=1),
        "open": unknown.sum(axis=1),
        "against": (others & np.where(better, below, above)).sum(axis=1),
        "open_with": [", ".join(names[row]) for row in unknown],
    }


def _status(row: Mapping[Any, Any]) -> str:
    if row["against"]:
        return DIFFERS
    if row["low"] <= TINY or not row["agree"]:
        return UNTESTED
    if row["open"]:
        return PARTLY
    return TIES if row["tie"] else AGREES


def _basis(row: pd.Series, metrics: tuple[str, ...]) -> str:
    if all(pd.notna(row[f"{m}_count"]) for m in metrics):
        return "counts"
    if all(pd.notna(row[f"{m}_share"]) or pd.notna(row[f"{m}_count"]) for m in metrics):
        return "shares"
    return "printed sum" if pd.notna(row[TOTAL]) else "partly"
