"""A fact is not younger than the source that tells it: `x-not-after-source-unless`."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from walkback.tables.dates import parse_span
from walkback.tables.problems import printable, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from walkback.tables.bibliography import Reference
    from walkback.tables.package import Column, Table
    from walkback.tables.problems import Problem
    from walkback.tables.sheet import Sheet, SheetRow

_AHEAD = timedelta(days=31)  # a source may announce what begins within a month


def source_date_problems(
    table: Table, sheet: Sheet, published: Mapping[str, date]
) -> Iterator[Problem]:
    """Dates of rows that lie after the day on which the last of their sources was published.

    Args:
        table: The table.
        sheet: Its rows.
        published: The last day on which each source can have been published, where it is known.
    """
    sources = [column for column in table.columns.values() if column.to_references]
    for column in table.columns.values():
        if column.not_after_source is None:
            continue
        for record in sheet.sound:
            yield from _late(record, column, sources, published)


def _late(
    record: SheetRow, column: Column, sources: Sequence[Column], published: Mapping[str, date]
) -> Iterator[Problem]:
    span = parse_span(record[column.name])
    codes = [code for one in sources for code in one.split(record[one.name])]
    if span is None or not codes or not all(code in published for code in codes):
        return
    if any(record[other] in free for other, free in (column.not_after_source or {}).items()):
        return
    last = max(published[code] for code in codes)
    if span.begins_last > last + _AHEAD:
        message = f"{quoted(record[column.name])} is after its source was published, "
        message += f"{last.isoformat()} ({printable(', '.join(codes))})"
        advice = "correct the date, or add the source that tells it"
        yield record.problem(column.name, "source-date", message, advice)


def days_published(entries: Sequence[Reference]) -> dict[str, date]:
    """The last day on which each source can have been published, where it says when."""
    days = {entry.id: _last_day(entry.item) for entry in entries if isinstance(entry.item, dict)}
    return {source: day for source, day in days.items() if day is not None}


def _last_day(item: Mapping[str, Any]) -> date | None:
    try:
        parts = [int(part) for part in item["issued"]["date-parts"][-1]]
        year, month = parts[0], parts[1] if len(parts) > 1 else 12
        day = parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1]
        return date(year, month, day)
    except (KeyError, TypeError, ValueError, IndexError):
        return None
