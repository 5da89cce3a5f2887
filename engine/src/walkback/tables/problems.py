"""What the check finds: one problem of one cell, row or file, and how it is told."""

from __future__ import annotations

import difflib
import unicodedata
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal

from walkback.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable

Severity = Literal["error", "change", "warning"]

_RANKS = {"error": 0, "change": 1, "warning": 2}
LINES_PER_FILE = 50
LONGEST_QUOTE = 60
_ROW_WORD = {".json": "line", ".ipynb": "cell"}


@dataclass(frozen=True)
class Problem:
    """One thing that breaks a rule.

    Attributes:
        file: The path below the checkout, with slashes, for example `data/raw/evidence.csv`.
        row: The row as a spreadsheet numbers it, the header being 1; in JSON the line, in a
            notebook the cell; None if the whole file is meant.
        column: The column's name, or None.
        rule: A short name of the rule, for tests and for filtering.
        message: What is wrong.
        advice: What to do; "" where the message says it.
        row_id: The `id` of the row, if it has one.
        severity: An `error` fails the check and stops a run; a `change` of what was accepted fails
            the check until it is recorded, and stops no run; a `warning` is only shown.
    """

    file: str
    row: int | None
    column: str | None
    rule: str
    message: str
    advice: str
    row_id: str = ""
    severity: Severity = "error"

    @property
    def place(self) -> str:
        """Where the problem is: `data/raw/rain.csv, row 17 (id R-16), column value`."""
        place = self.file
        if self.row is not None:
            place += f", {_ROW_WORD.get(PurePosixPath(self.file).suffix, 'row')} {self.row}"
        if self.row_id:
            place += f" (id {printable(self.row_id)})"
        if self.column is not None:
            place += f", column {printable(self.column)}"
        return place

    @property
    def spot(self) -> str:
        """Where it is in its file: `row 17 (id R-16), column value`; "" for all of it."""
        return self.place.removeprefix(self.file).lstrip(", ")

    @property
    def told(self) -> str:
        """What is wrong and what to do; some messages say both themselves."""
        return f"{self.message} → {self.advice}" if self.advice else self.message

    def __str__(self) -> str:
        return f"{self.place}: {self.told}"


class BadData(DataError):  # noqa: N818 - it says what was found
    """A file could not be read; `problems` says why."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


def printable(text: str) -> str:
    """The text on one line, cut to a length that can be read, unprintable characters escaped.

    A cell may hold anything, also what would steer a terminal.
    """
    cut = text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in cut)


def quoted(text: str) -> str:
    """The text between quotation marks, safe to print."""
    return f"“{printable(text)}”"


def folded(text: str) -> str:
    """The text as it is compared when case, width and spaces around it do not count."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def nearest(text: str, known: Iterable[str]) -> str | None:
    """The known code that was probably meant, or None."""
    by_fold = {folded(code): code for code in known}
    match = difflib.get_close_matches(folded(text), by_fold, n=1, cutoff=0.6)
    return by_fold[match[0]] if match else None


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems by file and row, each of them once."""
    return sorted(
        set(problems),
        key=lambda p: (p.file, p.row or 0, p.column or "", p.severity, p.rule, p.message),
    )


@dataclass(frozen=True)
class OfFile:
    """The problems of one file as they are told, errors before warnings.

    Attributes:
        file: The file.
        shown: The first 50 of them.
        more: How many more there are, in words; "" if there are none.
    """

    file: str
    shown: tuple[Problem, ...]
    more: str


def by_file(problems: Iterable[Problem]) -> list[OfFile]:
    """The problems grouped by file, at most 50 of each."""
    groups = groupby(in_order(problems), key=lambda p: p.file)
    return [_of_file(file, list(found)) for file, found in groups]


def report(problems: Iterable[Problem]) -> str:
    """The problems as aligned lines; see `by_file`."""
    return "\n".join(line for one in by_file(problems) for line in _lines(one))


def counted(number: int, word: str) -> str:
    """The number with its noun: `1 row`, `1,204 rows`."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _of_file(file: str, problems: list[Problem]) -> OfFile:
    problems = sorted(problems, key=lambda p: _RANKS[p.severity])
    shown, rest = problems[:LINES_PER_FILE], problems[LINES_PER_FILE:]
    kinds = Counter(problem.severity for problem in rest)
    more = ", ".join(counted(number, kind) for kind, number in sorted(kinds.items()))
    return OfFile(file, tuple(shown), f"and {more} more → mend these first" if more else "")


def _lines(one: OfFile) -> list[str]:
    """The lines of one file; the messages start at the same place."""
    width = max(len(problem.place) for problem in one.shown) + 1
    lines = [f"{p.severity:<8} {p.place + ':':<{width}} {p.told}" for p in one.shown]
    return [*lines, f"{'':<8} {one.file}: {one.more} and check again"] if one.more else lines
