"""What a run would do, as lines; as a table on a terminal."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from walkback.run.plan.staleness import Decision
from walkback.terminal import console, on_terminal, say, words

if TYPE_CHECKING:
    from rich.table import Table


def show_dry_run(found: Sequence[Decision]) -> None:
    """Print what was decided for each stage and for the report, and why."""
    if on_terminal(sys.stdout):
        console(sys.stdout).print(_table(found))
    else:
        say(sys.stdout, "\n".join(_lines(found)))


def _lines(found: Sequence[Decision]) -> list[str]:
    width = max(len(one.name) for one in found)
    return [f"{one.name:<{width}}  {'runs' if one.runs else '–':<4}  {one.why}" for one in found]


def _table(found: Sequence[Decision]) -> "Table":
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    table.add_column("stage", no_wrap=True, overflow="ellipsis")
    table.add_column("", no_wrap=True, min_width=4)
    table.add_column("why", overflow="fold", min_width=16)
    for one in found:
        runs, style = ("runs", "yellow") if one.runs else ("–", "dim")
        table.add_row(words(one.name), words(runs, style), words(one.why))
    return table
