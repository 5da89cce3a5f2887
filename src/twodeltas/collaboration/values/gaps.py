"""Where there is evidence, and where there is none (sec-gaps-map)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from twodeltas.collaboration import recoding
from twodeltas.shared import coverage, gap_map, items
from twodeltas.shared.evidence_counts import rows
from walkback.values.number_format import NumberFormat
from walkback.values.value import Value


@dataclass(frozen=True)
class Gaps:
    """Independent items, and cells of the map that hold none.

    Attributes:
        n_items: Independent items of each cluster.
        n_changed: Those that report what changed for people, firms or researchers.
        on_lever: Ids of the facts that the map counts.
        empty_own: For each cluster the cells in which nothing is about its own cities.
        unknown: The levers on which neither cluster has an item on what changed.
    """

    n_items: dict[str, Value]
    n_changed: dict[str, Value]
    on_lever: list[str]
    empty_own: dict[str, pd.DataFrame]
    unknown: list[str]


def of(numbers: NumberFormat, coded: recoding.Coded, pair: Sequence[str]) -> Gaps:
    """Count items and empty cells.

    Args:
        numbers: How the values read.
        coded: What follows from the codes.
        pair: Ids of the two clusters.
    """
    on_lever = rows(coded.rows, lever=gap_map.LEVERS)
    empty = {c: gap_map.gaps(coded.levers, c) for c in pair}
    mapped = coded.rows.loc[on_lever]
    return Gaps(
        n_items={c: count(numbers, coded.rows, cluster=c) for c in pair},
        n_changed={c: count(numbers, mapped, cluster=c, step="outcome") for c in pair},
        on_lever=on_lever,
        empty_own={c: gap_map.gaps(coded.levers, c, column="within") for c in pair},
        unknown=empty_on_both(empty, "outcome"),
    )


def count(numbers: NumberFormat, coded: pd.DataFrame, **codes: str | Sequence[str]) -> Value:
    """How many independent items the rows with these codes amount to.

    Args:
        numbers: How the value reads.
        coded: What `gap_map.coded` returned, or a part of it.
        **codes: The wanted codes by column.
    """
    return coverage.count(numbers, "evidence", items.firsts(coded["item"], rows(coded, **codes)))


def empty_on_both(gaps: Mapping[str, pd.DataFrame], step: str) -> list[str]:
    """The levers of which no cluster has an item at a step.

    Args:
        gaps: For each cluster what `twodeltas.shared.gap_map.gaps` returned.
        step: Which step.
    """
    held = [set(table.loc[table["step"] == step, "lever"]) for table in gaps.values()]
    return [lever for lever in gap_map.LEVERS if all(lever in levers for levers in held)]
