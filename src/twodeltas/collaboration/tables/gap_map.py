"""The evidence-and-gap map as a small table and as sentences that name its empty cells."""

from collections.abc import Mapping, Sequence

import pandas as pd

from twodeltas.shared.coding import STEPS
from twodeltas.shared.gap_map import LEVERS
from walkback.tables.labels import labels
from walkback.values.markdown import join

NONE = "none"


def by_lever(levers: pd.DataFrame, names: Mapping[str, str], pair: Sequence[str]) -> pd.DataFrame:
    """Independent items by lever and step; in brackets those about the cities themselves.

    Args:
        levers: What `twodeltas.shared.gap_map.by_lever` returned.
        names: Short names by cluster id.
        pair: The clusters, left and right.

    Returns:
        One row a lever and one column a step and cluster.
    """
    found = {
        (row["lever"], row["step"], row["cluster"]): (int(row["items"]), int(row["within"]))
        for _, row in levers.iterrows()
    }
    names_of, steps = labels("codes", "lever", "name"), labels("codes", "step")
    columns: dict[str, list[str]] = {"Lever": [names_of[lever] for lever in LEVERS]}
    for step in STEPS:
        for c in pair:
            head = f"{steps[step]}, {names[c]}"
            columns[head] = [_items(*found[lever, step, c]) for lever in LEVERS]
    return pd.DataFrame(columns)


def _items(items: int, within: int) -> str:
    return f"{items} ({within})" if items else NONE


def named(gaps: pd.DataFrame) -> str:
    """Empty cells in words: `governance (came of it, changed), rules (done) and money (changed)`.

    Args:
        gaps: What `twodeltas.shared.gap_map.gaps` returned.
    """
    words = labels("codes", "lever", "sentence")
    return join(
        f"{words[lever]} ({_steps(gaps, lever)})"
        for lever in LEVERS
        if (gaps["lever"] == lever).any()
    )


def _steps(gaps: pd.DataFrame, lever: str) -> str:
    held = set(gaps.loc[gaps["lever"] == lever, "step"])
    words = labels("codes", "step")
    return ", ".join(words[step].lower() for step in STEPS if step in held)


def empty_on_both(gaps: Mapping[str, pd.DataFrame], step: str) -> list[str]:
    """The levers of which no cluster has an item at a step.

    Args:
        gaps: For each cluster what `twodeltas.shared.gap_map.gaps` returned.
        step: Which step.
    """
    held = [set(table.loc[table["step"] == step, "lever"]) for table in gaps.values()]
    return [lever for lever in LEVERS if all(lever in levers for levers in held)]


def levers(codes: Sequence[str]) -> str:
    """Some levers in a sentence: `governance, rules and money`."""
    words = labels("codes", "lever", "sentence")
    return join(words[code] for code in codes)
