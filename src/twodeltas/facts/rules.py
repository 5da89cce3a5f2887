"""Rules over the cells of one row: intervals, qualifiers, shares, sizes and dates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from twodeltas.facts import numbers
from twodeltas.facts.dates import bad_date, parse_span
from twodeltas.facts.problems import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from twodeltas.facts.package import Column, Table
    from twodeltas.facts.problems import Problem
    from twodeltas.facts.sheet import Record

# Which bounds repeat the value: “over 460” means 460 or more.
_SAME_AS_VALUE = {
    "exact": ("low", "high"),
    "over": ("low",),
    "at_least": ("low",),
    "nearly": ("high",),
    "up_to": ("high",),
}
_AMOUNTS = ("value", "low", "high", "value_low", "value_high")
_NEVER_NEGATIVE = frozenset({"count", "duration", "length", "area", "rank", "rate"})


def row_problems(
    record: Record, table: Table, today: date, kinds: Mapping[str, str]
) -> Iterator[Problem]:
    """What contradicts itself within a row, or cannot be.

    Args:
        record: The row.
        table: Its table.
        today: The day after which nothing can have happened yet.
        kinds: What each unit measures, such as `count` or `percent`.
    """
    outside = list(_intervals(record, table))
    yield from outside
    if not outside and "qualifier" in table.columns:
        yield from _qualifier(record)
    for column in _AMOUNTS:
        yield from _amount(record, column, kinds)
    for described in table.columns.values():
        if described.dated or described.name.endswith("_window"):
            yield from _date(record, described, today)


def _number(record: Record, column: str) -> float | None:
    """The cell as a number, None if it is empty or not a number."""
    return numbers.parse(record[column], "number")


# -- intervals and qualifiers ---------------------------------------------------------------


def _intervals(record: Record, table: Table) -> Iterator[Problem]:
    """Every `low` and `high`, also with a name before them, around its value."""
    for name in table.columns:
        if name == "low" or name.endswith("_low"):
            stem = name.removesuffix("low")
            yield from _interval(record, stem.rstrip("_") or "value", name, f"{stem}high")


def _interval(record: Record, value: str, low: str, high: str) -> Iterator[Problem]:
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


def _qualifier(record: Record) -> Iterator[Problem]:
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
    for bound in _SAME_AS_VALUE.get(qualifier, ()) if record["value"] else ():
        if _number(record, bound) != _number(record, "value"):
            found = record[bound] or "empty"
            message = f"is {found}, but {quoted(qualifier)} means that it equals the value"
            advice = f"write {record['value']}, or change the qualifier"
            yield record.problem(bound, "qualifier", message, advice)


# -- amounts --------------------------------------------------------------------------------


def _amount(record: Record, column: str, kinds: Mapping[str, str]) -> Iterator[Problem]:
    """Shares lie between 0 and 100 percent; what is counted or measured is not negative."""
    amount, unit = _number(record, column), record["unit"]
    if amount is None:
        return
    if unit == "percent" and not 0 <= amount <= 100:
        message = f"{record[column]} percent is not a share: it is outside 0 to 100"
        yield record.problem(column, "share", message, "correct the number or its unit")
    least = 1 if unit == "rank" else 0
    if kinds.get(unit) in _NEVER_NEGATIVE and amount < least:
        message = f"{record[column]} {unit} cannot be: it is below {least}"
        yield record.problem(column, "amount", message, "correct the number or its unit")


# -- dates ----------------------------------------------------------------------------------


def _date(record: Record, column: Column, today: date) -> Iterator[Problem]:
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


def _may_lie_ahead(record: Record, column: Column) -> bool:
    return any(record[other] in codes for other, codes in column.ahead.items())
