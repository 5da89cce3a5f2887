"""Size against intensity: ranks per inhabitant, and the population that the figures imply."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from twodeltas.metrics import per_head
from walkback.tables.lookup import Facts
from walkback.values.number_format import NumberFormat
from walkback.values.value import Value

HOW = "derived: count over count per million"


@dataclass(frozen=True)
class Intensity:
    """What an edition prints per inhabitant.

    Attributes:
        numbers: How the values read.
        rates: The rows of the table `gii_intensity_by_edition`.
        ranks: See `twodeltas.metrics.per_head.size_and_intensity`.
        per_million: The rows with a figure per million inhabitants.
    """

    numbers: NumberFormat
    rates: pd.DataFrame
    ranks: pd.DataFrame
    per_million: pd.DataFrame

    @property
    def published(self) -> bool:
        """Whether any rank per inhabitant is."""
        return bool(self.rates["intensity_rank"].notna().any())

    @property
    def drawn(self) -> pd.DataFrame:
        """The rows of the table behind the ranks."""
        return self.rates.loc[[row for row in self.ranks["row"] if row]]

    def place(self, cluster: str) -> str:
        """The rank of a cluster per inhabitant in words, `45th` or `not published`."""
        ranks = self.ranks.loc[self.ranks["cluster"] == cluster, "intensity_rank"].dropna()
        return self.numbers.ordinal(ranks.iloc[0]) if len(ranks) else "not published"


def intensity(
    numbers: NumberFormat,
    ranked: pd.DataFrame,
    table: pd.DataFrame,
    edition: int,
    names: dict[str, str],
    pair: tuple[str, str],
) -> Intensity:
    """Set ranks by size and per inhabitant beside each other.

    Args:
        numbers: How the values read.
        ranked: See `twodeltas.shared.editions.of_edition`.
        table: The table `gii_intensity_by_edition`.
        edition: The year of the edition.
        names: Names by cluster id.
        pair: The two cluster ids.
    """
    rates = per_head.of_edition(table, edition)
    ranks = per_head.size_and_intensity(ranked, rates, names, pair)
    return Intensity(numbers, rates, ranks, per_head.per_million(rates))


def population(facts: Facts, row: str) -> Value:
    """The population that the figures per million imply, in people."""
    people = float(facts.row(row)["population_million_derived"]) * 1e6
    value = Value.rounded(people, -5, "persons", how=HOW, format=facts.numbers)
    return replace(value, qualifier="about", digits=None, origins=(facts.origin(row),))
