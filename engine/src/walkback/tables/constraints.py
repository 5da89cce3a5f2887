"""What one cell must be: its type, required, codes, pattern, limits and length."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from walkback.tables import numbers
from walkback.tables.dates import bad_date
from walkback.tables.package import MANIFEST
from walkback.tables.problems import nearest, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from walkback.tables.package import Column
    from walkback.tables.problems import Problem
    from walkback.tables.sheet import Sheet, SheetRow

Typed: TypeAlias = str | int | float | bool | Decimal | None

_FEW = 8


def typed(cell: str, kind: str, missing: Sequence[str] = ("",)) -> Typed:
    """The value of a cell; None if it is empty or not of its type.

    Args:
        cell: The cell as it is written.
        kind: A type of the manifest, such as `number`, which is read without loss.
        missing: What stands for an empty cell.
    """
    if _empty(cell, missing):
        return None
    if kind == "string":
        return cell
    value = numbers.parse(cell, kind)
    return Decimal(cell) if kind == "number" and value is not None else value


def limit(given: Any, kind: str) -> int | Decimal | None:
    """A limit or a code of the manifest as a value of a type of numbers; None if it is none."""
    if isinstance(given, bool) or not isinstance(given, int | float | str):
        return None
    text = f"{given:04}" if kind == "year" and isinstance(given, int) else str(given)
    value = typed(text, kind)
    return value if isinstance(value, int | Decimal) else None


def codes(column: Column) -> list[str]:
    """The codes that a column may hold, as they are written in a cell."""
    given = column.constraints.get("enum", ())
    return [code if isinstance(code, str) else json.dumps(code) for code in given]


def pattern(column: Column) -> re.Pattern[str]:
    """The pattern of a column; the whole cell must match it."""
    return re.compile(f"^{column.constraints['pattern']}$")


def column_problems(sheet: Sheet, column: Column, missing: Sequence[str]) -> Iterator[Problem]:
    """Every cell of one column that is not of its type or breaks a constraint.

    Args:
        sheet: The table.
        column: The column, which is in its header.
        missing: What stands for an empty cell.
    """
    required = column.constraints.get("required", False)
    rules = _rules(column)
    for record in sheet.sound:
        cell = record[column.name]
        value = typed(cell, column.type, missing)
        if value is None:
            if not _empty(cell, missing):
                yield record.problem(column.name, "type", *numbers.fault(cell, column.type))
            elif required:
                yield empty(record, column.name)
            continue
        for rule, keeps in rules.items():
            if not keeps(value):
                yield _broken(rule, record, column, sheet)


def empty(record: SheetRow, column: str) -> Problem:
    """A cell that must be filled in."""
    return record.problem(column, "required", "is empty", "fill it in: every row needs it")


def _empty(cell: str, missing: Sequence[str]) -> bool:
    return (cell if cell.strip() else "") in missing


def _rules(column: Column) -> dict[str, Callable[[Any], bool]]:
    """By the name of each constraint of a column: whether a value keeps it."""
    given = column.constraints
    rules: dict[str, Callable[[Any], bool]] = {}
    if "enum" in given:
        known = {typed(code, column.type) for code in codes(column)}
        rules["enum"] = known.__contains__
    if "pattern" in given:
        form = pattern(column)
        rules["pattern"] = lambda value: form.match(value) is not None
    if "minimum" in given:
        least = limit(given["minimum"], column.type)
        rules["minimum"] = lambda value: value >= least
    if "maximum" in given:
        most = limit(given["maximum"], column.type)
        rules["maximum"] = lambda value: value <= most
    if "minLength" in given:
        rules["minLength"] = lambda value: len(value) >= given["minLength"]
    if "maxLength" in given:
        rules["maxLength"] = lambda value: len(value) <= given["maxLength"]
    return rules


# -- sentences ------------------------------------------------------------------------------


def _broken(rule: str, record: SheetRow, column: Column, sheet: Sheet) -> Problem:
    cell, most = record[column.name], column.constraints[rule]
    if rule == "enum":
        return _not_a_code(record, column)
    if rule == "pattern":
        return _misshapen(record, column, sheet)
    size = f"it has {len(cell)} characters"
    message, advice = {
        "minimum": (f"{quoted(cell)} is below the least that is possible, {most}", "correct it"),
        "maximum": (f"{quoted(cell)} is above the most that is possible, {most}", "correct it"),
        "minLength": (f"is too short: {size}", f"write at least {most}"),
        "maxLength": (f"is too long: {size}", f"write at most {most}"),
    }[rule]
    return record.problem(column.name, rule, message, advice)


def _misshapen(record: SheetRow, column: Column, sheet: Sheet) -> Problem:
    """A cell that is written in another way than its column asks for."""
    if column.dated:
        return record.problem(column.name, "date", *bad_date(record[column.name]))
    right = pattern(column)
    others = (other[column.name] for other in sheet.sound)
    like = next((cell for cell in others if cell and right.match(cell)), None)
    advice = f"write it like {quoted(like)}" if like else f"see its pattern in {MANIFEST}"
    message = f"{quoted(record[column.name])} is not written as this column asks for"
    return record.problem(column.name, "pattern", message, advice)


def _not_a_code(record: SheetRow, column: Column) -> Problem:
    known = codes(column)
    meant = nearest(record[column.name], known)
    if meant:
        advice = f"did you mean {quoted(meant)}?"
    elif len(known) <= _FEW:
        advice = f"use one of {', '.join(known)}"
    else:
        advice = f"use one of the {len(known)} codes that {MANIFEST} lists for this column"
    message = f"{quoted(record[column.name])} is not a known code"
    return record.problem(column.name, "code", message, advice)
