"""Size against intensity: outputs per million inhabitants where they are published."""

import math
from collections.abc import Mapping

import pandas as pd

from twodeltas.analysis.bounds import METRICS
from twodeltas.errors import AnalysisError

PER_MILLION = {"pct": "pct_per_million", "publications": "pubs_per_million", "vc": "vc_per_million"}


def population(
    counts: Mapping[str, float], per_million: Mapping[str, float]
) -> tuple[float, float]:
    """The number of inhabitants, in millions, that counts and rates together imply.

    Args:
        counts: Published counts by metric.
        per_million: Published rates per million inhabitants, rounded to whole numbers.

    Returns:
        Lowest and highest value that fits all rates; (NaN, NaN) if no metric has both figures.

    Raises:
        AnalysisError: If the rates of different metrics imply different populations.
    """
    low, high = 0.0, math.inf
    for metric, rate in per_million.items():
        count = counts.get(metric, math.nan)
        if math.isnan(count) or math.isnan(rate) or rate <= 0.5:
            continue
        low, high = max(low, count / (rate + 0.5)), min(high, count / (rate - 0.5))
    if math.isinf(high):
        return math.nan, math.nan
    if low > high:
        raise AnalysisError(
            f"The rates per million imply different populations (at least {low:.2f} and at most "
            f"{high:.2f} million): they may come from different editions."
        )
    return low, high


def intensity(edition: pd.DataFrame, rates: pd.DataFrame) -> pd.DataFrame:
    """Rates per million inhabitants of the clusters of an edition, with the implied population.

    Args:
        edition: See `twodeltas.analysis.editions.of_edition`.
        rates: Rows of `gii_intensity_by_edition` of the same edition.

    Returns:
        One row a cluster of `rates`: `cluster, rank, intensity_rank`, the three rates, and
        `population_low, population_high` in millions, derived, never published.
    """
    rows = []
    for row in rates.to_dict("records"):
        cluster = str(row["cluster"])
        listed = cluster in edition.index
        counts = {m: _number(edition[f"{m}_count"].get(cluster)) for m in METRICS}
        rate = {m: _number(row[column]) for m, column in PER_MILLION.items()}
        low, high = population(counts, rate)
        rows.append(
            {
                "cluster": cluster,
                "rank": _number(edition["rank"][cluster]) if listed else math.nan,
                "intensity_rank": _number(row["intensity_rank"]),
                **{f"{m}_per_million": v for m, v in rate.items()},
                "population_low": low,
                "population_high": high,
            }
        )
    return pd.DataFrame(rows)


def _number(cell: object) -> float:
    return math.nan if cell is None or pd.isna(cell) else float(cell)  # type: ignore[call-overload,arg-type]
