"""What rows held when they were accepted, cell by cell, against what they hold: `x-held`."""

from __future__ import annotations

import base64
import json
import zlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from walkback.tables.encoding import read_text
from walkback.tables.package import REFERENCES
from walkback.tables.problems import BadData, Problem, counted, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from walkback.tables.bibliography import Reference
    from walkback.tables.package import Held, Package, Table
    from walkback.tables.sheet import Sheet

Cells: TypeAlias = dict[str, dict[str, str]]
"""The cells of a table that are not empty, by the id of the row and the column."""

SOURCES = "references"
_WIDTH = 96
_SHOWN = 12  # changed cells of a column that are told one by one
_FEWEST_MOVED = 2
_MOVED = 0.8  # of the cells that changed: how many stood in another row before


@dataclass(frozen=True)
class Change:
    """A cell that is not as it was accepted, nor as the last correction says.

    Attributes:
        row: The id of the row.
        column: The column.
        was: What it held.
        now: What it holds.
    """

    row: str
    column: str
    was: str
    now: str


def held_problems(
    root: Path, package: Package, sheets: Mapping[str, Sheet], entries: Sequence[Reference] | None
) -> Iterator[Problem]:
    """Rows that are gone, cells that were changed without a correction, cells of other rows.

    Args:
        root: The checkout.
        package: The data package, which says where it is held.
        sheets: The tables that could be read.
        entries: The sources, None if they could not be read.
    """
    if package.held is None or not (root / package.held.file).is_file():
        return
    try:
        held = read_held(root, package.held)
    except BadData as error:
        yield from error.problems
        return
    current = current_cells(sheets, entries)
    for table, cells in held.items():
        if table not in current:
            continue
        corrected = corrections_of(table, held, current, package.held)
        place = _Place(sheets.get(table), entries)
        yield from _gone(place, cells, current[table])
        changes = changes_of(cells, current[table], corrected, package.tables.get(table))
        there = [one for one in changes if place.has(one.column)]
        yield from _told(place, there, package.held)


def read_held(root: Path, held: Held) -> dict[str, Cells]:
    """What the file of `x-held` says of each table.

    Raises:
        BadData: If it cannot be read.
    """
    try:
        given = json.loads(read_text(root / held.file, held.file))["held"]
        return {table: unpacked(lines) for table, lines in given.items()}
    except (ValueError, TypeError, KeyError, AttributeError, zlib.error):
        message = "does not hold cells as it should"
        advice = "undo the last edit; `check --accept` alone writes them"
        raise BadData(Problem(held.file, None, None, "held", message, advice)) from None


def unpacked(lines: Sequence[str]) -> Cells:
    """The cells of a table from the lines in which they are held."""
    cells: Cells = json.loads(zlib.decompress(base64.b64decode("".join(lines))))
    return cells


def packed(cells: Cells) -> list[str]:
    """The lines in which the cells of a table are held; the same cells give the same lines."""
    text = json.dumps(cells, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    whole = base64.b64encode(zlib.compress(text.encode(), 9)).decode()
    return [whole[start : start + _WIDTH] for start in range(0, len(whole), _WIDTH)]


def current_cells(
    sheets: Mapping[str, Sheet], entries: Sequence[Reference] | None
) -> dict[str, Cells]:
    """The cells of all tables, and the fields of all sources, as `packed` takes them."""
    current = {
        name: {
            record["id"]: {column: cell for column, cell in record.cells.items() if cell.strip()}
            for record in sheet.sound
        }
        for name, sheet in sheets.items()
    }
    if entries is not None:
        current[SOURCES] = {entry.id: dict(_fields(entry.item)) for entry in entries}
    return current


def _fields(item: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """The fields of a source as texts; those of `custom` one by one."""
    for field, value in item.items() if isinstance(item, dict) else ():
        if field == "custom" and isinstance(value, dict):
            yield from _fields(value, "custom.")
        else:
            text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            yield f"{before}{field}", text


def corrections_of(
    table: str, held: Mapping[str, Cells], current: Mapping[str, Cells], where: Held
) -> dict[tuple[str, str], tuple[str, str]]:
    """By row and column, what a cell was before the corrections since, and what it became."""
    old = held.get(where.corrections, {})
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for row_id, row in current.get(where.corrections, {}).items():
        if row_id not in old and row.get("table") == table:
            key = row.get("row", ""), row.get("field", "")
            was = found[key][0] if key in found else row.get("was", "")
            found[key] = was, row.get("now", "")
    return found


def changes_of(
    held: Cells,
    current: Cells,
    corrected: Mapping[tuple[str, str], tuple[str, str]],
    table: Table | None,
) -> Iterator[Change]:
    """The cells that changed and are recorded nowhere.

    An empty cell may be filled, though not with 0, which is no word for unknown; a list may grow.
    """
    for row, cells in held.items():
        there = current.get(row)
        if there is None or (there == cells and not corrected):
            continue
        columns = {**cells, **there}
        for column in columns:
            was, now = cells.get(column, ""), there.get(column, "")
            was = _after(was, corrected.get((row, column)))
            if was != now and not _free(was, now, column, table):
                yield Change(row, column, was, now)


def _after(held: str, correction: tuple[str, str] | None) -> str:
    """What a cell should hold: what it held, or what a correction of just that made of it."""
    return correction[1] if correction and correction[0] == held else held


def _free(was: str, now: str, column: str, table: Table | None) -> bool:
    """Whether it needs no record: an empty cell that was filled, an item added to a list."""
    described = table.columns.get(column) if table else None
    if not was:
        return not _is_zero(now)
    if described is None or described.separator is None:
        return False
    return now.startswith(was + described.separator)


def _is_zero(cell: str) -> bool:
    try:
        return float(cell) == 0
    except ValueError:
        return False


# -- sentences ------------------------------------------------------------------------------


class _Place:
    """Where the rows of a table stand."""

    def __init__(self, sheet: Sheet | None, entries: Sequence[Reference] | None) -> None:
        self.file = sheet.file if sheet else REFERENCES
        if sheet:
            self._rows = {record["id"]: record.number for record in sheet.records}
        else:
            self._rows = {entry.id: entry.line for entry in entries or ()}
        self._columns = set(sheet.header) if sheet else None

    def has(self, column: str) -> bool:
        """Whether the table has the column; the header itself is checked elsewhere."""
        return self._columns is None or column in self._columns

    def problem(
        self, row: str, column: str | None, message: str, advice: str, severity: Any
    ) -> Problem:
        """A problem of one row of it."""
        number = self._rows.get(row)
        return Problem(self.file, number, column, "held", message, advice, row, severity)


def _gone(place: _Place, held: Cells, current: Cells) -> Iterator[Problem]:
    for row in held:
        if row not in current:
            message = "was accepted and is gone"
            advice = "put the row back; its id is never used for another"
            yield place.problem(row, None, message, advice, "error")


def _told(place: _Place, changes: Sequence[Change], held: Held) -> Iterator[Problem]:
    """The changes of a table, those of a column that was moved as one."""
    by_column: dict[str, list[Change]] = {}
    for change in changes:
        by_column.setdefault(change.column, []).append(change)
    for column, found in by_column.items():
        if moved(found):
            yield _moved(place, column, found)
            continue
        for change in found[:_SHOWN]:
            yield _changed(place, change, held)
        if len(found) > _SHOWN:
            message = f"begins {counted(len(found) - _SHOWN, 'further cell')} that changed"
            advice = "was the column replaced or shifted? undo it"
            yield place.problem(found[_SHOWN].row, column, message, advice, "change")


def moved(changes: Sequence[Change]) -> bool:
    """Whether the cells that changed in a column are those of other rows: sorted, shifted, exchanged."""
    before = Counter(change.was for change in changes if change.was)
    after = Counter(change.now for change in changes if change.now)
    same = (before & after).total()
    return same >= _FEWEST_MOVED and same >= _MOVED * max(before.total(), after.total())


def _moved(place: _Place, column: str, changes: Sequence[Change]) -> Problem:
    first = next((one for one in changes if one.now), changes[0])
    message = (
        f"was {_cell(first.was)} and is {_cell(first.now)}: {counted(len(changes), 'cell')} of this "
        "column stand in other rows than they did"
    )
    advice = "undo it: was the column sorted, shifted or exchanged by itself?"
    return place.problem(first.row, column, message, advice, "error")


def _changed(place: _Place, change: Change, held: Held) -> Problem:
    message = f"was {_cell(change.was)} and is {_cell(change.now)}"
    advice = (
        f'undo it, or record why: `check --accept "why"` adds the row to {held.corrections}.csv'
    )
    return place.problem(change.row, change.column, message, advice, "change")


def _cell(text: str) -> str:
    return quoted(text) if text else "empty"
