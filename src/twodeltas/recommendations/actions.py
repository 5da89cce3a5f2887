"""The actions with all that is known of each, and how tables and sentences name them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from walkback.tables.lookup import ids_in
from walkback.values.markdown import join

NAMES = ("Jiangsu", "Hong Kong", "Shanghai", "GDP")  # words that keep their capital
DO = "do"  # the kind of an action; doing nothing is the yardstick


def judged(actions: pd.DataFrame, strengths: pd.DataFrame, standing: pd.DataFrame) -> pd.DataFrame:
    """Everything that is known of each action: its row, its strength, its tier."""
    return actions.join(strengths).join(standing)


def rows_of(table: pd.DataFrame) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows with their ids."""
    for i, row in table.to_dict("index").items():
        yield str(i), {str(name): cell for name, cell in row.items()}


def lowered(text: str) -> str:
    """The text with a small first letter, for use inside a sentence, unless it begins with a name."""
    return text if text.startswith(NAMES) else text[:1].lower() + text[1:]


def short_names(actions: pd.DataFrame, clusters: Mapping[str, str]) -> dict[str, str]:
    """A short name for every action, with its cluster where two have the same.

    Args:
        actions: The table `actions` by id.
        clusters: Short names of the clusters.
    """
    twice = actions["short"].duplicated(keep=False)
    return {
        i: f"{row['short']} ({clusters[row['cluster']]})" if twice[i] else row["short"]
        for i, row in rows_of(actions)
    }


def named(table: pd.DataFrame, cluster: str, **cells: str) -> str:
    """The actions of a cluster with these cells, in words: `one yearly public account and …`.

    Args:
        table: See `judged`.
        cluster: Whose actions; doing nothing is left out.
        cells: Column and cell, such as `tier="robust top"`.
    """
    own = table[(table["cluster"] == cluster) & (table["kind"] == "do")]
    for column, cell in cells.items():
        own = own[own[column] == cell]
    return join([lowered(name) for name in own["short"]]) or "nothing"


def taken_up(table: pd.DataFrame) -> dict[str, str]:
    """By transfer, the actions that take it up, with how firmly each is advised.

    Args:
        table: See `judged`.
    """
    found: dict[str, list[str]] = {}
    for _, row in rows_of(table):
        for transfer in ids_in(row["transfers"]):
            found.setdefault(transfer, []).append(f"{row['short']} ({row['wording']})")
    return {transfer: "; ".join(names) for transfer, names in found.items()}


def steps(table: pd.DataFrame) -> pd.DataFrame:
    """The actions that do something, without the yardsticks.

    Args:
        table: See `judged`.
    """
    return table[table["kind"] == DO]


def flat(table: pd.DataFrame) -> pd.DataFrame:
    """The table with its lists as text, as it is written as CSV.

    Args:
        table: See `judged`.
    """
    return table.assign(rows=table["rows"].map(";".join), path=table["path"].map(">".join))
