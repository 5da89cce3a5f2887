"""Where clusters stand in one edition: every share and sum with what is known of it."""

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from twodeltas.shared.bounds import METRICS, TINY, TOTAL, Bounds

STATED, DERIVED, BOUNDED, OPEN = "stated", "derived", "bounded", "open"
NARROW = 0.25  # percentage points: an interval no wider than this is drawn as a figure


def standing(
    edition: pd.DataFrame, bounds: Bounds, metrics: Sequence[str] = METRICS
) -> pd.DataFrame:
    """Every cluster × quantity with stated figure, interval and kind of knowledge.

    Args:
        edition: See `twodeltas.shared.bounds.derive`.
        bounds: What that function returned.
        metrics: The metrics of the edition.

    Returns:
        One row a cluster and quantity (the metrics and `total`): `cluster, rank, quantity,
        stated, low, high, metric_rank, known` in percent of the world and percentage points. `known` is
        `stated`, `derived` (an interval no wider than 0.25), `bounded`, or `open`, where no rule
        says more than that the sum limits it.
    """
    rows = []
    for cluster in edition.index:
        for quantity in (*metrics, TOTAL):
            low, high = bounds.interval(cluster, quantity)
            stated = _stated(edition, cluster, quantity)
            rows.append(
                {
                    "cluster": cluster,
                    "rank": edition.loc[cluster, "rank"],
                    "quantity": quantity,
                    "stated": stated,
                    "low": low,
                    "high": high,
                    "metric_rank": edition.loc[cluster, f"{quantity}_rank"]
                    if quantity in METRICS
                    else math.nan,
                    "known": knowledge(stated, low, high),
                }
            )
    return pd.DataFrame(rows)


def knowledge(stated: float, low: float, high: float) -> str:
    """What kind of knowledge an interval is."""
    if not math.isnan(stated):
        return STATED
    if high - low <= NARROW:
        return DERIVED
    return BOUNDED if low > 0 else OPEN


def _stated(edition: pd.DataFrame, cluster: str, quantity: str) -> float:
    column = TOTAL if quantity == TOTAL else f"{quantity}_share"
    return float(edition[column][cluster]) if column in edition else math.nan


def order_in_metric(table: pd.DataFrame, quantity: str, first: str, second: str) -> str:
    """Which of two clusters is ahead in a quantity: `first`, `second` or `open`.

    A cluster is ahead only if its whole interval lies above the other's: a difference that rounding
    could turn round is `open`, unless the published ranks in the metric settle it.
    """
    rows = table[table["quantity"] == quantity].set_index("cluster")
    a: Any = rows.loc[first]
    b: Any = rows.loc[second]
    if a["low"] > b["high"] + TINY:
        return "first"
    if b["low"] > a["high"] + TINY:
        return "second"
    if not math.isnan(a["metric_rank"]) and not math.isnan(b["metric_rank"]):
        return "first" if a["metric_rank"] < b["metric_rank"] else "second"
    return "open"


def leads(table: pd.DataFrame, quantity: str, cluster: str) -> bool:
    """Whether a cluster is certainly ahead of every other in a quantity.

    Args:
        table: What `standing` returned, of all clusters of the edition.
        quantity: A metric or `total`.
        cluster: Id of the cluster.
    """
    others = set(table["cluster"]) - {cluster}
    return all(order_in_metric(table, quantity, cluster, other) == "first" for other in others)


def trails(table: pd.DataFrame, quantity: str, cluster: str) -> bool:
    """Whether another cluster is certainly ahead in a quantity, so that this one is not first."""
    others = set(table["cluster"]) - {cluster}
    return any(order_in_metric(table, quantity, cluster, other) == "second" for other in others)
