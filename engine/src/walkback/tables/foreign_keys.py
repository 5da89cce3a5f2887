"""Codes that point elsewhere: each must be there, and each row has a name of its own."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from walkback.tables.package import MANIFEST, REFERENCES
from walkback.tables.problems import Problem, folded, nearest, quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from walkback.tables.package import Column, Table
    from walkback.tables.sheet import Sheet, SheetRow

_FEW = 2
_ANY_SEPARATOR = re.compile(r"\s*[,;，；、|]\s*")


def link_problems(
    tables: Mapping[str, Table], sheets: Mapping[str, Sheet], sources: Collection[str] | None
) -> Iterator[Problem]:
    """Codes in lists and links that do not exist where they should, and slips in writing them.

    Args:
        tables: The tables by name.
        sheets: Those of them that could be read.
        sources: The ids of `data/references.json`, None if it could not be read.
    """
    for name, sheet in sheets.items():
        yield from _source_of_all(tables[name], sources)
        for column in tables[name].columns.values():
            if column.separator is None and not column.links:
                continue
            known = _known(column, sheets, sources)
            where = _where(column, tables)
            for record in sheet.sound:
                yield from _cell_problems(record, column, known, where)


def key_problems(table: Table, sheet: Sheet) -> Iterator[Problem]:
    """Ids that differ only by case, width or spaces: they would be mistaken for each other."""
    first: dict[tuple[str, ...], SheetRow] = {}
    for record in sheet.sound:
        written = tuple(record[name] for name in table.key)
        key = tuple(map(folded, written))
        other = first.setdefault(key, record) if any(key) else record
        if written != tuple(other[name] for name in table.key):
            twin = other[table.key[0]]
            message = f"{quoted(written[0])} differs from {quoted(twin)} in row {other.number} only"
            message += " by case or spaces"
            yield record.problem(table.key[0], "duplicate", message, "give this row another id")


def missing_problems(tables: Mapping[str, Table], sheets: Mapping[str, Sheet]) -> Iterator[Problem]:
    """Rows that another table must name and does not: a fact without codes.

    Args:
        tables: The tables by name.
        sheets: Those of them that could be read.
    """
    for name, sheet in sheets.items():
        for column in tables[name].columns.values():
            if column.covers in sheets and column.name in sheet.header:
                named = {record[column.name] for record in sheet.records}
                advice = f"add one there with this id as its {column.name}; see {column.see}"
                for record in sheets[column.covers].sound:
                    if record["id"] and record["id"] not in named:
                        message = f"has no row in {sheet.file}"
                        yield record.problem(None, "not-covered", message, advice)


def cited(tables: Mapping[str, Table], sheets: Mapping[str, Sheet]) -> set[str]:
    """The ids of all sources that a table names, for all of its rows or for one."""
    return {tables[name].source for name in sheets} | {
        code
        for name, sheet in sheets.items()
        for column in tables[name].columns.values()
        if column.to_references
        for record in sheet.records
        for code in column.split(record[column.name])
    }


def shared_ids(tables: Mapping[str, Table], sheets: Mapping[str, Sheet]) -> Iterator[Problem]:
    """Ids that two tables with values have: `facts["ID"]` would find the first of them only."""
    first: dict[str, SheetRow] = {}
    for name, sheet in sheets.items():
        for record in sheet.sound if "value" in tables[name].columns else ():
            other = first.setdefault(record["id"], record) if record["id"] else record
            if other.file != record.file:
                message = (
                    f"{quoted(record['id'])} is a row of {other.file} too (row {other.number})"
                )
                advice = 'give this one another id, so that facts["…"] finds it'
                yield record.problem("id", "shared-id", message, advice)


def _source_of_all(table: Table, sources: Collection[str] | None) -> Iterator[Problem]:
    """The source that the manifest gives a whole table."""
    if table.source and sources is not None and table.source not in sources:
        meant = nearest(table.source, sources)
        message = (
            f"the x-source of table {table.name}, {quoted(table.source)}, is not in {REFERENCES}"
        )
        advice = (
            f"did you mean {quoted(meant)}?" if meant else f"correct it, or add it to {REFERENCES}"
        )
        yield Problem(MANIFEST, None, None, "link", message, advice)


def unknown_code(
    record: SheetRow, column: str, code: str, known: Collection[str], where: str
) -> Problem:
    """A code that is not in the file or files where it should be."""
    meant = nearest(code, known)
    several = [part for part in _ANY_SEPARATOR.split(code) if part]
    if len(several) > 1 and set(several) <= set(known):
        advice = "separate the codes as the other rows do"
    elif meant:
        advice = f"did you mean {quoted(meant)}?"
    else:
        advice = f"correct it, or add it to {where}"
    return record.problem(column, "link", f"{quoted(code)} is not in {where}", advice)


def _known(
    column: Column, sheets: Mapping[str, Sheet], sources: Collection[str] | None
) -> Collection[str] | None:
    """The codes that may be used; None if any may, or if a linked file could not be read."""
    known: set[str] = set()
    for link in column.links:
        there = sheets.get(link.table)
        if link.to_references and sources is not None:
            known.update(sources)
        elif there is not None and link.column in there.header:
            known.update(record[link.column] for record in there.records)
        else:
            return None
    return known if column.links else None


def _where(column: Column, tables: Mapping[str, Table]) -> str:
    """The files where the codes of a column may be found, in words."""
    if len(column.links) > _FEW:
        return f"any of the tables {', '.join(link.table for link in column.links)}"
    return " or ".join(
        REFERENCES if link.to_references or link.table not in tables else tables[link.table].file
        for link in column.links
    )


def _cell_problems(
    record: SheetRow, column: Column, known: Collection[str] | None, where: str
) -> Iterator[Problem]:
    codes = column.split(record[column.name])
    for code, times in Counter(codes).items():
        if code != code.strip() or not code:
            yield _slip(record, column, code)
        elif times > 1:
            yield record.problem(
                column.name, "list", f"names {quoted(code)} {times} times", "name it once"
            )
        elif known is not None and code not in known:
            yield unknown_code(record, column.name, code, known, where)


def _slip(record: SheetRow, column: Column, code: str) -> Problem:
    """A code with a space beside it, or an empty one between two separators."""
    codes = [part.strip() for part in column.split(record[column.name]) if part.strip()]
    message = f"has spaces around {quoted(code.strip())}" if code.strip() else "has an empty code"
    return record.problem(
        column.name, "list", message, f"write {quoted((column.separator or '').join(codes))}"
    )
