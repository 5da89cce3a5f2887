"""The first row of a table against the columns that the manifest describes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from walkback.tables.problems import Problem, folded, nearest, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from walkback.tables.package import Table
    from walkback.tables.sheet import Sheet


def header_problems(sheet: Sheet, table: Table) -> Iterator[Problem]:
    """What is wrong with the header: missing, unknown, doubled, unnamed or moved columns."""
    known = list(table.columns)
    missing = [name for name in known if name not in sheet.header]
    for name, times in Counter(sheet.header).items():
        if not name:
            yield _problem(sheet, None, f"{times} of the columns have no name", "delete them")
        elif name not in known:
            yield _unknown(sheet, name, missing)
        elif times > 1:
            yield _problem(sheet, name, f"stands {times} times in the header", "keep one of them")
    renamed = {_meant(name, missing) for name in sheet.header if name not in known}
    for name in missing:
        if name not in renamed:
            yield _problem(sheet, name, "is missing", "add it; its cells may stay empty if unknown")
    present = [name for name in sheet.header if name in known]
    if not missing and len(set(present)) == len(present) and present != known:
        yield _moved(sheet, present, known)


def _meant(name: str, missing: list[str]) -> str | None:
    """The missing column that an unknown one probably is."""
    return nearest(name, missing) if folded(name) else None


def _unknown(sheet: Sheet, name: str, missing: list[str]) -> Problem:
    meant = _meant(name, missing)
    advice = (
        f"rename it to {quoted(meant)}"
        if meant
        else "delete it, or describe it in data/datapackage.json"
    )
    return _problem(sheet, name, "is not a column of this table", advice)


def _moved(sheet: Sheet, present: list[str], known: list[str]) -> Problem:
    first = next(there for there, here in zip(present, known, strict=True) if there != here)
    message = "is not at its place: the columns are in another order than in data/datapackage.json"
    return _problem(sheet, first, message, f"put them in this order: {', '.join(known)}")


def _problem(sheet: Sheet, column: str | None, message: str, advice: str) -> Problem:
    return Problem(sheet.file, 1, column, "header", message, advice)
