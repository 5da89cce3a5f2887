"""What flows, and under which rule (sec-flows)."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from twodeltas.collaboration import flows
from twodeltas.shared import coverage
from twodeltas.shared.evidence_counts import rows
from walkback.values.number_format import NumberFormat
from walkback.values.value import Value


@dataclass(frozen=True)
class Flows:
    """What the facts say of flows.

    Attributes:
        stated: The facts on a flow, with what they say of it (`flows.stated`).
        pair: Ids of the two clusters.
        counts: Independent items by factor and cluster (`flows.overview`).
        n_adapted: For each cluster the facts on a special rule for a place or a case.
        n_connected: The facts on a rule by which both sides keep theirs and recognise each other's.
    """

    stated: pd.DataFrame
    pair: Sequence[str]
    counts: pd.DataFrame
    n_adapted: dict[str, Value]
    n_connected: dict[str, Value]

    def counted(self, cluster: str) -> pd.DataFrame:
        """The counts of one cluster, indexed by factor."""
        return self.counts[self.counts["cluster"] == cluster].set_index("factor")

    def moved(self, factor: str) -> pd.DataFrame:
        """The facts that say how much of a factor moved."""
        stated = self.stated
        return stated[(stated["aspect"] == "volume") & (stated["factor"] == factor)]

    def crossed(self, factor: str) -> pd.DataFrame:
        """The facts that say how much of a factor crossed the boundary."""
        moved = self.moved(factor)
        return moved[moved["crosses"] == "yes"]

    def latest(self, *factors: str) -> pd.DataFrame:
        """The two latest facts on each aspect of some factors, of both clusters (`flows.latest`)."""
        return flows.latest(self.stated, factors, self.pair)

    @property
    def for_foreigners(self) -> set[str]:
        """Ids of the facts on permits that residents do not need."""
        return flows.FOR_FOREIGNERS

    @property
    def permits(self) -> pd.DataFrame:
        """The facts on rules for permits."""
        stated = self.stated
        return stated[(stated["instrument"] == "permit") & (stated["aspect"] == "rule")]


def of(numbers: NumberFormat, coded: pd.DataFrame, pair: Sequence[str]) -> Flows:
    """Count what the facts say of flows.

    Args:
        numbers: How the values read.
        coded: What `gap_map.coded` returned.
        pair: Ids of the two clusters.
    """
    stated = flows.stated(coded)

    def ruled(mode: str, cluster: str) -> Value:
        return coverage.count(numbers, "evidence", rows(stated, rule_mode=mode, cluster=cluster))

    return Flows(
        stated=stated,
        pair=pair,
        counts=flows.overview(stated, pair),
        n_adapted={c: ruled("adapt", c) for c in pair},
        n_connected={c: ruled("connect", c) for c in pair},
    )
