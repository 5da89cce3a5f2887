"""Whether the sentences of a row say its number, and say the same numbers in both languages: `x-said-in`."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from walkback.tables import numbers
from walkback.tables.problems import quoted
from walkback.tables.said_numbers import in_digits, said

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from walkback.tables.package import Table
    from walkback.tables.problems import Problem
    from walkback.tables.sheet import SheetRow

_COUNTED = 12  # a sentence may name so few things one by one and not say how many they are
_ROUNDED = Decimal("0.005")  # by how much of itself a number may be rounded in a sentence
_PRECISE = 4  # digits that a number has at least which a sentence may round
_YEARS = range(1900, 2101)


def said_problems(record: SheetRow, table: Table) -> Iterator[Problem]:
    """What the number of a row and its sentences say against each other.

    Args:
        record: The row.
        table: Its table, with the columns of `x-said-in`.
    """
    columns = [column for column in table.said_in if record[column].strip()]
    for column in columns:
        yield from _unsaid(record, column)
    for one, other in pairwise(columns):
        yield from _unlike(record, one, other)


def _unsaid(record: SheetRow, column: str) -> Iterator[Problem]:
    """A number of the row that the sentence does not say."""
    known = said(record[column])
    for name in ("value",) if record["value"] else ("low", "high"):
        number = _exact(record[name])
        if number is None or (number <= _COUNTED and number == int(number)) or _in(number, known):
            continue
        message = f"is {record[name]}, which the sentence in column {column} does not say"
        advice = "read the source again: correct the number, its unit or the sentence"
        yield record.problem(name, "said", message, advice)


def _exact(cell: str) -> Decimal | None:
    return Decimal(cell) if numbers.parse(cell, "number") is not None else None


def _in(number: Decimal, known: Collection[Decimal]) -> bool:
    """Whether a number is among others, or is one of them rounded."""
    if number in known:
        return True
    return any(_rounds(number, one) for one in known)


def _rounds(one: Decimal, other: Decimal) -> bool:
    """Whether one number is the other with fewer digits: 30138 and 30100, but not 461 and 460."""
    few, many = sorted((_digits(one), _digits(other)))
    return few < many >= _PRECISE and abs(one - other) <= _ROUNDED * abs(one)


def _digits(number: Decimal) -> int:
    """How many digits a number has, without the zeros at its end."""
    return len(number.normalize().as_tuple().digits)


def _unlike(record: SheetRow, one: str, other: str) -> Iterator[Problem]:
    """Numbers that stand in one of two sentences alone.

    A year and a small number may, as a month has a name in English and a number in Chinese.
    """
    here, there = _alone(record[one], record[other]), _alone(record[other], record[one])
    large = [number for number in (*here, *there) if not _small(number)]
    if large or (here and there):
        number = _plain((large or here)[0])
        column = one if number in map(_plain, here) else other
        message = f"says {number}, which column {other if column == one else one} does not"
        yield record.problem(column, "said", message, "correct the one that is wrong")


def _alone(text: str, other: str) -> list[Decimal]:
    known = said(other)
    return [full for full, bare in in_digits(text) if not _in(full, known) and bare not in known]


def _small(number: Decimal) -> bool:
    return number == int(number) and (number <= _COUNTED or int(number) in _YEARS)


def _plain(number: Decimal) -> str:
    return quoted(f"{number.normalize():f}")
