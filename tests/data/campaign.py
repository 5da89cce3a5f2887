"""Five hundred spoilt tables: how many of each kind `check` finds, for docs/benchmarks.md.

`make campaign` runs it; `python -m tests.data.campaign --tries 100` prints without writing.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import cycle, islice
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
        lines: The first line that it changed.
    """

    kind: str
    found: bool
    refused: bool
    lines: str


def tried(checkout: Checkout, tries: int, seed: str) -> Iterator[Try]:
    """As many mutations as asked for, of all kinds in turn; the same for the same seed."""
    for number, kind in enumerate(islice(cycle(KINDS), tries)):
        checked, lines = checkout.spoil(KINDS[kind], f"{seed} {kind} {number}")
        if lines:
            yield Try(kind, not checked.passed, checked.failed, lines[0])


def table(tries: Iterable[Try], alone: Iterable[Try]) -> str:
    """The rates by kind as Markdown.

    Args:
        tries: With what the rows held when they were accepted.
        alone: The same without it, as for rows that are new: by the rules alone.
    """
    with_held, by_rules = list(tries), list(alone)
    rows = [
        "| kind | tries | found | refused by a run | by the rules alone |",
        "|---|---|---|---|---|",
    ]
    for kind in KINDS:
        here = [one for one in with_held if one.kind == kind]
        there = [one for one in by_rules if one.kind == kind]
        found, refused = sum(one.found for one in here), sum(one.refused for one in here)
        rules = f"{sum(one.found for one in there)} of {len(there)}"
        rows.append(f"| {kind} | {len(here)} | {found} | {refused} | {rules} |")
    found, refused = sum(one.found for one in with_held), sum(one.refused for one in with_held)
    rules = f"{sum(one.found for one in by_rules)} of {len(by_rules)}"
    rows.append(f"| **all** | {len(with_held)} | {found} | {refused} | {rules} |")
    return "\n".join(rows)


def main(arguments: list[str]) -> int:
    """Run the campaign; 1 if fewer than 19 of 20 mutations are found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=TRIES)
    parser.add_argument("--seed", default="2026")
    options = parser.parse_args(arguments)
    begun = time.monotonic()
    results = []
    with tempfile.TemporaryDirectory() as folder:
        for name, held in (("held", True), ("alone", False)):
            checkout = Checkout(Path(folder) / name, ROOT, held=held)
            results.append(list(tried(checkout, options.tries, options.seed)))
    told = table(*results)
    sys.stdout.write(f"{told}\n\n")
    for one in (one for one in results[0] if not one.found):
        sys.stdout.write(f"not found: {one.kind}: {one.lines[:160]}\n")
    rate = sum(one.found for one in results[0]) / len(results[0])
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
