"""What the check finds, as lines; on a terminal grouped by file, with colours."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from walkback.tables.check import examine
from walkback.tables.problems import by_file, in_order, report
from walkback.terminal import console, on_terminal, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from rich.console import RenderableType

    from walkback.tables.problems import OfFile, Problem

_STYLES = {"error": "bold red", "change": "red", "warning": "yellow"}
_ROOM = 40  # columns that a message needs beside its place; with less it goes below


def check_command(
    root: Path,
    *,
    quiet: bool = False,
    beside: Callable[[Sequence[Problem]], Sequence[Problem]] = lambda _known: (),
) -> int:
    """Print what the check finds; 1 if it is not passed, else 0.

    Args:
        root: The checkout.
        quiet: Whether warnings are left out.
        beside: Finds more, where it is told what was found.
    """
    checked = examine(root)
    more = in_order([*checked.problems, *beside(checked.problems)])
    checked = replace(checked, problems=tuple(more))
    shown = [p for p in checked.problems if p.severity != "warning" or not quiet]
    if on_terminal(sys.stdout):
        _show(shown, checked.summary)
    else:
        sys.stdout.write(f"{report(shown)}\n\n" if shown else "")
        sys.stdout.write(f"{checked.summary}\n")
    if checked.unarchived:
        sys.stdout.write(f"{checked.unarchived}\n")
    return int(not checked.passed)


def _show(problems: Sequence[Problem], summary: str) -> None:
    screen = console(sys.stdout)
    for one in by_file(problems):
        screen.print(words(one.file, "bold"))
        for line in _of_file(one, screen.width):
            screen.print(line)
        screen.print()
    failed = any(problem.severity != "warning" for problem in problems)
    screen.print(words(summary, "red" if failed else "green"))


def _of_file(one: OfFile, width: int) -> Iterator[RenderableType]:
    """The problems of a file in columns; the messages below their places where it is narrow."""
    from rich.padding import Padding
    from rich.table import Table

    beside = width - max(len(problem.spot) for problem in one.shown) - 14 >= _ROOM
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=beside, overflow="fold")
    if beside:
        table.add_column(overflow="fold")
    for problem in one.shown:
        severity = words(problem.severity, _STYLES[problem.severity])
        place, message = words(problem.spot), words(problem.told)
        table.add_row(severity, place, *([message] if beside else []))
        if not beside:
            table.add_row("", message)
    yield Padding(table, (0, 0, 0, 2))
    if one.more:
        yield Padding(words(f"{one.more} and check again"), (0, 0, 0, 2))
