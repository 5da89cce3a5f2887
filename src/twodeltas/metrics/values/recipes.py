"""Other recipes: on the complete list, who is first under each and where the pair stands."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from twodeltas.metrics import recipes
from twodeltas.shared.intervals import Ranges
from walkback.values.number_format import NumberFormat
from walkback.values.value import Value

HOW = "counted recipes"


@dataclass(frozen=True)
class Recipes:
    """The complete list under every recipe.

    Attributes:
        numbers: How the values read.
        table: See `twodeltas.metrics.recipes.summary`; the published recipe first.
    """

    numbers: NumberFormat
    table: pd.DataFrame

    @property
    def leader(self) -> str:
        """The cluster that the published recipe puts first."""
        return str(self.table["leader"][0])

    @property
    def n_others(self) -> Value:
        """How many recipes there are beside the published one."""
        return Value.exact(len(self.table) - 1, how=HOW, format=self.numbers)

    def n_leading(self, cluster: str) -> Value:
        """How many recipes beside the published one put a cluster first."""
        return Value.exact(
            int((self.table["leader"][1:] == cluster).sum()), how=HOW, format=self.numbers
        )


def complete(numbers: NumberFormat, ranges: Ranges, pair: tuple[str, str]) -> Recipes:
    """Apply every recipe to a complete list.

    Args:
        numbers: How the values read.
        ranges: The list, all shares known to a rounding.
        pair: Two of its clusters.
    """
    compared = recipes.compare(ranges.middle, ranges.clusters, ranges.rank)
    return Recipes(numbers, recipes.summary(compared, *pair))
