"""How closely the cities work together (sec-integration), where somebody supplied joint counts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from twodeltas.collaboration import integration
from twodeltas.collaboration.integration import FEW, Supplied
from walkback.tables.labels import labels
from walkback.values.markdown import Markdown, cite, join
from walkback.values.number_format import PLAIN, NumberFormat
from walkback.values.value import Origin, Value


@dataclass(frozen=True)
class Pair:
    """Two different cities of which a ratio to chance is known.

    Attributes:
        ratio: Observed by expected.
        count: What was counted.
        cities: The ids of the two.
        supplied: The counts that it is one of.
    """

    ratio: float
    count: float
    cities: tuple[str, str]
    supplied: Supplied


@dataclass(frozen=True)
class Integration:
    """Joint counts of cities; without any, each text is empty and no number is known.

    Attributes:
        counts: The counts that are shown, with what was computed from each; empty where there are none.
        names: Names of the clusters by id, for those that are compared.
        city_names: Names of cities by id.
        numbers: How numbers read.
    """

    counts: list[tuple[Supplied, integration.Integration]]
    names: Mapping[str, str] = field(default_factory=dict)
    city_names: Mapping[str, str] = field(default_factory=dict)
    numbers: NumberFormat = PLAIN

    @property
    def has_counts(self) -> bool:
        """Whether anybody supplied counts that say something of a pair of cities."""
        return self.weakest is not None

    @property
    def sources(self) -> list[str]:
        """The ids of the sources of the counts, each once."""
        return list(dict.fromkeys(one.key[2] for one, _ in self.counts))

    @property
    def cited(self) -> Markdown:
        """A citation of these sources."""
        return cite(self.sources)

    @property
    def counted(self) -> str:
        """What was counted, each kind once, as `a and b`."""
        return join(dict.fromkeys(what(one) for one, _ in self.counts))

    @property
    def compared(self) -> str:
        """Whether the counts of the clusters may be set against each other, as a sentence."""
        if not self.counts:
            return ""
        if len(self.counts) < len(self.names):
            return f"There are counts for {self.names[self.counts[0][0].cluster]} only."
        if len({one.key for one, _ in self.counts}) == 1:
            return "The counts of both clusters come from one source and were made alike."
        return (
            "The counts of the two clusters differ in source, years or way of counting and must not be "
            "set against each other."
        )

    @cached_property
    def weakest(self) -> Pair | None:
        """The two cities with the fewest joint counts for their size; None if no ratio is known.

        Pairs with too few counts to say much are left aside while there are others.
        """
        known = [pair for one, found in self.counts for pair in _apart(one, found)]
        enough = [pair for pair in known if pair.count >= FEW]
        return min(enough or known, key=lambda pair: pair.ratio, default=None)

    @property
    def weakest_pair(self) -> str:
        """The names of these two cities."""
        return join(self.city_names[city] for city in self.weakest.cities) if self.weakest else ""

    @property
    def weakest_ratio(self) -> Value:
        """Their ratio to chance."""
        if self.weakest is None:
            return Value(unit="times", format=self.numbers)
        one = self.weakest.supplied
        return Value.exact(
            self.weakest.ratio,
            "times",
            digits=2,
            how="computed from joint counts",
            origins=tuple(Origin("pair_counts", row, (one.key[2],)) for row in one.rows),
            format=self.numbers,
        )


def what(one: Supplied) -> str:
    """What was counted: `joint papers, 2019–2023, counted in full`."""
    measure, counting, _, first, last = one.key
    years = str(first) if first == last else f"{first}–{last}"
    counted = labels("pair_counts", "measure")[measure]
    return f"{counted}, {years}, {labels('pair_counts', 'counting')[counting]}"


def of(
    pair_counts: pd.DataFrame,
    cities: Mapping[str, Sequence[str]],
    names: Mapping[str, str],
    city_names: Mapping[str, str],
    numbers: NumberFormat = PLAIN,
) -> Integration:
    """Compute the index of integration of what was supplied.

    Args:
        pair_counts: The table `pair_counts` by id.
        cities: For each cluster of the pair the ids of the cities that name it.
        names: Names of clusters by id.
        city_names: Names of cities by id.
        numbers: How numbers read.
    """
    supplied = [integration.supplied(pair_counts, c, named) for c, named in cities.items()]
    shown = integration.comparable(*supplied)
    counts = [(one, integration.integration(one.counts)) for one in shown]
    return Integration(counts, {c: names[c] for c in cities}, city_names, numbers)


def _apart(one: Supplied, found: integration.Integration) -> Iterator[Pair]:
    """Each pair of different cities of which a ratio is known."""
    cities = [str(city) for city in found.counts.index]
    ratios, counts = (table.to_numpy(dtype=float) for table in (found.ratio, found.counts))
    for i, j in zip(*np.triu_indices(len(cities), 1), strict=True):
        if not np.isnan(ratios[i, j]):
            yield Pair(float(ratios[i, j]), float(counts[i, j]), (cities[i], cities[j]), one)
