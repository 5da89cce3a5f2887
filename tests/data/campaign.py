"""Five hundred spoilt tables: how many of each kind `check` finds, for docs/benchmarks.md.

`make campaign` runs it; `python -m tests.data.campaign --tries 100` prints without writing.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count, cycle, islice
from pathlib import Path

from tests.data.mutations import KINDS
from tests.data.spoilt import Checkout

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- mutations: begin -->", "<!-- mutations: end -->"
TRIES = 500


@dataclass(frozen=True)
class Try:
    """One mutation and what came of it.

    Attributes:
        kind: Its kind.
        found: Whether the check fails.
        refused: Whether nothing would be run either.
        by_rules: Whether the check fails without what the rows held when they were accepted.
        lines: The first line that it changed.
    """

    kind: str
    found: bool
    refused: bool
    by_rules: bool
    lines: str


def tried(checkout: Checkout, tries: int, seed: str) -> Iterator[Try]:
    """As many mutations as asked for, of all kinds in turn; the same for the same seed."""
    for number, kind in enumerate(islice(cycle(KINDS), tries)):
        draws = (checkout.spoil(KINDS[kind], f"{seed} {kind} {number} {draw}") for draw in count())
        checked, lines = next(filter(None, draws))  # a draw that changes nothing is none
        rules = replace(checked, problems=tuple(p for p in checked.problems if p.rule != "held"))
        yield Try(kind, not checked.passed, checked.failed, not rules.passed, lines[0])


def table(tries: Iterable[Try]) -> str:
    """The rates by kind as Markdown, and those of all."""
    rows = [
        "| kind | tries | found | refused by a run | by the rules alone |",
        "|---|---|---|---|---|",
    ]
    all_tries = list(tries)
    rows += [_row(kind, [one for one in all_tries if one.kind == kind]) for kind in KINDS]
    return "\n".join([*rows, _row("**all**", all_tries)])


def _row(name: str, tries: list[Try]) -> str:
    found, refused = sum(one.found for one in tries), sum(one.refused for one in tries)
    by_rules = sum(one.by_rules for one in tries)
    return f"| {name} | {len(tries)} | {found} | {refused} | {by_rules} |"


def main(arguments: list[str]) -> int:
    """Run the campaign; 1 if fewer than 19 of 20 mutations are found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=TRIES)
    parser.add_argument("--seed", default="2026")
    options = parser.parse_args(arguments)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        checkout = Checkout(Path(folder) / "checkout", ROOT)
        tries = list(tried(checkout, options.tries, options.seed))
    told = table(tries)
    sys.stdout.write(f"{told}\n\n")
    for one in (one for one in tries if not one.found):
        sys.stdout.write(f"not found: {one.kind}: {one.lines[:160]}\n")
    rate = sum(one.found for one in tries) / len(tries)
    sys.stdout.write(f"{rate:.1%} found, {time.monotonic() - begun:.0f} s\n")
    if options.tries >= TRIES:
        _write(told)
    return int(rate < 0.95)


def _write(told: str) -> None:
    text = PAGE.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n{told}\n{END}{after}", "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
