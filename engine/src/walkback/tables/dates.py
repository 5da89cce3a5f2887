"""Dates as the tables write them: a year, a month, a day, or an interval of two of these."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import NamedTuple

from walkback.tables.problems import quoted

_PART = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class Span(NamedTuple):
    """The days that a date may mean.

    Attributes:
        first: The first of them.
        last: The last of them.
        begins_last: The first day of the part that ends the interval; `first` if there is one part.
    """

    first: date
    last: date
    begins_last: date


def parse_span(text: str) -> Span | None:
    """The days that `2024`, `2024-11`, `2024-11-06` or `2018/2022` stands for.

    Returns:
        None if the text is not written so, or names a day that no calendar has.
    """
    parts = [_days(part) for part in text.split("/")]
    if len(parts) > 2 or None in parts:
        return None
    first, last = parts[0], parts[-1]
    return Span(first[0], last[1], last[0]) if first and last else None


def bad_date(text: str) -> tuple[str, str]:
    """What is wrong with a text that `parse_span` refused, and what to write."""
    advice = "write 2024, 2024-11, 2024-11-06, or an interval such as 2018/2022"
    return f"{quoted(text)} is not a date of the calendar", advice


def _days(text: str) -> tuple[date, date] | None:
    """The first and the last day of one part."""
    match = _PART.fullmatch(text)
    if not match:
        return None
    year, month, day = (int(group) if group else None for group in match.groups())
    try:
        first = date(year or 0, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return None
    end = month or 12
    return first, date(first.year, end, day or calendar.monthrange(first.year, end)[1])
