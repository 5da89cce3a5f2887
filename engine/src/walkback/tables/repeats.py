"""Rows that are the same under two ids, and cells that are out of order: `x-alike`, `x-in-order`."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from walkback.tables import numbers
from walkback.tables.problems import printable, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from walkback.tables.package import Part, Table
    from walkback.tables.problems import Problem
    from walkback.tables.sheet import Sheet, SheetRow


def repeated_rows(table: Table, sheet: Sheet) -> Iterator[Problem]:
    """Rows that agree in all columns of one of the lists of `x-alike`.

    One that says in `x-alike-unless` which row it repeats is only like another that says the same.

    Args:
        table: The table.
        sheet: Its rows.
    """
    told: set[int] = set()
    for columns in table.alike:
        first: dict[tuple[object, ...], SheetRow] = {}
        for record in sheet.sound:
            key = tuple(_part(record, part) for part in columns)
            if not all(key):
                continue
            other = first.setdefault((*key, record[table.alike_unless]), record)
            if other is not record and record.number not in told:
                told.add(record.number)
                yield _repeated(record, other, columns)


def _part(record: SheetRow, part: Part) -> object:
    if isinstance(part, str):
        return _plain(record[part])
    cells = sorted(_plain(record[column]) for column in part)
    return tuple(cells) if any(cells) else ()


def _plain(cell: str) -> str:
    """A cell as it is compared: case, width, spaces and the full stop do not count."""
    if not cell.isascii():
        cell = unicodedata.normalize("NFKC", cell)
    return " ".join(cell.split()).rstrip(" .。").casefold()


def _repeated(record: SheetRow, other: SheetRow, columns: Sequence[Part]) -> Problem:
    names = [name for part in columns for name in ((part,) if isinstance(part, str) else part)]
    same = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    message = f"is the same as row {other.number} (id {printable(other['id'])}) in {same}"
    advice = "delete one of the two, or correct what differs"
    return record.problem(names[0], "same-row", message, advice)


def order_problems(table: Table, sheet: Sheet) -> Iterator[Problem]:
    """Rows whose end comes before their beginning: the pairs of `x-in-order`.

    Args:
        table: The table.
        sheet: Its rows.
    """
    for first, last in table.in_order:
        for record in sheet.sound:
            begin, end = (numbers.parse(record[column], "number") for column in (first, last))
            if begin is not None and end is not None and begin > end:
                message = f"{quoted(record[last])} comes before {quoted(record[first])} in {first}"
                yield record.problem(last, "order", message, "exchange the two, or correct one")
