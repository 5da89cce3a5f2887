"""Which profiles a sweep makes: all pairs of the first clusters of some editions, or those of a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from twodeltas.profile_parameters import EXAMPLE, validated
from twodeltas.shared.listed import ranks_by_edition
from walkback.errors import UsageError
from walkback.sweep.job_file import Row, read_jobs, refuse
from walkback.tables.problems import Problem

COLUMNS = ("a", "b", "edition")
TOP = 10
OPTIONS = ("editions", "top", "pairs")
_NONE: Mapping[str, Any] = {"pair": []}  # no pair of the notebook's own: a sweep names all of them


def jobs(root: Path, options: Mapping[str, str]) -> list[dict[str, Any]]:
    """The pair and the edition of each profile.

    Args:
        root: The checkout.
        options: What was typed after `sweep`, by name.

    Raises:
        UsageError: If it cannot be meant; of a file with all that is wrong in it.
    """
    if unknown := [name for name in options if name not in OPTIONS]:
        known = ", ".join(f"--{name}" for name in OPTIONS)
        raise UsageError(f"--{unknown[0]} is no option of sweep; there are {known}.")
    if "pairs" not in options:
        return list(_of_editions(root, options))
    if len(options) > 1:
        raise UsageError("--pairs says which profiles are made: leave --editions and --top out.")
    rows, problems = read_jobs(Path(options["pairs"]), COLUMNS)
    found, wrong = _of_rows(root, rows)
    refuse([*problems, *wrong])
    return found


def _of_editions(root: Path, options: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """All pairs of the first clusters of each edition, the better rank first."""
    ranks = ranks_by_edition(root)
    top = _number(options.get("top", str(TOP)), "--top", "write 2 or more")
    if top < 2:
        raise UsageError(f"--top {top}: a pair has two clusters; write 2 or more.")
    typed = options.get("editions", str(max(ranks))).split(",")
    for text in dict.fromkeys(part.strip() for part in typed):
        edition = _number(text, "--editions", f"write years, such as {max(ranks)}")
        if edition not in ranks:
            known = ", ".join(map(str, sorted(ranks)))
            raise UsageError(f"--editions {edition}: the data hold the editions {known}.")
        first = sorted((rank, c) for c, rank in ranks[edition].items() if rank <= top)
        for (_, a), (_, b) in combinations(first, 2):
            yield {"pair": [a, b], "edition": edition}


def _number(text: str, option: str, advice: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 9):
        raise UsageError(f"{option} {text or '(nothing)'}: {advice}.")
    return int(text)


def _of_rows(root: Path, rows: Sequence[Row]) -> tuple[list[dict[str, Any]], list[Problem]]:
    """The profile of each row, and what is wrong with rows."""
    found: list[dict[str, Any]] = []
    wrong: list[Problem] = []
    seen: dict[tuple[frozenset[str], int], int] = {}
    for row in rows:
        if not all(row.cells.values()):
            continue  # told already
        try:
            profile = _of_row(root, row)
        except UsageError as error:
            wrong.append(row.problem(*_where(row, str(error))))
            continue
        what = frozenset(profile["pair"]), profile["edition"]
        if what in seen:
            message = f"is the pair of row {seen[what]} in the same edition"
            wrong.append(row.problem(None, message, "delete one of the two"))
            continue
        seen[what] = row.number
        found.append(profile)
    return found, wrong


def _of_row(root: Path, row: Row) -> dict[str, Any]:
    edition = _number(row.cells["edition"], "edition", "write a year, such as 2025")
    given = {"pair": [row.cells["a"], row.cells["b"]], "edition": edition}
    return validated(root, _NONE, given)


def _where(row: Row, told: str) -> tuple[str | None, str, str]:
    """The column that a message is about, what is wrong and what to do."""
    text = told.removeprefix("pair: ").replace(f"; {EXAMPLE}", "")
    column = "edition" if text.startswith("edition") else None
    for name in ("a", "b"):
        if repr(row.cells[name]) in text:
            column = name
    message, _, advice = text.partition(". ")
    return column, message.rstrip("."), advice.strip() or "mend the row"
