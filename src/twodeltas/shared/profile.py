"""What one edition says about one cluster, as values that know where they come from."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from twodeltas.shared.bounds import METRICS, TOTAL, Bounds
from walkback.errors import AnalysisError
from walkback.values.value import MISSING, Origin, Value

COUNT_UNITS = {"pct": "pct_applications", "publications": "papers", "vc": "vc_deals"}


@dataclass(frozen=True)
class Profile:
    """A cluster in one edition.

    Attributes:
        cluster: Its id.
        name: Its full name.
        short: Its short name.
        rank: Its overall rank.
        total: The sum of its shares, in percentage points.
        share: Its share of the world by metric, in percent: the stated figure or the known interval.
        place: Its rank by metric.
        count: Its count by metric.
    """

    cluster: str
    name: str
    short: str
    rank: Value
    total: Value
    share: dict[str, Value]
    place: dict[str, Value]
    count: dict[str, Value]


def profile(
    edition: pd.DataFrame, bounds: Bounds, cluster: str, names: pd.DataFrame, lang: str = "en"
) -> Profile:
    """The profile of a cluster.

    Args:
        edition: See `twodeltas.shared.editions.of_edition`.
        bounds: What is known of the shares, from `twodeltas.shared.bounds.derive`.
        cluster: The id.
        names: `data/clusters.csv` by id.
        lang: `en` or `zh`.

    Raises:
        AnalysisError: If the edition does not list the cluster.
    """
    if cluster not in edition.index:
        listed = ", ".join(edition.index[:8])
        raise AnalysisError(f"This edition has no cluster '{cluster}'; it has {listed}, …")
    row: Any = edition.loc[cluster]
    origin = row_origin(row)
    return Profile(
        cluster=cluster,
        name=str(names.loc[cluster, f"name_{lang}"]),
        short=str(names.loc[cluster, f"short_{lang}"]),
        rank=_plain(row["rank"], "rank", origin),
        total=_share(edition, bounds, cluster, TOTAL),
        share={m: _share(edition, bounds, cluster, m) for m in METRICS},
        place={m: _plain(row[f"{m}_rank"], "rank", origin) for m in METRICS},
        count={m: _plain(row[f"{m}_count"], COUNT_UNITS[m], origin) for m in METRICS},
    )


def row_origin(row: Any) -> Origin:
    """The raw row behind a row of the tidy ranking."""
    sources = tuple(s for s in str(row["source_id"]).split(";") if s)
    return Origin(str(row["raw_table"]), str(row["raw_row"]), sources, str(row["edition"]))


def _plain(number: float, unit: str, origin: Origin) -> Value:
    if math.isnan(number):
        return replace(MISSING, origins=(origin,), how="not published")
    return Value.exact(float(number), unit, origins=(origin,))


def _share(edition: pd.DataFrame, bounds: Bounds, cluster: str, quantity: str) -> Value:
    """The stated share with its rounding, or the interval that the rules leave, with both ends."""
    row: Any = edition.loc[cluster]
    column = TOTAL if quantity == TOTAL else f"{quantity}_share"
    unit = "percentage_points" if quantity == TOTAL else "percent"
    low, high = bounds.interval(cluster, quantity)
    if not math.isnan(row[column]):
        digits = int(row["total_digits" if quantity == TOTAL else f"{quantity}_digits"])
        return Value(row[column], low, high, unit, digits, origins=(row_origin(row),))
    why = bounds.why(cluster, quantity)
    if not why or not math.isfinite(high):
        return replace(MISSING, origins=(row_origin(row),), how="not published")
    used = {c for step in why.values() for c in step.rows if c in edition.index} | {cluster}
    reasons = "; ".join(f"{_END[end]} because {step.reason}" for end, step in sorted(why.items()))
    return Value(
        low=low if low > 0 else -math.inf,
        high=high,
        unit=unit,
        digits=2,
        how=f"derived: {reasons}",
        origins=tuple(sorted(row_origin(edition.loc[c]) for c in used)),
    )


_END = {"low": "at least", "high": "at most"}
