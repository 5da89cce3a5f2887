"""The table schemas of the manifest against all rows: cells, and keys within and between tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from walkback.tables.constraints import Typed, column_problems, empty, typed
from walkback.tables.descriptor import descriptor_faults, missing_values, names_of
from walkback.tables.foreign_keys import unknown_code
from walkback.tables.package import MANIFEST
from walkback.tables.problems import Problem, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from walkback.tables.package import Column, Table
    from walkback.tables.sheet import Sheet, SheetRow

Key = tuple[Typed, ...]


def schema_problems(tables: Mapping[str, Table], sheets: Mapping[str, Sheet]) -> Iterator[Problem]:
    """Every cell and row that breaks the table schemas of the manifest.

    Args:
        tables: The tables by name.
        sheets: Those of them that could be read.
    """
    faults = [fault for table in tables.values() for fault in descriptor_faults(table)]
    for fault in faults:
        message = f"does not describe tables as it should: {fault}"
        yield Problem(MANIFEST, None, None, "manifest", message, "undo the last edit")
    for name, sheet in () if faults else sheets.items():
        table = tables[name]
        columns = [column for column in table.columns.values() if column.name in sheet.header]
        for column in columns:
            yield from column_problems(sheet, column, missing_values(table))
        yield from _blank_rows(sheet, columns)
        yield from _repeated_keys(table, sheet, columns)
        for key in table.schema.get("foreignKeys", ()):
            yield from _lost(key, name, tables, sheets)


def _keys(table: Table, sheet: Sheet, names: Sequence[str]) -> list[Key]:
    """What some columns hold in each row, as values of their types."""
    kinds, missing = [table.columns[name].type for name in names], missing_values(table)
    pairs = list(zip(names, kinds, strict=True))
    return [
        tuple(typed(record[name], kind, missing) for name, kind in pairs)
        for record in sheet.records
    ]


def _blank_rows(sheet: Sheet, columns: Sequence[Column]) -> Iterator[Problem]:
    """Rows with text only in columns that the manifest does not know."""
    for record in sheet.sound if columns else ():
        if not any(record[column.name].strip() for column in columns):
            message = "is empty in every column that is known"
            yield record.problem(None, "blank-row", message, "correct this row")


def _repeated_keys(table: Table, sheet: Sheet, columns: Sequence[Column]) -> Iterator[Problem]:
    """Rows with the key of another one, or with none; cells of unique columns that come again."""
    unique = [(column.name,) for column in columns if column.constraints.get("unique")]
    keyed = set(table.key) <= {column.name for column in columns}
    for names in dict.fromkeys([*unique, *([table.key] if keyed else [])]):
        seen: dict[Key, SheetRow] = {}
        for record, key in zip(sheet.records, _keys(table, sheet, names), strict=True):
            if any(part is not None for part in key):
                before = seen.get(key)
                seen[key] = record
                if before and not record.ragged:
                    yield _repeated(record, names, before)
            elif names == table.key and not (record.ragged or record[names[0]].strip()):
                yield empty(record, names[0])


def _repeated(record: SheetRow, names: Sequence[str], before: SheetRow) -> Problem:
    cells = ", ".join(quoted(record[name]) for name in names)
    message = f"{cells} stands already in row {before.number}"
    advice = "delete one of the two rows, or give this one a new id"
    return record.problem(names[0], "duplicate", message, advice)


def _lost(
    key: Mapping[str, Any], name: str, tables: Mapping[str, Table], sheets: Mapping[str, Sheet]
) -> Iterator[Problem]:
    """Cells of a foreign key that are in no row of the table that they refer to."""
    other = key["reference"]["resource"] or name
    own, there = names_of(key["fields"]), names_of(key["reference"]["fields"])
    sheet, target = sheets[name], sheets.get(other)
    if (
        target is None
        or not _both(own, tables[name], sheet)
        or not _both(there, tables[other], target)
    ):
        return
    known = set(_keys(tables[other], target, there))
    for record, cells in zip(sheet.records, _keys(tables[name], sheet, own), strict=True):
        filled = any(cell is not None for cell in cells)
        if filled and cells not in known and not record.ragged:
            yield _unknown(record, own, there, target)


def _both(names: Sequence[str], table: Table, sheet: Sheet) -> bool:
    """Whether columns are described, and are there."""
    return set(names) <= set(table.columns) & set(sheet.header)


def _unknown(record: SheetRow, own: Sequence[str], there: Sequence[str], target: Sheet) -> Problem:
    if len(own) == 1:
        known = [other[there[0]] for other in target.records]
        return unknown_code(record, own[0], record[own[0]], known, target.file)
    cells = ", ".join(quoted(record[name]) for name in own)
    message = f"{cells} stand together in no row of {target.file}"
    advice = f"correct them, or add that row to {target.file}"
    return record.problem(own[0], "link", message, advice)
