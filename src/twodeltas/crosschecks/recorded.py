"""Corrections against the tables that they correct: each names a cell, and its last word stands there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from twodeltas.crosschecks.cells import by, rows
from walkback.tables.problems import Problem, printable, quoted
from walkback.tables.sheet import Sheet, SheetRow

WHOLE = "(row)"  # a correction of the row as such
_OLD_NAMES = {"year": "as_of"}  # columns that had another name when the facts were collected


def problems(sheets: Mapping[str, Sheet]) -> Iterator[Problem]:
    """Corrections of rows, columns or values that are not there.

    Args:
        sheets: The tables that could be read.
    """
    cells: dict[tuple[str, str, str], list[SheetRow]] = {}
    for record in rows(sheets, "corrections"):
        cells.setdefault((record["table"], record["row"], record["field"]), []).append(record)
    known = {name: by(sheets, name, "id") for name in {table for table, _, _ in cells}}
    for (table, row, field), records in cells.items():
        if table not in sheets or not row:
            continue  # sources, and rows that a correction added
        corrected = known[table].get((row,))
        if corrected is None:
            yield _no_row(records[-1], table)
        elif field != WHOLE:
            yield from _cell(records, corrected, field)


def _no_row(record: SheetRow, table: str) -> Problem:
    message = f"names {quoted(record['row'])}, which is no row of {printable(table)}.csv"
    advice = "name the row that was corrected, or put that row back"
    return record.problem("row", "correction", message, advice)


def _cell(records: list[SheetRow], corrected: SheetRow, field: str) -> Iterator[Problem]:
    """The corrections of one cell follow each other, and the last of them stands in it."""
    last = records[-1]
    if _OLD_NAMES.get(field, field) not in corrected.cells:
        message = f"names {quoted(field)}, which is no column of {corrected.file}"
        yield last.problem("field", "correction", message, "name the column that was corrected")
        return
    for before, after in pairwise(records):
        if before["now"] != after["was"]:
            message = f"is {_told(after['was'])}, but {printable(before['id'])} had left "
            message += f"{_told(before['now'])} there"
            advice = "correct the older of the two, or this one"
            yield after.problem("was", "correction", message, advice)
    if not _stands(last, corrected, field):
        yield _not_there(last, corrected, field)


def _stands(record: SheetRow, corrected: SheetRow, field: str) -> bool:
    """Whether a cell, or the words in which it was collected, is what a correction left."""
    now = record["now"]
    rewritten = field == "statement_zh" and corrected["statement_zh_origin"] == "rewritten"
    held = {corrected[_OLD_NAMES.get(field, field)], corrected[f"{field}_original"]}
    return not now or rewritten or now in held or bool(record["was"] and _reworded(record, field))


def _reworded(record: SheetRow, field: str) -> bool:
    """Whether a unit or qualifier was later written as one of the codes of its column."""
    return field in ("unit", "qualifier") and record["source_id"] == ""


def _not_there(record: SheetRow, corrected: SheetRow, field: str) -> Problem:
    held = corrected[_OLD_NAMES.get(field, field)]
    message = f"is {_told(record['now'])}, but column {printable(field)} of "
    message += f"{printable(corrected['id'])} ({corrected.file}) holds {_told(held)}"
    left = held == record["was"]
    advice = "write it into that row, or take the correction back"
    if not left:
        advice = 'correct one of the two, or record the later change: `check --accept "why"`'
    return record.problem("now", "correction", message, advice, "error" if left else "change")


def _told(cell: str) -> str:
    return quoted(cell) if cell else "empty"
