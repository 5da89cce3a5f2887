"""How sure a rank is: draws, first places for all weights, and what drives the gap of the pair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from twodeltas.metrics import acceptability, sensitivity
from twodeltas.metrics import uncertainty as uncertainties
from twodeltas.metrics.breaks import with_unlisted
from twodeltas.metrics.values.ranks import counted, origins
from twodeltas.shared.intervals import Ranges
from walkback.values.number_format import NumberFormat, plain
from walkback.values.value import Origin, Value


@dataclass(frozen=True)
class Uncertainty:
    """What varying everything at once does to the ranks.

    Attributes:
        numbers: How the values read.
        edition: The rows of the clusters of which enough is published to be shown.
        ranges: What is known of these.
        whole: What is known of every place of the list.
        bands: See `twodeltas.metrics.uncertainty.Ranking.bands`; the shown clusters alone.
        accepted: See `twodeltas.metrics.uncertainty.Ranking.acceptability`; the shown ones alone.
        firsts: See `twodeltas.metrics.acceptability.first_ranks`.
        drivers: See `twodeltas.metrics.sensitivity.of_pair`.
        before: The share of draws in which the first of the pair ranks before the second.
        before_blind: The same without the second's place in the latest metric.
        n_draws: How many draws there are.
    """

    numbers: NumberFormat
    edition: pd.DataFrame
    ranges: Ranges
    whole: Ranges
    bands: pd.DataFrame
    accepted: pd.DataFrame
    firsts: pd.DataFrame
    drivers: pd.DataFrame
    before: Value
    before_blind: Value
    n_draws: Value

    @property
    def n_clusters(self) -> Value:
        """How many of the clusters are shown."""
        return counted(self.numbers, self.ranges.clusters, self.edition)

    @property
    def often_first(self) -> str:
        """The cluster that is first in most draws."""
        return str(self.accepted["cluster"][0])

    @property
    def how_often(self) -> str:
        """In how many of the draws that is, in percent."""
        return plain(100 * float(self.accepted["1"][0]), 0)

    @property
    def n_possible_firsts(self) -> int:
        """How many clusters are certain to be first at some weighting."""
        return int((self.firsts["low"] > 0).sum())

    @property
    def score_drivers(self) -> pd.DataFrame:
        """What drives the difference of scores, the largest total index first."""
        rows = self.drivers[self.drivers["result"] == "score"]
        return rows.sort_values("total", ascending=False)


def uncertainty(
    numbers: NumberFormat,
    ranked: pd.DataFrame,
    ranges: Ranges,
    blind: Ranges,
    pair: Sequence[str],
    draws: int,
    seed: int,
) -> Uncertainty:
    """Draw everything that can be varied, and rank the whole list anew each time.

    Args:
        numbers: How the values read.
        ranked: See `twodeltas.shared.editions.of_edition`.
        ranges: What is known of the edition.
        blind: The same without the place of the second of the pair in the latest metric.
        pair: The two cluster ids.
        draws: Number of draws.
        seed: Of the draws.
    """
    first, second = pair
    some, whole = ranges.only(ranges.bounded), with_unlisted(ranges)
    drawn = uncertainties.ranking(whole, draws_=draws, seed=seed)
    blinded = uncertainties.ranking(with_unlisted(blind), draws_=draws, seed=seed)
    rows = origins(ranked, pair)
    return Uncertainty(
        numbers=numbers,
        edition=ranked.loc[list(some.clusters)],
        ranges=some,
        whole=whole,
        bands=_of(drawn.bands(), some),
        accepted=_of(drawn.acceptability(), some),
        firsts=acceptability.first_ranks(whole, some.clusters),
        drivers=sensitivity.of_pair(whole, first, second, seed=seed),
        before=chance(numbers, drawn.before(first, second), rows, draws),
        before_blind=chance(numbers, blinded.before(first, second), rows, draws),
        n_draws=Value.exact(draws, how="parameter of the report", format=numbers),
    )


def _of(table: pd.DataFrame, some: Ranges) -> pd.DataFrame:
    """The rows of some of the clusters."""
    return table[table["cluster"].isin(some.clusters)].reset_index(drop=True)


def chance(numbers: NumberFormat, share: float, rows: tuple[Origin, ...], draws: int) -> Value:
    """A share of draws, in percent."""
    how = f"share of {draws:,} draws"
    return Value.rounded(100 * share, 0, "percent", how=how, origins=rows, format=numbers)
