"""Names that are written in one way: `x-names` finds one that is a letter away from another."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from walkback.tables.problems import printable, quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from walkback.tables.package import Column, Names, Table
    from walkback.tables.problems import Problem
    from walkback.tables.sheet import Sheet

_SHORTEST = 5  # shorter names differ by a letter without being the same


def name_problems(table: Table, sheet: Sheet, sheets: Mapping[str, Sheet]) -> Iterator[Problem]:
    """Names of the columns of `x-names` that stand in one row and are almost another name.

    Args:
        table: The table.
        sheet: Its rows.
        sheets: All tables that could be read, some of which know names.
    """
    for column in table.columns.values():
        if column.names and column.name in sheet.header:
            yield from _misspelt(column, sheet, known_names(column.names, sheets))


def known_names(names: Names, sheets: Mapping[str, Sheet]) -> set[str]:
    """The names that are right as they are."""
    there = ((sheets[link.table], link.column) for link in names.links if link.table in sheets)
    return {record[column] for sheet, column in there for record in sheet.sound} | names.known


def _misspelt(column: Column, sheet: Sheet, known: Collection[str]) -> Iterator[Problem]:
    names = {record.number: _names(record[column.name], column) for record in sheet.sound}
    times = Counter(name for found in names.values() for name in found)
    meant = misspellings(times, known)
    for record in sheet.sound if meant else ():
        for name in names[record.number]:
            if name in meant:
                other = meant[name]
                message = f"{quoted(name)} stands here alone and is almost {quoted(other)}"
                message += f", which stands {times[other]} times" if times[other] > 1 else ""
                advice = f"write {printable(other)}, or give the two names that differ more"
                yield record.problem(column.name, "name", message, advice)


def _names(cell: str, column: Column) -> list[str]:
    return [name.strip() for name in column.split(cell) if name.strip()]


def misspellings(times: Counter[str], known: Collection[str] = ()) -> dict[str, str]:
    """The names that stand once, with the more frequent one from which they differ by a slip.

    A slip is a letter too many or too few, another letter, two letters exchanged, or another case.

    Args:
        times: How often each name stands.
        known: Names that are right, and are meant by others that are almost the same.
    """
    frequent: dict[str, str] = {}
    often = [name for name, number in times.most_common() if number > 1]
    for name in [*often, *known]:
        if len(name) >= _SHORTEST:
            for form in _forms(name):
                frequent.setdefault(form, name)
    found = {}
    for name in (one for one, number in times.items() if number == 1 and one not in known):
        meant = next((frequent[form] for form in _forms(name) if form in frequent), None)
        if meant and len(name) >= _SHORTEST and _figures(name) == _figures(meant):
            found[name] = meant
    return found


def _forms(name: str) -> Iterator[str]:
    """The name in small letters, and with each of its letters left out: two that share one are near."""
    small = name.casefold()
    yield small
    for at in range(len(small)):
        yield small[:at] + small[at + 1 :]


def _figures(name: str) -> str:
    """What tells names apart on purpose: their digits, and the signs of a list."""
    return "".join(sign for sign in name if sign.isdigit())
