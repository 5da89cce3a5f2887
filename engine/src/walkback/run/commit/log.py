"""The ledger as lines and as JSON; as tables on a terminal."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from walkback.project import Project
from walkback.run.commit.ledger import entries
from walkback.terminal import console, on_terminal, say, words

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

WIDTH = 80  # of the lines in a file or a pipe
Entry = Mapping[str, Any]

NOTHING = "Nothing was executed here yet; what was made with --out DIR is asked for with it."
_STYLES = {"done": "green", "failed": "bold red", "died": "bold red", "stopped": "yellow"}
_WIDE = 90  # columns from which reasons stand beside the stages, and not below them


def show_log(project: Project, *, everything: bool = False, as_json: bool = False) -> int:
    """Print what the last run executed; returns the exit code.

    Args:
        project: Whose results.
        everything: All runs, oldest first.
        as_json: The entries themselves, one a line.
    """
    found = asked(entries(project.run_dir), everything=everything)
    if not as_json and on_terminal(sys.stdout):
        _show_tables(found)
        return 0
    if as_json:
        lines: Iterable[str] = (json.dumps(entry, ensure_ascii=False) for entry in found)
    else:
        lines = table(found) if found else [NOTHING]
    for line in lines:
        say(sys.stdout, line)
    return 0


def asked(found: Sequence[Entry], *, everything: bool) -> Sequence[Entry]:
    """The entries that are asked for: all of them, or those of the last run."""
    return found if everything else [one for one in found if one["run"] == found[-1]["run"]]


def runs(found: Iterable[Entry]) -> Iterator[tuple[str, list[Entry]]]:
    """The entries by run: when and which it was, and what it executed."""
    for _, group in groupby(found, key=lambda entry: entry["run"]):
        run = list(group)
        started = run[0]["started"].replace("T", " ").replace("Z", " UTC")
        yield f"{started}  run {run[0]['run']}", run


def why(entry: Entry) -> str:
    """Why something was executed, in one text."""
    return ": ".join(filter(None, (entry.get("reason", ""), entry.get("detail", ""))))


def memory(entry: Entry) -> str:
    """The most memory that it used at once, in MiB."""
    peak = entry.get("peak_bytes")
    return f"{peak / 2**20:,.0f}" if peak else "–"


# -- lines ----------------------------------------------------------------------------------


def table(found: Iterable[Entry]) -> Iterator[str]:
    """One block a run: when, and a line for each stage that it executed."""
    for number, (title, run) in enumerate(runs(found)):
        if number:
            yield ""
        yield title
        width = max(len("stage"), *(len(entry["stage"]) for entry in run))
        yield f"{'stage':<{width}}  {'state':<7}  {'seconds':>7}  {'MiB':>5}  why"
        for entry in run:
            yield from _lines(entry, width)


def _lines(entry: Entry, width: int) -> Iterator[str]:
    """One line; what finds no room in it goes on below, indented."""
    begin = (
        f"{entry['stage']:<{width}}  {entry['state']:<7}  {entry.get('seconds', 0):7.1f}"
        f"  {memory(entry):>5}"
    )
    reason = why(entry)
    if len(begin) + 2 + len(reason) <= WIDTH:
        yield f"{begin}  {reason}"
    else:
        yield begin
        yield from _below(reason)
    if "error" in entry:
        yield from _below(entry["error"])


def _below(text: str) -> list[str]:
    return wrap(text, WIDTH, initial_indent="    ", subsequent_indent="    ")


# -- tables on a terminal ---------------------------------------------------------------------


def _show_tables(found: Sequence[Entry]) -> None:
    screen = console(sys.stdout)
    if not found:
        screen.print(words(NOTHING))
    for number, (title, run) in enumerate(runs(found)):
        if number:
            screen.print()
        screen.print(words(title, "bold"))
        screen.print(_table(run, wide=screen.width >= _WIDE))


def _table(run: Sequence[Entry], *, wide: bool) -> "Table":
    """What a run executed: stage and reason in two columns, or below each other."""
    from rich.table import Table

    shown = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    if wide:
        shown.add_column("stage", no_wrap=True, overflow="ellipsis")
    shown.add_column("state", no_wrap=True)
    shown.add_column("seconds", justify="right", no_wrap=True)
    shown.add_column("MiB", justify="right", no_wrap=True)
    shown.add_column("why" if wide else "stage, and why", overflow="fold")
    for entry in run:
        state, stage, reason = entry["state"], words(entry["stage"]), _reason(entry)
        figures = [
            words(state, _STYLES.get(state, "")),
            words(f"{entry.get('seconds', 0):.1f}"),
            words(memory(entry)),
        ]
        shown.add_row(*([stage, *figures, reason] if wide else [*figures, stage]))
        if not wide and reason:
            shown.add_row("", "", "", reason)
    return shown


def _reason(entry: Entry) -> "Text":
    """Why it was executed, and what it failed with."""
    text = words(why(entry), "dim")
    if "error" in entry:
        text.append_text(words("\n" if text else "").append_text(words(entry["error"], "red")))
    return text
