"""What the metrics carry at equal weights, on the largest complete list that there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from twodeltas.metrics import importance as importances
from twodeltas.metrics.values.ranks import counted, origins
from twodeltas.metrics.values.uncertainty import chance
from twodeltas.metrics.values.weights import ranges_of
from twodeltas.shared import bounds, editions
from twodeltas.shared.intervals import Ranges
from walkback.values.number_format import NumberFormat
from walkback.values.value import Value

COMPLETE = 2023  # the edition with the largest complete list


@dataclass(frozen=True)
class Importance:
    """The complete list and what its metrics carry.

    Attributes:
        numbers: How the values read.
        edition: The rows of its clusters, see `twodeltas.shared.editions.of_edition`.
        ranges: Its shares, all known to a rounding.
        table: See `twodeltas.metrics.importance.importance`; PCT applications first.
    """

    numbers: NumberFormat
    edition: pd.DataFrame
    ranges: Ranges
    table: pd.DataFrame

    @property
    def n_clusters(self) -> Value:
        """How many clusters the list has."""
        return counted(self.numbers, self.ranges.clusters, self.edition)

    @property
    def patents(self) -> Value:
        """What part of the differences in the sum PCT applications carry."""
        rows = origins(self.edition, self.ranges.clusters)
        return chance(self.numbers, self.table["covariance_share"][0], rows, len(self.ranges))


def importance(
    numbers: NumberFormat, rankings: pd.DataFrame, pair: Sequence[str], year: int = COMPLETE
) -> Importance:
    """Weigh the metrics on the complete list.

    Args:
        numbers: How the values read.
        rankings: See `twodeltas.shared.tidy.rankings`.
        pair: The two cluster ids.
        year: The edition.
    """
    edition, metrics = editions.of_edition(rankings, year), editions.metrics_of(year)
    wide, _ = ranges_of(edition, bounds.derive(edition, metrics), metrics, pair)
    ranges = wide.only(wide.narrow())
    table = importances.importance(ranges.middle, metrics)
    return Importance(numbers, edition.loc[list(ranges.clusters)], ranges, table)
