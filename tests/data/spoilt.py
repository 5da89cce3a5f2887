"""Real tables in memory, to be spoilt as a spreadsheet or a tired person spoils them."""

from __future__ import annotations

import csv
import io
import json
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from walkback.tables.check import Checked, examine
from walkback.tables.package import load_package

TODAY = date(2026, 11, 30)


@dataclass
class Cell:
    """A cell of a table: its row and column can be read and written."""

    rows: list[list[str]]
    row: int
    place: int

    @property
    def text(self) -> str:
        return self.rows[self.row][self.place]

    @text.setter
    def text(self, text: str) -> None:
        self.rows[self.row][self.place] = text

    @property
    def id(self) -> str:
        return self.rows[self.row][0]

    def beside(self, column: str) -> Cell:
        """Another cell of its row."""
        return Cell(self.rows, self.row, self.rows[0].index(column))


class Data:
    """All tables and sources, and what a mutation asks of them.

    Args:
        tables: Rows by table, the header first.
        sources: The entries of the bibliography.
        rng: What a mutation draws from.
    """

    def __init__(
        self, tables: dict[str, list[list[str]]], sources: list[dict[str, Any]], rng: random.Random
    ) -> None:
        self.tables = tables
        self.sources = sources
        self.rng = rng

    def cells(self, column: str, fits: Callable[[str], Any] = bool, tables: str = "") -> list[Cell]:
        """The cells of a column that fit, in all tables that have it or in some."""
        wanted = tables.split() or list(self.tables)
        return [
            cell
            for name in wanted
            if column in self.tables[name][0]
            for cell in self._of(self.tables[name], column)
            if fits(cell.text)
        ]

    def cell(self, column: str, fits: Callable[[str], Any] = bool, tables: str = "") -> Cell:
        """One of them, by chance."""
        return self.rng.choice(self.cells(column, fits, tables))

    def source(self, fits: Callable[[dict[str, Any]], Any] = bool) -> dict[str, Any]:
        """A source that fits, by chance."""
        return self.rng.choice([source for source in self.sources if fits(source)])

    def _of(self, rows: list[list[str]], column: str) -> Iterator[Cell]:
        place = rows[0].index(column)
        return (Cell(rows, number, place) for number in range(1, len(rows)))


class Checkout:
    """A copy of the real data in which one mutation after another is checked.

    Args:
        root: Where the copy is made.
        origin: The checkout that is copied.
    """

    def __init__(self, root: Path, origin: Path) -> None:
        self.root = root
        shutil.copytree(origin / "data", root / "data", ignore=shutil.ignore_patterns("processed"))
        shutil.copytree(origin / "notebooks", root / "notebooks")
        for name in ("report.toml", "run_all.py"):
            shutil.copy(origin / name, root / name)
        files = {name: root / table.file for name, table in load_package(root).raw.items()}
        self._files = files
        self._bytes = {file: file.read_bytes() for file in files.values()}
        self._tables = {name: _rows(file) for name, file in files.items()}
        self._references = root / "data/references.json"
        self._bytes[self._references] = self._references.read_bytes()
        self._sources = json.loads(self._bytes[self._references])

    def check(self) -> Checked:
        """What the check says of the copy as it is."""
        return examine(self.root, TODAY)

    def spoil(
        self, mutation: Callable[[Data], None], seed: str
    ) -> tuple[Checked, list[str]] | None:
        """What the check says of the data after a mutation, and the lines that it changed.

        Returns:
            None if the mutation left everything as it was: a column was sorted already.
        """
        tables = {name: [row.copy() for row in rows] for name, rows in self._tables.items()}
        sources = json.loads(self._bytes[self._references])
        mutation(Data(tables, sources, random.Random(seed)))  # noqa: S311 - no secret
        changed = {
            self._files[name]: _text(rows)
            for name, rows in tables.items()
            if rows != self._tables[name]
        }
        if sources != self._sources:
            changed[self._references] = json.dumps(sources, ensure_ascii=False, indent=1)
        if not changed:
            return None
        lines = [line for file, text in changed.items() for line in self._differ(file, text)]
        try:
            for file, text in changed.items():
                file.write_text(text, "utf-8")
            return self.check(), lines or ["a row less"]
        finally:
            for file in changed:
                file.write_bytes(self._bytes[file])

    def _differ(self, file: Path, text: str) -> list[str]:
        before = set(self._bytes[file].decode().splitlines())
        return [f"{file.name}: {line}" for line in text.splitlines() if line not in before]


def _rows(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def _text(rows: list[list[str]]) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue()
