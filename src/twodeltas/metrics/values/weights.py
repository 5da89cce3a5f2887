"""Whether other weights would turn the order of the pair round, and whether that can be asked."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from twodeltas.metrics.scaling import MIN_MAX, RAW, SHARE_OF_MAX
from twodeltas.metrics.triangle import Triangle, needs, triangle
from twodeltas.shared.bounds import Bounds, derive, ranks_filled
from twodeltas.shared.intervals import Ranges, from_bounds
from walkback.errors import AnalysisError
from walkback.values.number_format import NumberFormat
from walkback.values.value import Origin, Value

SCALES = (RAW, MIN_MAX, SHARE_OF_MAX)


def ranges_of(
    edition: pd.DataFrame, bounds: Bounds, metrics: Sequence[str], pair: Sequence[str]
) -> tuple[Ranges, str]:
    """What is known of an edition, and why the pair cannot be compared in it, empty if it can."""
    ranges = from_bounds(edition, bounds, metrics)
    if len(metrics) < 2:
        return ranges, "This edition is ranked on a single metric, so there is nothing to weigh."
    try:
        ranges.pair(*pair)
    except AnalysisError as error:
        return ranges, str(error)
    if not set(pair) <= set(ranges.bounded):
        return ranges, "Too little is published of one of the two in this edition."
    return ranges, ""


def without_rank(edition: pd.DataFrame, cluster: str, metric: str) -> pd.DataFrame:
    """An edition as if the rank of one cluster in one metric were not known."""
    blind = edition.copy()
    blind.loc[cluster, f"{metric}_rank"] = math.nan
    return blind


def without_place(
    edition: pd.DataFrame, cluster: str, metric: str, metrics: Sequence[str]
) -> Bounds:
    """The bounds of such an edition."""
    return derive(without_rank(edition, cluster, metric), metrics, [ranks_filled])


@dataclass(frozen=True)
class Weights:
    """Who is ahead at which weights.

    Attributes:
        numbers: How the values read.
        maps: One weight map a scale, raw shares first.
        rows: The raw rows behind the pair.
    """

    numbers: NumberFormat
    maps: list[Triangle]
    rows: tuple[Origin, ...]

    @property
    def first_share(self) -> Value:
        """The share of all weightings of the shares with the first ahead."""
        return share_of_weightings(self.numbers, self.maps[0], self.rows)

    @property
    def steady(self) -> Value:
        """The ε-robustness of the order at equal weights: what part of the weight may go anywhere."""
        low, high = 100 * self.maps[0].robust[0], 100 * self.maps[0].robust[1]
        how = "ε-robustness (Foster, McGillivray and Seth)"
        return Value.between(
            low, high, "percent", digits=0, how=how, origins=self.rows, format=self.numbers
        )

    def most(self, metric: str) -> Value:
        """The highest weight of a metric at which the second can still be ahead."""
        table = needs(self.maps[0]).set_index("metric")
        most = 100 * float(table["second_most"][metric])
        how = "border of the weight map"
        return Value.rounded(most, 0, "percent", how=how, origins=self.rows, format=self.numbers)


def weights(
    numbers: NumberFormat, ranges: Ranges, pair: Sequence[str], rows: tuple[Origin, ...]
) -> Weights:
    """Compute the weight maps of a pair.

    Args:
        numbers: How the values read.
        ranges: What is known of the edition.
        pair: The two cluster ids.
        rows: The raw rows behind them.
    """
    first, second = pair
    maps = [triangle(ranges, first, second, scale, whole_list=True) for scale in SCALES]
    return Weights(numbers, maps, rows)


def share_of_weightings(numbers: NumberFormat, found: Triangle, rows: tuple[Origin, ...]) -> Value:
    """The share of all weightings with the first ahead, as the interval that is certain."""
    low, high = 100 * found.share[0], 100 * found.share[1]
    how = f"area of the weight map, {found.scale}"
    return Value.between(low, high, "percent", digits=0, how=how, origins=rows, format=numbers)
