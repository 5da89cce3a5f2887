"""Accepts what the tables hold now: changed cells go into the corrections, new rows are held."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from walkback import atomic_files
from walkback.errors import DataError, UsageError
from walkback.tables.bibliography import read_entries
from walkback.tables.check import examine
from walkback.tables.held import (
    SOURCES,
    changes_of,
    corrections_of,
    current_cells,
    packed,
    read_held,
)
from walkback.tables.package import MANIFEST, load_package
from walkback.tables.problems import counted, report
from walkback.tables.sheet import read_table
from walkback.terminal import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from walkback.tables.held import Cells, Change
    from walkback.tables.package import Held, Package

_NUMBER = re.compile(r"\d+$")


@dataclass(frozen=True)
class _Accepting:
    """The checkout, its data package, and where it holds what was accepted."""

    root: Path
    package: Package
    where: Held

    @property
    def held(self) -> dict[str, Cells]:
        """What was accepted before; nothing at first."""
        there = (self.root / self.where.file).is_file()
        return read_held(self.root, self.where) if there else {}

    @property
    def current(self) -> dict[str, Cells]:
        """What the tables and the sources hold now."""
        tables = self.package.raw.items()
        sheets = {name: read_table(self.root, table) for name, table in tables}
        return current_cells(sheets, read_entries(self.root))


def accept_command(root: Path, reason: str) -> int:
    """Record every changed cell with the reason, and hold all rows as they are now.

    Args:
        root: The checkout.
        reason: Why cells were changed; it is only needed where some were.

    Raises:
        DataError: If the data package holds nothing, or the tables have errors.
        UsageError: If cells were changed and no reason is given.
    """
    package = load_package(root)
    if package.held is None or package.held.corrections not in package.raw:
        advice = "name a file and a table of corrections in x-held, as report-file.md says"
        raise DataError(f"{MANIFEST} does not say where accepted rows are held → {advice}")
    errors = [one for one in examine(root, prose=False).problems if one.severity == "error"]
    if errors:
        raise DataError(f"{report(errors)}\n\nMend these first; nothing was accepted.")
    accepting = _Accepting(root, package, package.held)
    changes = list(_changes(accepting))
    if changes and not reason.strip():
        message = f"{counted(len(changes), 'cell')} changed: say why, in quotes"
        raise UsageError(f'{message}: check --accept "the source was read again".')
    _record(accepting, changes, reason)
    new = _hold(accepting)
    say(sys.stdout, f"{counted(len(changes), 'correction')} recorded, {new}.")
    return 0


def _changes(accepting: _Accepting) -> Iterator[tuple[str, Change]]:
    """The cells that changed and are recorded nowhere, each with its table."""
    held, current = accepting.held, accepting.current
    for table, cells in held.items():
        corrected = corrections_of(table, held, current, accepting.where)
        described = accepting.package.tables.get(table)
        for change in changes_of(cells, current.get(table, {}), corrected, described):
            yield table, change


def _record(accepting: _Accepting, changes: list[tuple[str, Change]], reason: str) -> None:
    """Add a row to the corrections for each change."""
    table = accepting.package.tables[accepting.where.corrections]
    sheet = read_table(accepting.root, table)
    last = sheet.records[-1]["id"] if sheet.records else "CO-000"
    stream = io.StringIO()
    writer = csv.DictWriter(stream, sheet.header, extrasaction="ignore", lineterminator="\n")
    for name, one in changes:
        last = following(last)
        row = {"id": last, "table": name, "row": one.row, "row_original": one.row}
        writer.writerow(
            {**row, "field": one.column, "was": one.was, "now": one.now, "reason": reason}
        )
    path = accepting.root / table.file
    before = path.read_bytes()
    end = b"" if before.endswith(b"\n") else b"\n"
    if changes:
        atomic_files.write_bytes(path, before + end + stream.getvalue().encode())


def following(last: str) -> str:
    """The id after an id that ends with a number: `CO-179` after `CO-178`."""
    found = _NUMBER.search(last)
    if not found:
        return f"{last}-1"
    return f"{last[: found.start()]}{int(found[0]) + 1:0{len(found[0])}}"


def _hold(accepting: _Accepting) -> str:
    """Hold all cells as they are now; how many rows are new, in words."""
    path, before, current = accepting.root / accepting.where.file, accepting.held, accepting.current
    fixed = accepting.where.corrections  # told as corrections, not as rows
    whole = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    whole["held"] = {table: packed(cells) for table, cells in sorted(current.items())}
    atomic_files.write(path, json.dumps(whole, ensure_ascii=False, indent=1) + "\n")
    return _new(before, {name: rows for name, rows in current.items() if name != fixed})


def _new(before: Mapping[str, Cells], current: Mapping[str, Cells]) -> str:
    new = {table: len(set(cells) - set(before.get(table, {}))) for table, cells in current.items()}
    sources = new.pop(SOURCES, 0)
    return f"{counted(sum(new.values()), 'new row')} and {counted(sources, 'new source')} held"
