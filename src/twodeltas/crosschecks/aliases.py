"""Names of organisations: each leads straight to the body that it is counted as."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from twodeltas.crosschecks.cells import rows
from walkback.tables.problems import Problem, printable, quoted
from walkback.tables.sheet import Sheet, SheetRow

LEADS = ("merge", "split", "parent")  # treatments that lead to another body


def problems(sheets: Mapping[str, Sheet]) -> Iterator[Problem]:
    """Aliases of themselves, circles, aliases of aliases, and names that lead nowhere or twice.

    Args:
        sheets: The tables that could be read.
    """
    leading = [row for row in rows(sheets, "aliases") if row["treatment"] in LEADS and row["alias"]]
    by_alias: dict[str, SheetRow] = {}
    for row in leading:
        other = by_alias.setdefault(row["alias"], row)
        if other is not row:
            yield _twice(row, other)
    for row in leading:
        yield from _end(row, by_alias)


def _twice(row: SheetRow, other: SheetRow) -> Problem:
    message = f"is {quoted(row['alias'])}, which {printable(other['id'])} leads elsewhere already"
    return row.problem("alias", "alias", message, "keep one of the two rows")


def _end(row: SheetRow, by_alias: Mapping[str, SheetRow]) -> Iterator[Problem]:
    """What is wrong with where one alias leads."""
    if not row["canonical"]:
        message = f"is empty, but {quoted(row['alias'])} is to be counted as another body"
        yield row.problem("canonical", "alias", message, "name that body, or another treatment")
        return
    passed, here = [row["alias"]], row["canonical"]
    while here in by_alias and here not in passed:
        passed.append(here)
        here = by_alias[here]["canonical"]
    if here in passed:
        names = " → ".join(printable(name) for name in [*passed, here])
        yield row.problem(
            "canonical", "alias", f"makes a circle: {names}", "let one of them be the body itself"
        )
    elif len(passed) > 1:
        message = f"is {quoted(row['canonical'])}, which is an alias itself (id "
        message += f"{printable(by_alias[row['canonical']]['id'])})"
        advice = f"write {printable(here)}, where that one leads"
        yield row.problem("canonical", "alias", message, advice)
