"""Cells that are written wrongly on purpose, and what the check must say about each: for both houses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from spoilable import Spoilable

from walkback.tables.problems import Problem


@dataclass(frozen=True)
class Slip:
    """A cell that is written wrongly, and what the check must say about it."""

    file: str
    row_id: str
    column: str
    cell: str
    rule: str
    message: str
    advice: str = ""
    severity: str = "error"

    def __str__(self) -> str:
        return f"{self.rule}-{self.row_id}-{self.cell!r}"


def made_in(copy: Spoilable, slips: Iterable[Slip]) -> dict[Slip, int]:
    """Make all slips in one copy; the row of each."""
    return {slip: copy.put(slip.file, slip.row_id, slip.column, slip.cell) for slip in slips}


def assert_told_once(slip: Slip, problems: Iterable[Problem], rows: Mapping[Slip, int]) -> None:
    """A slip is told once, with its place and a remedy."""
    columns = {"low", "high", slip.column} if slip.rule == "qualifier" else {slip.column}
    here = [p for p in problems if (p.file, p.row) == (slip.file, rows[slip])]
    here = [p for p in here if p.column in columns]
    assert len(here) == 1, [str(p) for p in here]
    problem = here[0]
    told = (problem.rule, problem.severity, problem.message, problem.advice)
    assert told[:2] == (slip.rule, slip.severity), told
    assert slip.message in problem.message, told
    assert slip.advice in problem.advice, told
    assert problem.advice, told


def elsewhere(problems: Iterable[Problem], rows: Mapping[Slip, int]) -> list[Problem]:
    """What is told about other rows than those of the slips."""
    places = {(slip.file, row) for slip, row in rows.items()}
    return [problem for problem in problems if (problem.file, problem.row) not in places]


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """The errors among problems, without the warnings."""
    return [problem for problem in problems if problem.severity == "error"]
