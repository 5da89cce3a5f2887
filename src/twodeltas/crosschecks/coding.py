"""Codes against the two passes and their settlement: what was agreed, settled and kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from twodeltas.crosschecks.cells import by, rows
from twodeltas.shared.coding import LISTED, NAMES, PASSES
from walkback.tables.problems import Problem, printable, quoted
from walkback.tables.sheet import Sheet, SheetRow

SCALES = (*NAMES, LISTED)
_TABLES = {"codes", "codings", "settlements"}


def problems(sheets: Mapping[str, Sheet]) -> Iterator[Problem]:
    """Settlements that are missing or contradict the passes, codes that contradict both.

    A code that somebody changed later is no error: corrections.csv says why.

    Args:
        sheets: The tables that could be read.
    """
    if not set(sheets) >= _TABLES:
        return
    passes = by(sheets, "codings", "evidence", "coding_pass")
    settled = by(sheets, "settlements", "evidence", "scale")
    for row in settled.values():
        yield from _settlement(row, passes)
    recoded = {
        (row["row"], row["field"]) for row in rows(sheets, "corrections") if row["table"] == "codes"
    }
    for code in rows(sheets, "codes"):
        pair = [passes.get((code["evidence"], name)) for name in PASSES]
        for scale in SCALES if all(pair) else ():
            first, second = (one[scale] if one else "" for one in pair)
            settlement = settled.get((code["evidence"], scale))
            if first != second and settlement is None:
                yield _unsettled(code, scale, first, second)
            elif (code["id"], scale) not in recoded:
                yield from _kept(code, scale, settlement["settled"] if settlement else first)


def _settlement(row: SheetRow, passes: Mapping[tuple[str, ...], SheetRow]) -> Iterator[Problem]:
    """A settlement repeats both codes, which differ, and keeps one of them."""
    scale = row["scale"]
    for name in PASSES:
        coded = passes.get((row["evidence"], name))
        if coded and coded[scale] != row[name]:
            message = f"is {_code(row[name])}, but the {name} pass coded {_code(coded[scale])} in "
            message += f"codings.csv (id {printable(coded['id'])})"
            yield row.problem(
                name, "coding", message, "restore what the pass coded, in one of the two"
            )
    if row["first"] == row["second"]:
        message = (
            f"settles {quoted(scale)} of {printable(row['evidence'])}, on which both passes agree"
        )
        yield row.problem("scale", "coding", message, "restore the two codes, or delete the row")
    elif row["settled"] not in {row["first"], row["second"]}:
        message = f"is {_code(row['settled'])}, which neither pass coded"
        yield row.problem("settled", "coding", message, "keep one of the two codes")


def _unsettled(code: SheetRow, scale: str, first: str, second: str) -> Problem:
    message = (
        f"has no row in settlements.csv, but the passes coded {_code(first)} and {_code(second)}"
    )
    return code.problem(
        scale, "coding", message, "put the settlement back: which code was kept, and why"
    )


def _kept(code: SheetRow, scale: str, kept: str) -> Iterator[Problem]:
    if code[scale] != kept:
        message = (
            f"is {_code(code[scale])}, but the two passes and their settlement gave {_code(kept)}"
        )
        advice = 'undo it, or record why it was coded anew: `check --accept "why"`'
        yield code.problem(scale, "coding", message, advice, "change")


def _code(cell: str) -> str:
    return quoted(cell) if cell else "empty"
