"""How far they bind themselves (sec-ladder)."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from twodeltas.collaboration import ladder
from twodeltas.shared import coverage
from walkback.values.number_format import NumberFormat
from walkback.values.value import Value

LAW = 6  # the highest rung


@dataclass(frozen=True)
class Ladder:
    """Facts that report a rung of joint governance.

    Attributes:
        steps: These facts in order of time (`ladder.events`).
        first: For each cluster and rung the id of the fact that reports it first, or None.
        n_rungs: Facts with a rung, of each cluster.
        n_rungs_own: Those that its own cities take part in.
        undated: Facts with a rung and no date.
        earliest: For each cluster the rung that is reported first.
    """

    steps: pd.DataFrame
    first: dict[str, dict[int, str | None]]
    n_rungs: dict[str, Value]
    n_rungs_own: dict[str, Value]
    undated: Value
    earliest: dict[str, int]

    @property
    def no_law(self) -> str:
        """A sentence for the south while nothing reports a law there; else nothing."""
        return "" if self.first["shg"][LAW] else "No law prepared by both sides was found."


def of(numbers: NumberFormat, coded: pd.DataFrame, pair: Sequence[str]) -> Ladder:
    """Put the facts on rungs.

    Args:
        numbers: How the values read.
        coded: What `gap_map.coded` returned.
        pair: Ids of the two clusters.
    """
    steps = ladder.events(coded)
    of_cluster = {c: steps[steps["cluster"] == c] for c in pair}
    return Ladder(
        steps=steps,
        first={c: ladder.first_on(steps, c, own=False) for c in pair},
        n_rungs={
            c: coverage.count(numbers, "evidence", own.index) for c, own in of_cluster.items()
        },
        n_rungs_own={
            c: coverage.count(numbers, "evidence", own.index[own["own"]])
            for c, own in of_cluster.items()
        },
        undated=coverage.count(numbers, "evidence", ladder.undated(steps, pair)),
        earliest={c: _earliest(own) for c, own in of_cluster.items()},
    )


def _earliest(own: pd.DataFrame) -> int:
    """The rung of the fact with the earliest date."""
    return int(own.sort_values("begins", kind="stable")["rung"].iloc[0])
