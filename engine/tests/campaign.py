"""`make campaign`: faults and races at many times the size of the tests' sample, counted by kind.

`python -m tests.campaign kills races` does some of them alone, `--of 4/16` each sixteenth case from the
fourth on. Every campaign is a function that yields a kind and, where it failed, why; a new one is one more
entry of `CAMPAIGNS`. The table that is printed is as docs/benchmarks.md has it.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from tests.run import chain, test_faults

Outcome = tuple[str, str]
Part = tuple[int, int]
HOSTILE = {  # what is tried: its file, its test, how many
    "tables in pages": (
        "test_hostile.py",
        "test_every_cell_reads_as_it_was_written_and_holds_no_other_tag",
        10_000,
    ),
    "tables in PDFs": (
        "test_hostile.py",
        "test_typst_sets_every_table_and_every_text_around_it",
        10_000,
    ),
    "documents of 60 pieces of Markdown": (
        "markdown/test_corpus.py",
        "test_what_is_made_of_the_pieces_is_shown_as_markdown_it_shows_it_or_refused",
        60,
    ),
}
COLUMNS = "| campaign | kind | tries | failures |\n|---|---|---:|---:|"


def kills(part: Part) -> Iterator[Outcome]:
    """A run of four notebooks, killed before each single change of a file, then the next run."""
    yield from _at_each_change("WALKBACK_CRASH", part)


def disks(part: Part) -> Iterator[Outcome]:
    """The same with a disk that is full at each single change of a file."""
    yield from _at_each_change("WALKBACK_FULL", part)


def _at_each_change(variable: str, part: Part) -> Iterator[Outcome]:
    with tempfile.TemporaryDirectory() as folder:
        made = chain.make(Path(folder) / "made")
        results = []
        for number in (0, 1):
            chain.change(made, number)
            assert test_faults.finish(made) == (0, "")
            results.append(chain.results(made))
        first, step = part
        for number in range(first, test_faults.CHANGES, step):
            root = Path(shutil.copytree(made, Path(folder) / "copy"))
            chain.change(root, 0)
            yield _one(root, variable, number, (results[0], results[1]))
            shutil.rmtree(root)


def _one(
    root: Path, variable: str, number: int, results: tuple[dict[str, bytes], dict[str, bytes]]
) -> Outcome:
    """A run with something at one change of a file, and the next run."""
    environment = os.environ | {variable: str(number)}
    code, told = test_faults.finish(root, env=environment)
    kind = {-9: "killed", 1: "told", 0: "no harm"}.get(code, f"exit code {code}")
    if "Traceback" in told:
        return kind, f"{number}: {told.splitlines()[-1]}"
    if (after := test_faults.finish(root)) != (0, ""):
        return kind, f"{number}: the next run ended with {after}"
    if chain.results(root) != results[0]:
        return kind, f"{number}: other bytes"
    left = [path for path in test_faults.leftovers(root) if path.name != "failed"]
    return kind, f"{number}: left behind are {left}" if left else ""


def races(part: Part) -> Iterator[Outcome]:
    """All that researchers do while the report builds, at each place of a run."""
    from tests.run.test_races import PLACES, RACES

    names = [f"{name}, {place}" for name in RACES for place in PLACES]
    first, step = part
    for name in names[first - 1 :: step]:
        told = _pytest("tests/run/test_races.py", f"test_a_race[{name}]")
        yield name.rpartition(",")[0], told and f"{name}: {told}"


def exchanges(_part: Part) -> Iterator[Outcome]:
    """Files put in place: killed and out of room before each change, recovery killed as well."""
    yield "put in place", _pytest("tests/run/test_journal.py", "")


def words(_part: Part) -> Iterator[Outcome]:
    """Hostile words in tables and prose, ten times as many as in the tests, other ones each time."""
    for kind, (file, name, number) in HOSTILE.items():
        told = _pytest(f"tests/publish/{file}", name, {"WALKBACK_EXAMPLES": str(number)})
        yield f"{number:,} {kind}", told


def ways(_part: Part) -> Iterator[Outcome]:
    """Ways of depending on something, each changed, and changes that must run nothing."""
    yield "all ways", _pytest("tests/run/test_ways.py", "")


def _pytest(file: str, name: str, variables: Mapping[str, str] = MappingProxyType({})) -> str:
    """What failed in a test, in a process of its own; "" if nothing did."""
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0"]
    done = subprocess.run(
        [*command, f"{file}::{name}" if name else file],
        env={**os.environ, "WALKBACK_CAMPAIGN": "1", **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if done.returncode == pytest.ExitCode.OK else done.stdout.strip().splitlines()[-1]


CAMPAIGNS: dict[str, Callable[[Part], Iterator[Outcome]]] = {
    "kills": kills,
    "disks": disks,
    "exchanges": exchanges,
    "races": races,
    "words": words,
    "ways": ways,
}


def main() -> int:
    """Do what was asked for; 1 if anything failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(CAMPAIGNS))
    parser.add_argument("--of", default="1/1", help="FIRST/STEP: a part of the cases")
    asked = parser.parse_args()
    first, _, step = asked.of.partition("/")
    rows, failures = [], []
    for name in asked.names or CAMPAIGNS:
        tries: Counter[str] = Counter()
        failed: Counter[str] = Counter()
        for kind, why in CAMPAIGNS[name]((int(first), int(step))):
            tries[kind] += 1
            if why:
                failed[kind] += 1
                failures.append(f"{name}: {why}")
                sys.stderr.write(f"{failures[-1]}\n")
        rows += [f"| {name} | {kind} | {tries[kind]} | {failed[kind]} |" for kind in sorted(tries)]
    sys.stdout.write("\n".join([COLUMNS, *rows, ""]))
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main())
