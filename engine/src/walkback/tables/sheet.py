"""From text to rows: the comma-separated form itself, before any cell is looked at."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

from walkback.patterns import find
from walkback.tables.encoding import read_text
from walkback.tables.problems import BadData, Problem, Severity, counted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from walkback.tables.package import Table

_LONGEST = 2**31 - 1
_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}


@dataclass(frozen=True)
class SheetRow:
    """One row of a table.

    Attributes:
        file: The table's file.
        number: The row as a spreadsheet numbers it; the header is row 1.
        cells: The cells by column, as they are written.
        ragged: Whether the row has more or fewer cells than the header.
    """

    file: str
    number: int
    cells: dict[str, str]
    ragged: bool = False

    def __getitem__(self, column: str) -> str:
        """The cell, empty if there is no such column."""
        return self.cells.get(column, "")

    def problem(
        self,
        column: str | None,
        rule: str,
        message: str,
        advice: str,
        severity: Severity = "error",
    ) -> Problem:
        """A problem in this row."""
        return Problem(
            self.file, self.number, column, rule, message, advice, self["id"].strip(), severity
        )


@dataclass(frozen=True)
class Sheet:
    """A table as it was found.

    Attributes:
        file: Its path below the checkout.
        header: The names in the first row, as they are written.
        records: The rows that are not empty.
        problems: What is wrong with the form of the table.
    """

    file: str
    header: tuple[str, ...]
    records: tuple[SheetRow, ...]
    problems: tuple[Problem, ...] = field(default=())

    @property
    def sound(self) -> Iterator[SheetRow]:
        """The rows whose cells stand below the right column."""
        return (record for record in self.records if not record.ragged)


def read_table(root: Path, table: Table) -> Sheet:
    """The rows of a table of the manifest; one that is optional may have none, or be missing.

    Those of its further files follow.

    Args:
        root: The checkout.
        table: What the manifest says of it.

    Raises:
        BadData: If there is nothing that could be read as rows.
    """
    sheet = _own(root, table)
    for path in find(root, [table.further]) if table.further else ():
        if path != table.file:
            sheet = _joined(sheet, read_sheet(root / path, path))
    return sheet


def _own(root: Path, table: Table) -> Sheet:
    """The rows of the file that the manifest names."""
    path = root / table.file
    if not table.optional:
        return read_sheet(path, table.file)
    if not path.is_file():
        return Sheet(table.file, tuple(table.columns), ())
    sheet = read_sheet(path, table.file)
    return replace(sheet, problems=tuple(p for p in sheet.problems if p.rule != "no-rows"))


def _joined(sheet: Sheet, more: Sheet) -> Sheet:
    """A table with the rows of a further file, which must have the same columns in any order."""
    lacking = [name for name in sheet.header if name not in more.header]
    unknown = [name for name in more.header if name not in sheet.header]
    told = [f"has no column {', '.join(lacking)}"] if lacking else []
    told += [f"has the unknown column {', '.join(unknown)}"] if unknown else []
    advice = f"give it the columns of {sheet.file}"
    wrong = [Problem(more.file, 1, None, "header", what, advice) for what in told]
    rows = () if wrong else more.records
    problems = (*sheet.problems, *more.problems, *wrong)
    return replace(sheet, records=(*sheet.records, *rows), problems=problems)


def read_sheet(path: Path, file: str) -> Sheet:
    """The rows of a CSV file.

    Args:
        path: Where the file is.
        file: How messages call it.

    Raises:
        BadData: If there is nothing that could be read as rows.
    """
    text = read_text(path, file)
    _refuse_separator(text, file)
    lines = list(_split(text, file))
    header = tuple(name.strip() for name in lines[0])
    if not any(header):
        raise BadData(Problem(file, 1, None, "header", "is empty", "begin with the column names"))
    empty = [number for number, cells in enumerate(lines, 1) if not any(map(str.strip, cells))]
    records = [
        _record(file, number, header, cells)
        for number, cells in enumerate(lines, 1)
        if number > 1 and any(map(str.strip, cells))
    ]
    problems = [*_empty_rows(file, empty), *_ragged_rows(records, header, lines)]
    if not records:
        problems.append(
            Problem(file, None, None, "no-rows", "has a header but no rows", "put the rows back")
        )
    return Sheet(file, header, tuple(records), tuple(problems))


def _refuse_separator(text: str, file: str) -> None:
    """Refuse a file whose columns are not separated by commas."""
    first = text.lstrip().splitlines()[0]
    for sign, name in _SEPARATORS.items():
        if sign in first and "," not in first:
            message = f"its columns are separated by {name}, not by commas"
            advice = (
                "save it as comma-separated (LibreOffice: “Edit filter settings”, field delimiter "
                "“,”; Excel: “CSV UTF-8 (Comma delimited)”)"
            )
            raise BadData(Problem(file, 1, None, "separator", message, advice))


def _split(text: str, file: str) -> Iterator[list[str]]:
    """The cells of each row, quotation marks resolved."""
    csv.field_size_limit(_LONGEST)  # libraries set it too; a cell too long is told by cells.py
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):  # noqa: B007 - the message needs it
            yield cells
    except csv.Error:
        message = "has a quotation mark that is never closed, or text after a closing one"
        advice = 'put " around the whole cell, and write a quotation mark inside it as ""'
        raise BadData(Problem(file, number + 1, None, "quotes", message, advice)) from None


def _record(file: str, number: int, header: tuple[str, ...], cells: list[str]) -> SheetRow:
    padded = cells + [""] * (len(header) - len(cells))
    by_name = dict(zip(header[::-1], padded[len(header) - 1 :: -1], strict=True))
    return SheetRow(file, number, by_name, ragged=len(cells) != len(header))


def _ragged_rows(
    records: list[SheetRow], header: tuple[str, ...], lines: list[list[str]]
) -> Iterator[Problem]:
    for record in records:
        if record.ragged:
            found = len(lines[record.number - 1])
            message = f"has {counted(found, 'cell')}, but the header has {len(header)}"
            advice = "put text that holds a comma between quotation marks; keep empty cells"
            yield record.problem(None, "ragged-row", message, advice)


def _empty_rows(file: str, numbers: list[int]) -> Iterator[Problem]:
    """One problem for each run of empty rows."""
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        rows = [number for _, number in run]
        what = "is empty" if len(rows) == 1 else f"to {rows[-1]} are empty"
        yield Problem(file, rows[0], None, "empty-row", what, "delete the empty rows")
