"""What one edition says about one cluster, as values that know where they come from."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd

from twodeltas.shared.bounds import METRICS, TOTAL, Bounds
from walkback.errors import AnalysisError
from walkback.tables.lookup import ids_in
from walkback.values.number_format import NumberFormat
from walkback.values.value import Origin, Value

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
    numbers: NumberFormat, edition: pd.DataFrame, bounds: Bounds, cluster: str, names: pd.DataFrame
) -> Profile:
    """The profile of a cluster.

    Args:
        numbers: How its values read, and the language of its names.
        edition: See `twodeltas.shared.editions.of_edition`.
        bounds: What is known of the shares, from `twodeltas.shared.bounds.derive`.
        cluster: The id.
        names: `data/clusters.csv` by id.

    Raises:
        AnalysisError: If the edition does not list the cluster.
    """
    if cluster not in edition.index:
        listed = ", ".join(edition.index[:8])
        raise AnalysisError(f"This edition has no cluster '{cluster}'; it has {listed}, …")
    row: Any = edition.loc[cluster]
    origin, lang = row_origin(row), numbers.language
    return Profile(
        cluster=cluster,
        name=str(names.loc[cluster, f"name_{lang}"]),
        short=str(names.loc[cluster, f"short_{lang}"]),
        rank=_plain(numbers, row["rank"], "rank", origin),
        total=_share(numbers, edition, bounds, cluster, TOTAL),
        share={m: _share(numbers, edition, bounds, cluster, m) for m in METRICS},
        place={m: _plain(numbers, row[f"{m}_rank"], "rank", origin) for m in METRICS},
        count={m: _plain(numbers, row[f"{m}_count"], COUNT_UNITS[m], origin) for m in METRICS},
    )


def row_origin(row: Any) -> Origin:
    """The raw row behind a row of the tidy ranking."""
    return Origin(
        str(row["raw_table"]), str(row["raw_row"]), ids_in(row["source_id"]), str(row["edition"])
    )


def _plain(numbers: NumberFormat, number: float, unit: str, origin: Origin) -> Value:
    if math.isnan(number):
        return Value(how="not published", origins=(origin,), format=numbers)
    return Value.exact(float(number), unit, origins=(origin,), format=numbers)


def _share(
    numbers: NumberFormat, edition: pd.DataFrame, bounds: Bounds, cluster: str, quantity: str
) -> Value:
    """The stated share with its rounding, or the interval that the rules leave, with both ends."""
    row: Any = edition.loc[cluster]
    column = TOTAL if quantity == TOTAL else f"{quantity}_share"
    unit = "percentage_points" if quantity == TOTAL else "percent"
    low, high = bounds.interval(cluster, quantity)
    if not math.isnan(row[column]):
        digits = int(row["total_digits" if quantity == TOTAL else f"{quantity}_digits"])
        return Value(
            row[column], low, high, unit, digits, origins=(row_origin(row),), format=numbers
        )
    why = bounds.why(cluster, quantity)
    if not why or not math.isfinite(high):
        return Value(how="not published", origins=(row_origin(row),), format=numbers)
    used = {c for step in why.values() for c in step.rows if c in edition.index} | {cluster}
    reasons = "; ".join(f"{_END[end]} because {step.reason}" for end, step in sorted(why.items()))
    return Value(
        low=low if low > 0 else -math.inf,
        high=high,
        unit=unit,
        digits=2,
        how=f"derived: {reasons}",
        origins=tuple(sorted(row_origin(edition.loc[c]) for c in used)),
        format=numbers,
    )


_END = {"low": "at least", "high": "at most"}
