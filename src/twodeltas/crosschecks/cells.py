"""Cells of several tables as numbers, and rows by what names them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from walkback.tables import numbers
from walkback.tables.sheet import Sheet, SheetRow


def number(record: SheetRow | None, column: str) -> float | None:
    """A cell as a number; None if there is no row, or no number in it."""
    return numbers.parse(record[column], "number") if record else None


def rows(sheets: Mapping[str, Sheet], table: str) -> Iterator[SheetRow]:
    """The sound rows of a table; none if it could not be read."""
    sheet = sheets.get(table)
    return iter(()) if sheet is None else sheet.sound


def by(sheets: Mapping[str, Sheet], table: str, *columns: str) -> dict[tuple[str, ...], SheetRow]:
    """The rows of a table by some of their cells."""
    return {tuple(row[column] for column in columns): row for row in rows(sheets, table)}
