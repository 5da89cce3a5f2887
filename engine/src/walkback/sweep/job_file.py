"""A CSV of jobs, a row each: read whole, with all that is wrong with its form."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from walkback.errors import UsageError
from walkback.tables.encoding import read_text
from walkback.tables.problems import Problem, counted, nearest, quoted, report


@dataclass(frozen=True)
class Row:
    """A row.

    Attributes:
        file: How messages call its file.
        number: Its number as a spreadsheet has it, the head being 1.
        cells: Its texts without spaces around them, by column.
    """

    file: str
    number: int
    cells: dict[str, str]

    def problem(self, column: str | None, message: str, advice: str) -> Problem:
        """Something that is wrong with it."""
        return Problem(self.file, self.number, column, "job", message, advice)


def read_jobs(path: Path, columns: Sequence[str]) -> tuple[list[Row], list[Problem]]:
    """The rows of a file, empty ones left out, and what is wrong with their form.

    Args:
        path: The file.
        columns: The columns that it must have, and no others, in any order.

    Raises:
        BadData: If it cannot be read as text.
        UsageError: If it is no CSV.
    """
    file = path.as_posix()
    if path.exists() and not path.is_file():
        raise UsageError(f"{file} is no file: write the name of a CSV.")
    text = read_text(path, file)
    lines = list(_lines(text))
    head, body = (lines[0][1], lines[1:]) if lines else ([], [])
    problems = list(_of_head(file, head, columns))
    rows: list[Row] = []
    for number, cells in body:
        if len(cells) != len(head):
            message = f"has {counted(len(cells), 'cell')}, the head has {len(head)}"
            advice = "write one value for each column"
            problems.append(Problem(file, number, None, "job", message, advice))
            continue
        rows.append(Row(file, number, dict(zip(head, cells, strict=True))))
    if not rows and not problems:
        advice = f"write a row for each report below {','.join(columns)}"
        problems.append(Problem(file, None, None, "job", "has no rows", advice))
    known = set(columns).issubset(head)
    return (rows if known else []), [*problems, *_empty(rows if known else [], columns)]


def refuse(problems: Sequence[Problem]) -> None:
    """End with all problems at once, before anything is run.

    Raises:
        UsageError: If there is one.
    """
    if problems:
        number = counted(len(problems), "problem")
        raise UsageError(f"{report(problems)}\n\n{number}; nothing was run.")


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that say something, each with its number."""
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text), strict=True), start=1):
            if any(cell.strip() for cell in cells):
                yield number, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise UsageError(f"The file cannot be read as CSV: {error}. Mend its quotes.") from None


def _of_head(file: str, head: Sequence[str], columns: Sequence[str]) -> Iterator[Problem]:
    advice = f"write {','.join(columns)} into the first row"
    for column in head:
        if column not in columns:
            near = nearest(column, columns)
            meant = f"write {near}" if near else advice
            yield Problem(file, 1, column, "job", f"{quoted(column)} is no column of it", meant)
        elif head.count(column) > 1:
            yield Problem(file, 1, column, "job", "is there twice", "delete one")
    for column in columns:
        if column not in head:
            yield Problem(file, 1, None, "job", f"the column {column} is missing", advice)


def _empty(rows: Sequence[Row], columns: Sequence[str]) -> Iterator[Problem]:
    for row in rows:
        for column in columns:
            if not row.cells[column]:
                yield row.problem(column, "is empty", "write a value")
