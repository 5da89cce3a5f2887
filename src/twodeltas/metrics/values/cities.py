"""The cities behind the clusters: the latest usable figures, and R&D spending by year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from twodeltas.metrics import cities

INTENSITY = "rd_intensity"


@dataclass(frozen=True)
class Cities:
    """What is known of the cities of a pair.

    Attributes:
        members: The ids of its cities with any usable figure.
        line: 0 or 1 by city, the cluster that it belongs to.
        newest: See `twodeltas.metrics.cities.latest`.
        intensity: R&D spending as a share of GDP, see `twodeltas.metrics.cities.over_time`.
    """

    members: list[str]
    line: dict[str, int]
    newest: pd.DataFrame
    intensity: pd.DataFrame

    def spread(self, names: Mapping[str, str]) -> str:
        """The lowest and the highest latest figure of R&D spending, as a title."""
        last = self.intensity.sort_values("year").groupby("city").tail(1).sort_values("value")
        low, high = last.iloc[0], last.iloc[-1]
        return (
            f"R&D spending runs from {low['value']:g}% of GDP in {names[low['city']]} "
            f"({low['year']}) to {high['value']:g}% in {names[high['city']]} ({high['year']})"
        )


def of_pair(stats: pd.DataFrame, clusters: pd.DataFrame, pair: tuple[str, str]) -> Cities:
    """Look up the cities of a pair.

    Args:
        stats: The table `city_stats` by id.
        clusters: `data/clusters.csv` by id.
        pair: The two cluster ids.
    """
    members = cities.with_figures(stats, cities.members(clusters, pair))
    line = {c: i for i, k in enumerate(pair) for c in cities.members(clusters, [k])}
    newest = cities.latest(stats, members)
    return Cities(members, line, newest, cities.over_time(stats, members, INTENSITY))
