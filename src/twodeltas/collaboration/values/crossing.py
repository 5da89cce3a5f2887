"""Whether reported ties cross city boundaries more than chance would have it (sec-ties)."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from twodeltas.collaboration import tie_statistics as statistics
from twodeltas.collaboration.ei_index import SMALLEST_GROUP, Mixing
from walkback.values.number_format import NumberFormat
from walkback.values.value import Value

LISTED = (
    5  # cases of `tie_statistics.cases` in which no tie is supposed: all, three shares, a source
)


@dataclass(frozen=True)
class Crossing:
    """The E-I index, and what chance and missing ties would make of it.

    Attributes:
        mixed: For each cluster how its ties cross, beside random relabellings.
        cases: For each cluster the index with ties missing (`tie_statistics.cases`).
        to_chance: How many more ties inside cities would bring the index down to chance.
        p_named: The share of relabellings as far from the mean, among cities that name the cluster.
        relabelling_digits: How many digits the number of different relabellings has.
        smallest_group: Organisations that a city needs for a test.
        facility_ways: Relabellings of the shared facilities of the east.
    """

    mixed: dict[str, Mixing]
    cases: dict[str, pd.DataFrame]
    to_chance: dict[str, Value]
    p_named: dict[str, Value]
    relabelling_digits: dict[str, Value]
    smallest_group: Value
    facility_ways: Value

    @property
    def above_chance(self) -> bool:
        """Whether the index stays above chance in all cases in which no tie is supposed."""
        return all(
            bool((own.loc[~own["supposed"], "low"] > self.mixed[c].expected).all())
            for c, own in self.cases.items()
        )

    def lowest(self, cluster: str) -> float:
        """The lowest index of a cluster with ties or sources left out."""
        return float(self.cases[cluster]["low"][:LISTED].min())

    @property
    def both(self) -> pd.DataFrame:
        """The cases of both clusters with `cluster` and `expected`, the mean by chance."""
        return pd.concat(
            [
                own.assign(cluster=c, expected=self.mixed[c].expected)
                for c, own in self.cases.items()
            ]
        )


def of(
    numbers: NumberFormat,
    edges: pd.DataFrame,
    of_cluster: Mapping[str, pd.DataFrame],
    *,
    seed: int,
    draws: int,
) -> Crossing:
    """Measure what crosses.

    Args:
        numbers: How the values read.
        edges: The table `edges`, all rows.
        of_cluster: The ties of each cluster, as `ties.located` returned them.
        seed: Of all random draws.
        draws: How many relabellings and lists with gaps are drawn.
    """
    mixed = {c: statistics.mixing_of(t, draws, seed) for c, t in of_cluster.items()}
    named = {c: t[t["inside"]] for c, t in of_cluster.items()}
    facilities = of_cluster["ss"][of_cluster["ss"]["kind"] == "shared_facility"]
    ways = statistics.mixing_of(facilities, 1, seed).relabellings
    return Crossing(
        mixed=mixed,
        cases={c: statistics.cases(t, mixed[c], draws, seed) for c, t in of_cluster.items()},
        to_chance={c: _to_chance(numbers, mixed[c], t) for c, t in of_cluster.items()},
        p_named={c: _p(numbers, statistics.mixing_of(t, draws, seed), t) for c, t in named.items()},
        relabelling_digits={c: _digits(numbers, mixed[c], t) for c, t in of_cluster.items()},
        smallest_group=statistics.value(
            numbers, SMALLEST_GROUP, edges, "rule of this report", digits=0
        ),
        facility_ways=statistics.value(numbers, ways, facilities, "ways to deal out", digits=0),
    )


def _to_chance(numbers: NumberFormat, mixed: Mixing, ties: pd.DataFrame) -> Value:
    how = "ties inside cities that bring the index to chance"
    return statistics.value(numbers, mixed.to_chance, ties, how, digits=0)


def _p(numbers: NumberFormat, mixed: Mixing, ties: pd.DataFrame) -> Value:
    return statistics.value(numbers, mixed.p, ties, "share of relabellings as far out", digits=4)


def _digits(numbers: NumberFormat, mixed: Mixing, ties: pd.DataFrame) -> Value:
    return statistics.value(
        numbers, len(str(mixed.relabellings)), ties, "digits of the number", digits=0
    )
