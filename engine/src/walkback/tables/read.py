"""Tables in and out of pandas: what is read has the manifest's types, what is written is stable."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from walkback import paths
from walkback.errors import DataError
from walkback.tables import numbers
from walkback.tables.bibliography import read_entries
from walkback.tables.csl import with_codes
from walkback.tables.header import header_problems
from walkback.tables.package import Column, load_package
from walkback.tables.problems import BadData, nearest, quoted
from walkback.tables.sheet import read_sheet, read_table
from walkback.tables.write import write_processed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from walkback.tables.package import Table
    from walkback.tables.problems import Problem
    from walkback.tables.sheet import Sheet, SheetRow

__all__ = ["RawTables", "read_processed", "read_raw", "read_references", "write_processed"]

_DTYPES = {
    "number": "float64",
    "integer": "Int64",
    "year": "Int64",
    "boolean": "boolean",
    "string": "string",
}


def read_raw(name: str, root: Path | None = None, *, as_written: bool = False) -> pd.DataFrame:
    """A raw table, one row a fact.

    Args:
        name: The table's name, such as `evidence`.
        root: The checkout; without it the current one.
        as_written: Keep every cell as text, so that `9.0` shows how many decimals were printed.

    Returns:
        The table indexed by `id`: numbers as float64, whole numbers as Int64, true and false as
        boolean, all else as string. An empty or blank cell is missing; text such as `NA` is text.
        A source that the data package gives all rows stands in the column `source_id`.

    Raises:
        DataError: If there is no such table, or something in it cannot be read.
    """
    root = root or paths.current().root
    tables = load_package(root).tables
    if name not in tables:
        raise DataError(_no_table(name, tables, root))
    table = tables[name]
    sheet = read_table(root, table)
    _refuse([*sheet.problems, *header_problems(sheet, table)])
    columns = table.columns
    frame = _frame(sheet, map(Column, columns) if as_written else columns.values())
    if table.source and "source_id" not in frame:
        frame["source_id"] = pd.Series(table.source, frame.index, dtype="string")
    return frame


def _no_table(name: str, tables: Mapping[str, Table], root: Path) -> str:
    """What is told of a table that the data package does not describe."""
    file = f"data/raw/{name}.csv"
    if (root / file).is_file():
        called = paths.command(root)
        return f"{file} is not described yet → type {called} add table {file}"
    known = nearest(name, tables)
    meant = f"did you mean {known}?" if known else f"there are {', '.join(tables) or 'none'}"
    return f"There is no raw table {quoted(name)} → {meant}"


def read_processed(
    name: str, types: Mapping[str, str], where: paths.Paths | None = None
) -> pd.DataFrame:
    """A table that a notebook wrote below `data/processed`.

    Args:
        name: The table's name, without `.csv`.
        types: The type of each column that is no text, as in the manifest: `number`, `integer`,
            `year` or `boolean`.
        where: The paths to look in; without them the current ones.

    Raises:
        DataError: If it was not written yet, cannot be read, or holds a cell of another type.
    """
    where = where or paths.current()
    file = f"data/processed/{name}.csv"
    path = where.processed(f"{name}.csv")
    if not path.is_file():
        called = paths.command(where.root)
        raise DataError(f"{file} is not there yet → run the notebook that writes it: {called}")
    sheet = read_sheet(path, file)
    _refuse(problem for problem in sheet.problems if problem.rule != "no-rows")
    return _frame(sheet, [Column(name, types.get(name, "string")) for name in sheet.header])


class RawTables(Mapping[str, pd.DataFrame]):
    """Raw tables by name; each is read when it is first asked for, and kept.

    Args:
        names: Which tables there are; without them all that the data package describes.
        root: The checkout; without it the current one.
    """

    def __init__(self, names: Iterable[str] | None = None, root: Path | None = None) -> None:
        if names is None:
            names = load_package(root or paths.current().root).raw
        self._names = tuple(names)
        self._root = root
        self._read: dict[str, pd.DataFrame] = {}
        self._patterns: dict[str, str | None] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        """The table, see `read_raw`.

        Raises:
            KeyError: If it is none of these tables.
            DataError: If something in it cannot be read.
        """
        if name not in self._names:
            raise KeyError(name)
        if name not in self._read:
            self._read[name] = read_raw(name, self._root)
        return self._read[name]

    def may_hold(self, name: str, row: str) -> bool:
        """Whether a table can have a row with this id, by what the data package says of its ids."""
        if name not in self._patterns:
            tables = load_package(self._root or paths.current().root).tables
            key = tables[name].columns.get("id") if name in tables else None
            self._patterns[name] = key.constraints.get("pattern") if key else None
        pattern = self._patterns[name]
        return pattern is None or re.search(pattern, str(row)) is not None

    def only(self, names: Iterable[str]) -> RawTables:
        """Some of them, in another order; what either has read, both have."""
        some = RawTables(names, self._root)
        some._read = self._read
        return some

    def __iter__(self) -> Iterator[str]:
        """The names, in the order given."""
        return iter(self._names)

    def __len__(self) -> int:
        """How many tables there are."""
        return len(self._names)


def read_references(root: Path | None = None) -> dict[str, dict[str, Any]]:
    """The sources as CSL-JSON objects by id, in the order of the file.

    Each says its kind and its role in `custom`, as they count where the file leaves them out.

    Raises:
        DataError: If `data/references.json` cannot be read.
    """
    entries = read_entries(root or paths.current().root)
    return {entry.id: with_codes(entry.item) for entry in entries if entry.id}


def _frame(sheet: Sheet, columns: Iterable[Column]) -> pd.DataFrame:
    columns = list(columns)
    _refuse(problem for record in sheet.records for problem in _untyped(record, columns))
    data = {
        column.name: pd.Series(
            [_value(record[column.name], column.type) for record in sheet.records],
            dtype=_DTYPES[column.type],
        )
        for column in columns
    }
    frame = pd.DataFrame(data)
    _refuse(_repeated_ids(sheet))
    return frame.set_index("id") if "id" in frame else frame


def _value(cell: str, kind: str) -> Any:
    if not cell.strip():
        return None
    return cell if kind == "string" else numbers.parse(cell, kind)


def _untyped(record: SheetRow, columns: Iterable[Column]) -> Iterator[Problem]:
    for column in columns:
        cell = record[column.name]
        if cell.strip() and column.type != "string" and numbers.parse(cell, column.type) is None:
            yield record.problem(column.name, "type", *numbers.fault(cell, column.type))


def _repeated_ids(sheet: Sheet) -> Iterator[Problem]:
    rows: dict[str, int] = {}
    for record in sheet.records if "id" in sheet.header else ():
        row = rows.setdefault(record["id"], record.number)
        if not record["id"].strip():
            yield record.problem("id", "required", "is empty", "give this row an id")
        elif row != record.number:
            message = f"{quoted(record['id'])} stands already in row {row}"
            yield record.problem("id", "duplicate", message, "give this row a new id")


def _refuse(problems: Iterable[Problem]) -> None:
    found = list(problems)
    if found:
        raise BadData(*found)
