"""What the collection holds: rows, sources, languages, years, and what a second reading changed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from walkback.tables.lookup import ids_in
from walkback.values.number_format import NumberFormat
from walkback.values.value import Origin, Value

SOURCE_COLUMNS = ("source_id", "source_id_2", "sources", "inputs_source_id", "check_source_id")
DATE_COLUMNS = ("as_of", "edition")
KINDS = ("primary", "secondary", "copy")  # of sources; a copy is a secondary source read as repost
STATES = ("confirmed", "corrected", "not_audited", "not_reachable")
CHANGES = {  # what a correction changed, by the field of the row
    "statement": "wording",
    "statement_zh": "wording",
    "value": "number",
    "low": "number",
    "high": "number",
    "unit": "number",
    "qualifier": "number",
    "as_of": "date",
    "year": "date",
    "source_id": "source",
}
OTHER_CHANGE = "row"


def sources(table: pd.DataFrame) -> list[str]:
    """The ids of all sources that the rows of a table name, each once, in the order of the rows."""
    return list(dict.fromkeys(_named(table)))


def most_used(tables: Iterable[pd.DataFrame], among: Iterable[str]) -> list[str]:
    """Some sources, those first that most rows of the tables name; ties in the given order."""
    uses = Counter(source for table in tables for source in _named(table))
    return sorted(dict.fromkeys(among), key=lambda source: -uses[source])


def _named(table: pd.DataFrame) -> list[str]:
    """Every mention of a source in a table."""
    held = [name for name in SOURCE_COLUMNS if name in table]
    cells = table[held].to_numpy(dtype=object).ravel()
    return [source for cell in cells for source in ids_in(cell)]


def years(as_of: pd.Series) -> pd.Series:
    """The last year of each ISO date or interval; missing where there is none."""
    found = as_of.astype("string").str.extract(r"(\d{4})(?:-\d{2}){0,2}(?:_\w+)?$")[0]
    return pd.to_numeric(found).astype("Int64")


def by_table(sizes: Mapping[str, int], tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The size of each table.

    Args:
        sizes: The number of rows by table.
        tables: Those tables whose rows have sources or dates, by name.

    Returns:
        One row a table in the given order: `table, rows, sources, first, last`; the years are
        missing for a table without dates.
    """
    found = []
    for name, rows in sizes.items():
        table = tables.get(name, pd.DataFrame())
        dates = next(
            (years(table[c]) for c in DATE_COLUMNS if c in table), pd.Series(dtype="Int64")
        )
        found.append(
            {
                "table": name,
                "rows": rows,
                "sources": len(sources(table)),
                "first": dates.min() if dates.notna().any() else pd.NA,
                "last": dates.max() if dates.notna().any() else pd.NA,
            }
        )
    return pd.DataFrame(found)


def by_language(references: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    """Language and kind of every source; works on method are left out.

    Args:
        references: CSL-JSON entries by id.

    Returns:
        One row a source, indexed by its id: `language` (a code), `kind` (one of `KINDS`).
    """
    found = {
        source: {"language": str(entry.get("language", "")), "kind": _kind(entry["custom"])}
        for source, entry in references.items()
        if entry["custom"].get("role") == "source"
    }
    return pd.DataFrame.from_dict(found, orient="index", columns=["language", "kind"])


def _kind(custom: Mapping[str, Any]) -> str:
    copied = custom.get("host_note") == "repost_or_mirror"
    return "copy" if copied and custom["kind"] == "secondary" else str(custom["kind"])


def tally(table: pd.DataFrame, by: str, column: str, order: Sequence[str]) -> pd.DataFrame:
    """How many rows there are of each group and code, largest group first.

    Args:
        table: The rows.
        by: The column of the groups.
        column: The column of the codes.
        order: All codes, in the order of the result's columns; codes that are not met are left out.

    Returns:
        Counts with the groups as index and the codes as columns.
    """
    counts = pd.crosstab(table[by], table[column])
    counts = counts[[code for code in order if code in counts]]
    return counts.loc[counts.sum(axis=1).sort_values(ascending=False, kind="stable").index]


def audited(evidence: pd.DataFrame, by: pd.Series) -> pd.DataFrame:
    """How many facts of each cluster and group are in each state of the audit.

    Args:
        evidence: The table `evidence`.
        by: The group of each fact, for example its dimension or its year; facts without are left out.

    Returns:
        Counts with `cluster` and the group as index and the states as columns, zeros included.
    """
    counts = pd.crosstab([evidence["cluster"], by], evidence["audit"])
    return counts.reindex(columns=[s for s in STATES if s in counts]).fillna(0).astype(int)


def with_number(evidence: pd.DataFrame) -> pd.Series:
    """Whether each fact states a number or a range."""
    return evidence[["value", "low", "high"]].notna().any(axis=1)


def changes(corrections: pd.DataFrame) -> pd.DataFrame:
    """What kinds of things the second reading changed.

    Args:
        corrections: The table `corrections`.

    Returns:
        One row a kind, the most frequent first: `kind, cells, rows, ids` (the corrections' ids).
        A `row` is one that was taken out, or whose subject was renamed.
    """
    kind = corrections["field"].map(lambda name: CHANGES.get(name, OTHER_CHANGE))
    # a row without an id today is one that was taken out: its old name still tells it apart
    place = corrections["table"] + " " + corrections["row"].fillna(corrections["row_original"])
    found = [
        {"kind": name, "cells": len(ids), "rows": place.loc[ids].nunique(), "ids": list(ids)}
        for name, ids in kind.groupby(kind).groups.items()
    ]
    order = ["cells", "kind"]
    return pd.DataFrame(found).sort_values(order, ascending=[False, True], ignore_index=True)


def of_clusters(table: pd.DataFrame, clusters: Iterable[str]) -> pd.DataFrame:
    """The rows whose list `clusters` is empty or names one of these clusters."""
    wanted = set(clusters)
    named = [set(ids_in(cell)) for cell in table["clusters"]]
    return table[[not ids or bool(wanted & ids) for ids in named]]


def count(
    numbers: NumberFormat, table: str, rows: Iterable[str], how: str = "counted rows"
) -> Value:
    """How many rows there are, as a value that comes from them.

    Unlike a fact's value it names no sources: to count a source is not to use it.

    Args:
        numbers: How the value reads.
        table: The table that the rows are of.
        rows: Their ids.
        how: What was done.
    """
    ids = list(rows)
    origins = tuple(Origin(table, row) for row in ids)
    return Value.exact(len(ids), how=how, origins=origins, format=numbers)


def total(numbers: NumberFormat, sizes: Mapping[str, int]) -> Value:
    """How many rows several tables hold together, as a value that names the tables."""
    origins = tuple(Origin(table, f"{rows} rows") for table, rows in sizes.items())
    return Value.exact(sum(sizes.values()), how="counted rows", origins=origins, format=numbers)


def share(part: Value, whole: Value) -> Value:
    """One count as a share of another, in whole percent.

    Raises:
        ZeroDivisionError: If the whole is nothing.
    """
    percent = 100 * part.number / whole.number
    how = f"computed: {part.text} of {whole.text}"
    return Value.exact(
        percent, "percent", digits=0, how=how, origins=whole.origins, format=whole.format
    )
