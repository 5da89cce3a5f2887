"""The check of all tables and of the bibliography at once, before anything is computed."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from walkback.errors import DataError
from walkback.hooks import function
from walkback.paths import command
from walkback.report_file import read_hooks
from walkback.tables import archived, sizes
from walkback.tables.bibliography import Reference, read_entries, unused
from walkback.tables.characters import cell_problems
from walkback.tables.citations import citation_problems, mentioned, read_cells
from walkback.tables.contradictions import contradictions
from walkback.tables.foreign_keys import (
    cited,
    key_problems,
    link_problems,
    missing_problems,
    shared_ids,
)
from walkback.tables.header import header_problems
from walkback.tables.held import held_problems
from walkback.tables.package import MANIFEST, REFERENCES, Package, load_package
from walkback.tables.problems import BadData, Problem, counted, in_order, report
from walkback.tables.reference_rules import entry_problems
from walkback.tables.rules import row_problems, unit_limits
from walkback.tables.schema import schema_problems
from walkback.tables.sheet import Sheet, read_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


CHECKED = "WALKBACK_CHECKED"  # set for notebooks whose run has checked the data


@dataclass(frozen=True)
class Checked:
    """What the check found.

    Attributes:
        problems: All problems, by file and row.
        sizes: How many rows were read, by table.
        sources: How many sources were read.
        unarchived: A line on primary sources without an address in an archive; "" if there is nothing to say.
    """

    problems: tuple[Problem, ...]
    sizes: Mapping[str, int] = field(default_factory=dict)
    sources: int = 0
    unarchived: str = ""

    @property
    def failed(self) -> bool:
        """Whether there is an error, not only changes and warnings: nothing can be run."""
        return any(problem.severity == "error" for problem in self.problems)

    @property
    def passed(self) -> bool:
        """Whether there is neither an error nor a change that is not recorded."""
        return all(problem.severity == "warning" for problem in self.problems)

    @property
    def summary(self) -> str:
        """One line, such as `1,204 rows in 18 tables, 452 sources: no problem.` or with counts."""
        rows = counted(sum(self.sizes.values()), "row")
        read = f"{rows} in {counted(len(self.sizes), 'table')}, "
        kinds = Counter(problem.severity for problem in self.problems)
        found = [] if kinds["error"] or not self.passed else ["no problem"]
        found += [counted(kinds["error"], "problem")] if kinds["error"] else []
        found += [f"{counted(kinds['change'], 'change')} not recorded"] if kinds["change"] else []
        found += [counted(kinds["warning"], "warning")] if kinds["warning"] else []
        all_read = f"{read if self.sizes else ''}{counted(self.sources, 'source')}"
        return f"{all_read}: {', '.join(found)}."


@dataclass(frozen=True)
class Tables:
    """What a check of the report's own is called with; it gives the problems that it finds.

    Attributes:
        root: The checkout.
        sheets: The tables that could be read, by name.
        sound: Whether no error was found in them, so that they can be read as frames.
    """

    root: Path
    sheets: Mapping[str, Sheet]
    sound: bool


def check_data(root: Path, today: date | None = None) -> list[Problem]:
    """All problems of all tables, of the bibliography and of the citations in the notebooks.

    Args:
        root: The checkout.
        today: The day after which nothing can have happened yet; without it the present day.

    Returns:
        The problems by file and row. Bad data are never raised.
    """
    return list(examine(root, today).problems)


def examine(root: Path, today: date | None = None, *, prose: bool = True) -> Checked:
    """The problems, with the sizes of what was read; see `check_data`.

    Args:
        root: The checkout.
        today: As in `check_data`.
        prose: Whether the citations in the notebooks are looked at too.
    """
    today = today or datetime.now().astimezone().date()
    problems, package, sheets, entries = _read(root)
    problems += _table_problems(package, sheets, today)
    problems += _source_problems(package, sheets, entries, today)
    problems += _prose_problems(root, package, sheets, entries) if prose else ()
    problems += contradictions(package.tables, sheets, entries or (), problems)
    problems += _problems_of_the_report(root, sheets, problems)
    problems += held_problems(root, package, sheets, entries)
    return Checked(
        tuple(in_order(problems)),
        sizes.counted(sheets),
        len(entries or ()),
        archived.line([one.item for one in entries or ()], REFERENCES),
    )


def require(root: Path, *, citations_alone: bool = False) -> Checked:
    """What the check of all data found, or of what notebooks cite alone.

    Raises:
        DataError: If there is an error, with the list of all problems.
    """
    checked = examine_citations(root) if citations_alone else examine(root)
    if checked.failed:
        raise DataError(f"{report(checked.problems)}\n\n{checked.summary} Nothing was run.")
    return checked


def require_tables(root: Path) -> None:
    """Refuse tables with errors, unless a run has checked them before it began this notebook.

    Raises:
        DataError: If there is an error, with the list of all errors.
    """
    if os.environ.get(CHECKED):
        return
    checked = examine(root, prose=False)  # tables do not depend on what is written about them
    if checked.failed:
        errors = [problem for problem in checked.problems if problem.severity == "error"]
        raise DataError(
            f"The data break {counted(len(errors), 'rule')}, so nothing was written:\n"
            f"{report(errors)}\n"
            f"Mend them and run again; `{command(root)} check` shows them in seconds."
        )


def examine_citations(root: Path) -> Checked:
    """The problems of what notebooks cite alone, for tables and sources that were found sound."""
    problems, package, sheets, entries = _read(root)
    problems += _prose_problems(root, package, sheets, entries)
    return Checked(tuple(in_order(problems)), sources=len(entries or ()))


def _read(root: Path) -> tuple[list[Problem], Package, dict[str, Sheet], list[Reference] | None]:
    """What there is to look at, and what stood in the way of reading it."""
    problems: list[Problem] = []
    package = _load(root, problems)
    return problems, package, _read_sheets(root, package, problems), _read_entries(root, problems)


def _load(root: Path, problems: list[Problem]) -> Package:
    try:
        return load_package(root)
    except BadData as error:
        problems += error.problems
        return Package({}, known=False)


def _read_sheets(root: Path, package: Package, problems: list[Problem]) -> dict[str, Sheet]:
    """The tables that can be read; why the others cannot is added to the problems."""
    sheets = {}
    for name, table in package.raw.items():
        try:
            sheets[name] = read_table(root, table)
        except BadData as error:
            problems += error.problems
    known = {table.file for table in package.tables.values()}
    for path in sorted((root / "data" / "raw").glob("*.csv")) if known else ():
        if (file := f"data/raw/{path.name}") not in known:
            message, advice = "is not described", f"describe it in {MANIFEST}, or delete it"
            problems.append(
                Problem(file, None, None, "unknown-file", message, advice, "", "warning")
            )
    return sheets


def _read_entries(root: Path, problems: list[Problem]) -> list[Reference] | None:
    try:
        return read_entries(root)
    except BadData as error:
        problems += error.problems
        return None


def _table_problems(package: Package, sheets: dict[str, Sheet], today: date) -> Iterator[Problem]:
    limits = unit_limits(sheets.get("units"))
    for name, sheet in sheets.items():
        table = package.tables[name]
        yield from sheet.problems
        yield from header_problems(sheet, table)
        yield from key_problems(table, sheet)
        for record in sheet.sound:
            yield from cell_problems(record)
            yield from row_problems(record, table, today, limits)
    yield from schema_problems(package.tables, sheets)


def _problems_of_the_report(
    root: Path, sheets: dict[str, Sheet], so_far: list[Problem]
) -> Iterator[Problem]:
    """What the report's own checks find, which `report.toml` names."""
    tables = Tables(root, sheets, not any(one.severity == "error" for one in so_far))
    hooks = read_hooks(root)
    for name in hooks.checks:
        yield from function(hooks, name)(tables)


def _source_problems(
    package: Package, sheets: dict[str, Sheet], entries: list[Reference] | None, today: date
) -> Iterator[Problem]:
    """Problems of the sources, of the links to them, and of links between tables."""
    ids = None if entries is None else {entry.id for entry in entries}
    yield from link_problems(package.tables, sheets, ids)
    yield from missing_problems(package.tables, sheets)
    yield from shared_ids(package.tables, sheets)
    yield from entry_problems(entries or [], today)


def _prose_problems(
    root: Path, package: Package, sheets: dict[str, Sheet], entries: list[Reference] | None
) -> Iterator[Problem]:
    """Problems of what the notebooks cite, and sources that nothing uses."""
    cells, unreadable = read_cells(root)
    yield from unreadable
    if entries is None:
        return
    ids = {entry.id for entry in entries}
    yield from citation_problems(cells, ids)
    if package.known and len(sheets) == len(package.raw):
        yield from unused(entries, cited(package.tables, sheets) | mentioned(cells, ids))
