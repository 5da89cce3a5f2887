"""A step as a card: who decides, the first move, what it costs, waits for, shows in a year, would not do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from twodeltas.recommendations.actions import lowered, rows_of, steps
from twodeltas.recommendations.charts.tiers import sorted_by_tier
from walkback.markup import escape
from walkback.tables.labels import labels
from walkback.tables.lookup import Facts, ids_in
from walkback.values.markdown import Markdown, join, strong

JUDGED = "our judgement"  # stands where no row is named


def cards(table: pd.DataFrame, cluster: str, facts: Facts) -> pd.DataFrame:
    """What somebody needs to take each step of one cluster.

    Args:
        table: See `twodeltas.recommendations.actions.judged`.
        cluster: Whose steps.
        facts: Every fact by its row.
    """
    own = sorted_by_tier(steps(table[table["cluster"] == cluster]))
    states = labels("actions", "condition_state")
    rows = [
        {
            "Step, and who decides": Markdown(
                f"{strong(row['short'])}. {_grounded(row, 'decides', facts)}"
            ),
            "First move": Markdown(_grounded(row, "first_move", facts)),
            "Size of the cost": Markdown(_size(row, facts)),
            "What it waits for": Markdown(_waits(row, states, facts)),
            "Seen within a year": Markdown(
                f"{escape(row['sign'])}. *It would not:* {escape(lowered(row['would_not']))}."
            ),
        }
        for _, row in rows_of(own)
    ]
    return pd.DataFrame(rows, dtype=object)


def _grounded(row: Mapping[str, Any], column: str, facts: Facts) -> str:
    """The cell with the sources of its rows; without rows it is said to be a judgement."""
    rows = ids_in(row[f"{column}_rows"])
    return f"{escape(row[column])} {facts.cite(*rows) if rows else f'({JUDGED})'}"


def _size(row: Mapping[str, Any], facts: Facts) -> str:
    """The figures of what is paid elsewhere with what they are of, or why none is known."""
    rows, note = ids_in(row["size_rows"]), escape(row["size_note"])
    if not rows:
        return note[:1].upper() + note[1:]
    known = join(escape(str(facts[i])) for i in rows)
    return f"{known}: {note} {facts.cite(*rows)}"


def _waits(row: Mapping[str, Any], states: Mapping[str, str], facts: Facts) -> str:
    """The condition with its state, and what takes its place."""
    rows = ids_in(row["condition_rows"])
    told = f"{escape(row['condition'])} ({escape(states[row['condition_state']])}) "
    told += facts.cite(*rows) if rows else f"({JUDGED})"
    if pd.notna(row["substitute"]):
        told += f". In its place: {escape(lowered(row['substitute']))}"
    return told
