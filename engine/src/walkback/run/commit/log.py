"""The ledger as a table that fits a terminal, and as JSON."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from textwrap import wrap
from typing import Any

from walkback.project import Project
from walkback.run.commit.ledger import entries

WIDTH = 80
Entry = Mapping[str, Any]

NOTHING = "Nothing was executed here yet; what was made with --out DIR is asked for with it."


def show_log(project: Project, *, everything: bool = False, as_json: bool = False) -> int:
    """Print what the last run executed; returns the exit code.

    Args:
        project: Whose results.
        everything: All runs, oldest first.
        as_json: The entries themselves, one a line.
    """
    found = entries(project.run_dir)
    if not everything:
        found = [entry for entry in found if entry["run"] == found[-1]["run"]]
    if as_json:
        lines: Iterable[str] = (json.dumps(entry, ensure_ascii=False) for entry in found)
    else:
        lines = table(found) if found else [NOTHING]
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 0


def table(found: Iterable[Entry]) -> Iterator[str]:
    """One block a run: when, and a line for each stage that it executed."""
    for number, (_, group) in enumerate(groupby(found, key=lambda entry: entry["run"])):
        run = list(group)
        if number:
            yield ""
        yield f"{run[0]['started'].replace('T', ' ').replace('Z', ' UTC')}  run {run[0]['run']}"
        width = max(len("stage"), *(len(entry["stage"]) for entry in run))
        yield f"{'stage':<{width}}  {'state':<7}  {'seconds':>7}  {'MiB':>5}  why"
        for entry in run:
            yield from _lines(entry, width)


def _lines(entry: Entry, width: int) -> Iterator[str]:
    """One line; what finds no room in it goes on below, indented."""
    peak = entry.get("peak_bytes")
    memory = f"{peak / 2**20:,.0f}" if peak else "–"
    begin = f"{entry['stage']:<{width}}  {entry['state']:<7}  {entry.get('seconds', 0):7.1f}  {memory:>5}"
    why = ": ".join(filter(None, (entry.get("reason", ""), entry.get("detail", ""))))
    if len(begin) + 2 + len(why) <= WIDTH:
        yield f"{begin}  {why}"
    else:
        yield begin
        yield from _below(why)
    if "error" in entry:
        yield from _below(entry["error"])


def _below(text: str) -> list[str]:
    return wrap(text, WIDTH, initial_indent="    ", subsequent_indent="    ")
