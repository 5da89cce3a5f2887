"""What each cluster can learn from the other, and what would show whether the steps work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from twodeltas.recommendations import actions, advice
from walkback.tables.lookup import Facts
from walkback.values.value import Value


@dataclass(frozen=True)
class Transfers:
    """The instruments that one cluster has and the other could take up.

    Attributes:
        table: The table `transfers` by id.
        verdicts: By cluster, how many carry over to it, by verdict.
        taken_up: By instrument, the steps that take it up.
        n_instruments: Instruments.
        n_taken_up: Those that are taken up.
        n_carry: Those whose condition is met or easily met.
    """

    table: pd.DataFrame
    verdicts: dict[str, dict[str, int]]
    taken_up: dict[str, str]
    n_instruments: Value
    n_taken_up: Value
    n_carry: Value

    def all_are(self, verdict: str, rows: Sequence[str]) -> bool:
        """Whether the verdict on all of these instruments is this one."""
        return bool((self.table.loc[list(rows), "verdict"] == verdict).all())


def transfers(
    table: pd.DataFrame, judged: pd.DataFrame, pair: Sequence[str], facts: Facts
) -> Transfers:
    """Count the instruments by verdict and by whether a step takes them up.

    Args:
        table: The table `transfers` by id.
        judged: See `twodeltas.recommendations.actions.judged`.
        pair: The two cluster ids.
        facts: Every instrument by its row.
    """
    taken_up = actions.taken_up(judged)
    return Transfers(
        table=table,
        verdicts={c: advice.verdict_counts(table, c) for c in pair},
        taken_up=taken_up,
        n_instruments=facts.count(table.index),
        n_taken_up=facts.count(taken_up),
        n_carry=facts.count(table.index[table["verdict"] == "carries_over"]),
    )


@dataclass(frozen=True)
class Watch:
    """The indicators.

    Attributes:
        table: The table `indicators` by id.
        shows: By indicator, the names of the steps that it would show.
        n_indicators: Indicators.
        n_undated: Those without a date of their next reading.
        n_dated: How many have one.
    """

    table: pd.DataFrame
    shows: dict[str, list[str]]
    n_indicators: Value
    n_undated: Value
    n_dated: int


def watch(
    table: pd.DataFrame, links: pd.DataFrame, labels: Mapping[str, str], facts: Facts
) -> Watch:
    """Say which steps each indicator would show, and count those without a next reading.

    Args:
        table: The table `indicators` by id.
        links: The table `links`.
        labels: Names of the actions by id.
        facts: Every indicator by its row.
    """
    own = links[links["to"].isin(table.index)].groupby("to")["from"]
    dated = table["next_reading"].notna()
    return Watch(
        table=table,
        shows={str(i): [labels[a] for a in ids] for i, ids in own},
        n_indicators=facts.count(table.index),
        n_undated=facts.count(table.index[~dated]),
        n_dated=int(dated.sum()),
    )
