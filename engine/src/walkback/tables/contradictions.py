"""What rows that are sound by themselves say against their texts, their sources and each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from walkback.tables.name_rules import name_problems
from walkback.tables.repeats import order_problems, repeated_rows
from walkback.tables.said_rules import said_problems
from walkback.tables.source_dates import days_published, source_date_problems
from walkback.tables.unit_rules import unit_problems
from walkback.tables.written import text_problems

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from walkback.tables.bibliography import Reference
    from walkback.tables.package import Table
    from walkback.tables.problems import Problem
    from walkback.tables.sheet import Sheet


def contradictions(
    tables: Mapping[str, Table],
    sheets: Mapping[str, Sheet],
    entries: Sequence[Reference],
    so_far: Iterable[Problem],
) -> Iterator[Problem]:
    """What cannot all be right, in rows in which no error was found before.

    Args:
        tables: The tables by name.
        sheets: Those of them that could be read.
        entries: The sources.
        so_far: What was found before: a row is told of one kind of fault at a time.
    """
    wrong = {(problem.file, problem.row) for problem in so_far if problem.severity == "error"}
    units = {unit["id"] for unit in sheets["units"].sound} if "units" in sheets else set()
    for problem in _all(tables, sheets, entries, units):
        if (problem.file, problem.row) not in wrong:
            yield problem


def _all(
    tables: Mapping[str, Table],
    sheets: Mapping[str, Sheet],
    entries: Sequence[Reference],
    units: Collection[str],
) -> Iterator[Problem]:
    published = days_published(entries)
    for name, sheet in sheets.items():
        table = tables[name]
        yield from text_problems(table, sheet)
        yield from repeated_rows(table, sheet)
        yield from order_problems(table, sheet)
        yield from name_problems(table, sheet, sheets)
        yield from source_date_problems(table, sheet, published)
        for record in sheet.sound if table.said_in else ():
            yield from said_problems(record, table)
    yield from unit_problems(sheets, units)
