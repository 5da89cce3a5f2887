"""Rules over the cells of one row: intervals, qualifiers, shares, sizes and dates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from walkback.tables import numbers
from walkback.tables.as_printed import printed_problems
from walkback.tables.dates import bad_date, parse_span
from walkback.tables.problems import printable, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from walkback.tables.package import Column, Table
    from walkback.tables.problems import Problem
    from walkback.tables.sheet import Sheet, SheetRow

# Which bounds repeat the value: “over 460” means 460 or more.
_SAME_AS_VALUE = {
    "exact": ("low", "high"),
    "over": ("low",),
    "at_least": ("low",),
    "nearly": ("high",),
    "up_to": ("high",),
}
_AMOUNTS = ("value", "low", "high", "value_low", "value_high")

# The least and the most that a unit allows, None where there is no limit.
Limits: TypeAlias = "Mapping[str, tuple[float | None, float | None]]"


def unit_limits(units: Sheet | None) -> Limits:
    """The limits that `data/raw/units.csv` gives for each unit."""
    return {
        unit["id"]: (_number(unit, "minimum"), _number(unit, "maximum"))
        for unit in (units.sound if units else ())
    }


def row_problems(record: SheetRow, table: Table, today: date, limits: Limits) -> Iterator[Problem]:
    """What contradicts itself within a row, or cannot be.

    Args:
        record: The row.
        table: Its table.
        today: The day after which nothing can have happened yet.
        limits: The least and the most of each unit.
    """
    outside = list(_intervals(record, table))
    yield from outside
    if not outside and "qualifier" in record.cells:
        yield from _qualifier(record)
    impossible = [one for column in _AMOUNTS for one in _amount(record, column, limits)]
    yield from impossible or printed_problems(record, converted=table.converted)
    for described in table.columns.values():
        if described.dated or described.name.endswith("_window"):
            yield from _date(record, described, today)


def _number(record: SheetRow, column: str) -> float | None:
    """The cell as a number, None if it is empty or not a number."""
    return numbers.parse(record[column], "number")


# -- intervals and qualifiers ---------------------------------------------------------------


def _intervals(record: SheetRow, table: Table) -> Iterator[Problem]:
    """Every `low` and `high`, also with a name before them, around its value."""
    for name in table.columns:
        if name == "low" or name.endswith("_low"):
            stem = name.removesuffix("low")
            yield from _interval(record, stem.rstrip("_") or "value", name, f"{stem}high")


def _interval(record: SheetRow, value: str, low: str, high: str) -> Iterator[Problem]:
    least, middle, most = (_number(record, column) for column in (low, value, high))
    if least is not None and most is not None and least > most:
        message = f"{record[low]} is above {record[high]} in column {high}"
        yield record.problem(low, "interval", message, "exchange the two, or correct one")
    elif least is not None and middle is not None and middle < least:
        message = f"{record[value]} is below {record[low]} in column {low}"
        yield record.problem(value, "interval", message, "correct the value or its bound")
    elif most is not None and middle is not None and middle > most:
        message = f"{record[value]} is above {record[high]} in column {high}"
        yield record.problem(value, "interval", message, "correct the value or its bound")


def _qualifier(record: SheetRow) -> Iterator[Problem]:
    """Whether the bounds are those that the qualifier means."""
    qualifier = record["qualifier"]
    if not any(record[column] for column in ("value", "low", "high")):
        if qualifier:
            message = f"says {quoted(qualifier)}, but the row has no number"
            yield record.problem("qualifier", "qualifier", message, "empty it, or add the number")
        return
    if not qualifier:
        message = "is empty, but the row has a number"
        advice = "write exact, or over, about, nearly … as the source says it"
        yield record.problem("qualifier", "qualifier", message, advice)
    value = _number(record, "value")
    for bound in () if value is None else _SAME_AS_VALUE.get(qualifier, ()):
        if _number(record, bound) != value:
            found = printable(record[bound].strip()) or "empty"
            message = f"is {found}, but {quoted(qualifier)} means that it equals the value"
            advice = f"write {record['value']}, or change the qualifier"
            yield record.problem(bound, "qualifier", message, advice)


# -- amounts --------------------------------------------------------------------------------


def _amount(record: SheetRow, column: str, limits: Limits) -> Iterator[Problem]:
    """An amount lies within what its unit allows: a share between 0 and 100 percent."""
    amount, unit = _number(record, column), record["unit"]
    least, most = limits.get(unit, (None, None))
    if amount is None:
        return
    if least is not None and amount < least:
        what = f"below the least that is possible, {least:g}"
    elif most is not None and amount > most:
        what = f"above the most that is possible, {most:g}"
    else:
        return
    message = f"{record[column]} {printable(unit)} is {what}"
    yield record.problem(column, "amount", message, "correct the number or its unit")


# -- dates ----------------------------------------------------------------------------------


def _date(record: SheetRow, column: Column, today: date) -> Iterator[Problem]:
    """A date is a day of the calendar, ends after it begins, and lies behind us."""
    cell = record[column.name]
    if not cell or not re.search(column.constraints.get("pattern", ""), cell):
        return
    span = parse_span(cell)
    first, last = column.years
    if span is None:
        yield record.problem(column.name, "date", *bad_date(cell))
    elif span.first > span.begins_last:
        message = f"{quoted(cell)} ends before it begins"
        yield record.problem(column.name, "interval", message, "exchange the two dates")
    elif not first <= span.first.year <= span.last.year <= last:
        message = f"{quoted(cell)} is outside the years {first} to {last}"
        yield record.problem(column.name, "date", message, "correct the year")
    elif column.dated and span.begins_last > today and not _may_lie_ahead(record, column):
        advice = "correct it, or set the qualifier to target or expected"
        yield record.problem(column.name, "future", f"{quoted(cell)} is in the future", advice)


def _may_lie_ahead(record: SheetRow, column: Column) -> bool:
    ahead = column.ahead.items()
    return any(other not in record.cells or record[other] in codes for other, codes in ahead)
