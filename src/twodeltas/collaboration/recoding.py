"""What rests on the codes of the evidence, and what changes if some are coded otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from twodeltas.collaboration import similarity
from twodeltas.shared import gap_map, items
from walkback.values.number_format import NumberFormat
from walkback.values.value import Origin, Value


@dataclass(frozen=True)
class Coded:
    """All that the comparison computes from the codes.

    Attributes:
        rows: The evidence with its codes (`gap_map.coded`).
        cells: The evidence-and-gap map (`gap_map.cells`).
        levers: The same without mechanisms (`gap_map.by_lever`).
        models: What is known of each instrument (`similarity.instruments`).
        likeness: How alike the models are, by lever (`similarity.by_lever`).
    """

    rows: pd.DataFrame
    cells: pd.DataFrame
    levers: pd.DataFrame
    models: pd.DataFrame
    likeness: pd.DataFrame


def coded(evidence: pd.DataFrame, codes: pd.DataFrame, clusters: Sequence[str]) -> Coded:
    """Everything that follows from the codes.

    Args:
        evidence: The table `evidence` by id.
        codes: The table `codes`.
        clusters: Ids of the two clusters, in their order.
    """
    rows = gap_map.coded(evidence, codes, items.independent(evidence, codes))
    models = similarity.instruments(rows, clusters)
    return Coded(
        rows=rows,
        cells=gap_map.cells(rows, clusters),
        levers=gap_map.by_lever(rows, clusters),
        models=models,
        likeness=similarity.by_lever(models, clusters),
    )


@dataclass(frozen=True)
class Changes:
    """What differs between two codings, by key.

    Attributes:
        cells: `lever, mechanism, step, cluster` of the cells that hold something else.
        levers: `lever, step, cluster` of the same without mechanisms.
        filled: Of these the ones that held nothing before.
        emptied: Of these the ones that hold nothing after.
        models: `lever, instrument, cluster` of the instruments of which something else is known.
        likeness: The levers whose bounds or counts moved.
        moved: By how much a bound moved at most.
    """

    cells: list[tuple[str, ...]]
    levers: list[tuple[str, ...]]
    filled: list[tuple[str, ...]]
    emptied: list[tuple[str, ...]]
    models: list[tuple[str, ...]]
    likeness: list[str]
    moved: float


def compare(before: Coded, after: Coded) -> Changes:
    """What a change of codes changes.

    Args:
        before: What `coded` returned.
        after: The same with other codes, for the same clusters.
    """
    place = ["lever", "step", "cluster"]
    held, holds = (set(_keys(c.levers[c.levers["items"] > 0], place)) for c in (before, after))
    bounds = ["low", "high"]
    shift = (after.likeness[bounds] - before.likeness[bounds]).abs()
    levers = _differing(before.likeness.reset_index(), after.likeness.reset_index(), ["index"])
    return Changes(
        cells=_differing(before.cells, after.cells, ["lever", "mechanism", "step", "cluster"]),
        levers=_differing(before.levers, after.levers, place),
        filled=sorted(holds - held),
        emptied=sorted(held - holds),
        models=_differing(before.models, after.models, ["lever", "instrument", "cluster"]),
        likeness=[lever for (lever,) in levers],
        moved=float(shift.to_numpy().max()),
    )


def _keys(table: pd.DataFrame, by: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(map(str, key)) for key in table[list(by)].itertuples(index=False)]


def _differing(
    before: pd.DataFrame, after: pd.DataFrame, by: Sequence[str]
) -> list[tuple[str, ...]]:
    """The keys whose rows hold something else; a row that holds nothing is like none."""
    here, there = (dict(zip(_keys(t, by), _told(t, by), strict=True)) for t in (before, after))
    nothing: tuple[str, ...] = ()
    return sorted(
        key
        for key in here.keys() | there.keys()
        if here.get(key, nothing) != there.get(key, nothing)
    )


def _told(table: pd.DataFrame, by: Sequence[str]) -> list[tuple[str, ...]]:
    """What stands in each row beside its key; nothing where it counts no row of evidence."""
    rest = table.drop(columns=list(by))
    told = [
        tuple("" if pd.isna(c) else str(c) for c in row) for row in rest.itertuples(index=False)
    ]
    empty = table["ids"].eq("") if "ids" in table else pd.Series(data=False, index=table.index)
    return [() if nothing else row for row, nothing in zip(told, empty, strict=True)]


def value(
    numbers: NumberFormat,
    number: float,
    table: str,
    rows: Iterable[object],
    how: str,
    *,
    digits: int = 0,
    unit: str = "",
) -> Value:
    """A number that was computed from codes, as a value that comes from their rows.

    Args:
        numbers: How the value reads.
        number: The number.
        table: `codes`, `codings` or `settlements`.
        rows: Ids of the rows that it rests on.
        how: What was computed, in a few words.
        digits: Decimals shown.
        unit: Code of `data/raw/units.csv`.
    """
    origins = tuple(Origin(table, str(row)) for row in rows)
    told = f"computed: {how}"
    return Value.exact(
        float(number), unit, digits=digits, how=told, origins=origins, format=numbers
    )
