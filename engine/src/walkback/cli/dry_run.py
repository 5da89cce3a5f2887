"""What a run would do, as lines; as a table on a terminal."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from textwrap import fill
from typing import TYPE_CHECKING

from walkback.run.plan.staleness import Decision
from walkback.terminal import console, on_terminal, say, words

if TYPE_CHECKING:
    from rich.table import Table

WIDTH = 100


def show_dry_run(found: Sequence[Decision], reads: Mapping[str, Sequence[str]]) -> None:
    """Print what was decided for each stage and for the report, and why.

    Args:
        found: The decisions.
        reads: The files that each stage was seen to read when it last ran.
    """
    if on_terminal(sys.stdout):
        console(sys.stdout).print(_table(found, reads))
    else:
        say(sys.stdout, "\n".join(_lines(found, reads)))


def _lines(found: Sequence[Decision], reads: Mapping[str, Sequence[str]]) -> Iterator[str]:
    width = max(len(one.name) for one in found)
    indent = " " * (width + 8)
    for one in found:
        yield f"{one.name:<{width}}  {'runs' if one.runs else '–':<4}  {one.why}"
        if text := read_in_words(reads.get(one.name, ())):
            yield fill(text, WIDTH, initial_indent=indent, subsequent_indent=indent)


def read_in_words(paths: Sequence[str]) -> str:
    """The files by folder: `read data/: clusters.csv; data/raw/: evidence.csv, units.csv`."""
    folders: dict[str, list[str]] = {}
    for path in paths:
        folder, _, name = path.rpartition("/")
        folders.setdefault(folder, []).append(name)
    listed = "; ".join(f"{folder}/: {', '.join(names)}" for folder, names in folders.items())
    return f"read {listed}" if listed else ""


def _table(found: Sequence[Decision], reads: Mapping[str, Sequence[str]]) -> "Table":
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    table.add_column("stage", no_wrap=True, overflow="ellipsis")
    table.add_column("", no_wrap=True, min_width=4)
    table.add_column("why", overflow="fold", min_width=16)
    for one in found:
        runs, style = ("runs", "yellow") if one.runs else ("–", "dim")
        table.add_row(words(one.name), words(runs, style), words(one.why))
        if text := read_in_words(reads.get(one.name, ())):
            table.add_row("", "", words(text, "dim"))
    return table
