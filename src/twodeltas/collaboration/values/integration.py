"""How closely the cities work together (sec-integration), where somebody supplied joint counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from twodeltas.collaboration import integration
from twodeltas.collaboration.integration import Supplied
from walkback.values.markdown import Markdown, cite


@dataclass(frozen=True)
class Integration:
    """Joint counts of cities.

    Attributes:
        counts: The counts that are shown, with what was computed from each; empty where there are none.
    """

    counts: list[tuple[Supplied, integration.Integration]]

    @property
    def has_counts(self) -> bool:
        """Whether anybody supplied counts."""
        return bool(self.counts)

    @property
    def sources(self) -> list[str]:
        """The ids of the sources of the counts, each once."""
        return list(dict.fromkeys(one.key[2] for one, _ in self.counts))

    @property
    def cited(self) -> Markdown:
        """A citation of these sources."""
        return cite(self.sources)


def of(pair_counts: pd.DataFrame, cities: Mapping[str, Sequence[str]]) -> Integration:
    """Compute the index of integration of what was supplied.

    Args:
        pair_counts: The table `pair_counts` by id.
        cities: For each cluster the ids of the cities that name it.
    """
    supplied = [integration.supplied(pair_counts, c, named) for c, named in cities.items()]
    shown = integration.comparable(*supplied)
    return Integration([(one, integration.integration(one.counts)) for one in shown])
