"""A checkout in a folder of its own, of which a test may spoil every file."""

import csv
import io
from datetime import date
from pathlib import Path

from walkback.tables.check import check_data
from walkback.tables.problems import Problem

TODAY = date(2027, 6, 15)


class Spoilable:
    """Data and notebooks below a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, file: str) -> Path:
        return self.root / file

    def text(self, file: str) -> str:
        return self.path(file).read_bytes().decode("utf-8")

    def write(self, file: str, text: str | bytes) -> None:
        data = text.encode("utf-8") if isinstance(text, str) else text
        self.path(file).write_bytes(data)

    def edit(self, file: str, old: str, new: str) -> None:
        text = self.text(file)
        assert old in text
        self.write(file, text.replace(old, new, 1))

    def rows(self, file: str) -> list[list[str]]:
        return list(csv.reader(io.StringIO(self.text(file), newline="")))

    def save(self, file: str, rows: list[list[str]]) -> None:
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\n").writerows(rows)
        self.write(file, buffer.getvalue())

    def put(self, file: str, row_id: str, column: str, cell: str) -> int:
        """Write a cell; the row as a spreadsheet numbers it."""
        rows = self.rows(file)
        at = next(number for number, row in enumerate(rows) if row[0] == row_id)
        rows[at][rows[0].index(column)] = cell
        self.save(file, rows)
        return at + 1

    def check(self, today: date = TODAY) -> list[Problem]:
        return check_data(self.root, today)
