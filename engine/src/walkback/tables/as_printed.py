"""A number against what its source printed: `value` and `value_original` with its unit."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from walkback.tables import numbers
from walkback.tables.problems import printable, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from walkback.tables.problems import Problem
    from walkback.tables.sheet import SheetRow

_TIMES = {
    "thousand": 10**3,
    "million": 10**6,
    "mn": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
    "万": 10**4,
    "百万": 10**6,
    "亿": 10**8,
    "万亿": 10**12,
}
_WORD = re.compile(rf"({'|'.join(sorted(_TIMES, key=len, reverse=True))})(?![a-z])\s*(.*)", re.I)
_QUALIFIERS = {
    "about": ("about",),
    "approx": ("about",),
    "over": ("over",),
    "more than": ("over",),
    "nearly": ("nearly",),
    "just under": ("nearly",),
    "at least": ("at_least",),
    "up to": ("up_to",),
    "target": ("target",),
    "expected": ("expected",),
}
_BRACKET = re.compile(r"\(([^()]*)\)")
_MEANT = re.compile(rf"\b(?:{'|'.join(_QUALIFIERS)})\b(?!\s*\d)")
_SHORTENED = re.compile(r"\d\.\d{1,5}E\+\d{2}")  # 2.42E+12, as a spreadsheet saves a long number


def printed_problems(record: SheetRow, *, converted: bool = True) -> Iterator[Problem]:
    """Whether a number is the one that its source printed, in base units.

    Nothing is said where the source printed more than a number.

    Args:
        record: The row.
        converted: Whether a number may be in another unit than the printed one; nobody can tell then.
    """
    for column in ("value", "low", "high"):
        if _SHORTENED.fullmatch(record[column]):
            message = f"{quoted(record[column])} is how a spreadsheet shortens a long number"
            advice = "write all of its digits, and save the column as text or as a whole number"
            yield record.problem(column, "shortened", message, advice, "warning")
    yield from _qualifier(record)
    value = _exact(record["value"])
    plain = record["value_original"].removesuffix("-fold")
    printed = _exact(re.sub(r"(?<=\d)[, ](?=\d{3}(\D|$))", "", plain))
    if value is None or printed is None:
        return
    times, unit = _unit(record["unit_original"])
    if value == printed * times or (converted and not _same_unit(record["unit"], unit)):
        return
    given = f"{record['value_original']} {record['unit_original']}".strip()
    message = f"is {record['value']}, but the source printed {quoted(given)}"
    advice = f"write {(printed * times).normalize():f}, or correct value_original or its unit"
    yield record.problem("value", "as-printed", message, advice)


def _qualifier(record: SheetRow) -> Iterator[Problem]:
    """What stands in brackets behind a printed unit: `firms (over)`."""
    given = record["qualifier"]
    for bracket in _BRACKET.findall(record["unit_original"]) if given else ():
        found = _MEANT.search(bracket.lower())
        if found and given not in (meant := _QUALIFIERS[found[0]]):
            message = (
                f"is {printable(given)}, but the source printed {quoted(record['unit_original'])}"
            )
            advice = f"write {' or '.join(meant)}, and set low and high by it"
            yield record.problem("qualifier", "qualifier", message, advice)


def printed_base(text: str) -> str:
    """The words of a printed unit, without its scale and what stands in brackets."""
    return re.sub(r"\([^()]*\)", "", _unit(text)[1]).strip()


def _exact(cell: str) -> Decimal | None:
    return Decimal(cell) if numbers.parse(cell, "number") is not None else None


def _unit(text: str) -> tuple[int, str]:
    """How many times a printed unit stands for its base, and that base: `million CNY per year`."""
    found = _WORD.match(text.strip())
    return (_TIMES[found[1].lower()], found[2]) if found else (1, text)


def _same_unit(unit: str, printed: str) -> bool:
    """Whether a printed unit names the base unit, or none; another one may have been converted."""
    words = re.findall(r"\w+", re.sub(r"\([^()]*\)", "", printed).lower())
    return not words or set(re.findall(r"[^\W_]+", unit.lower())) <= set(words)
