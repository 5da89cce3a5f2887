"""Profiles of many pairs, computed once for all tests and workers."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from coverage import Coverage

from tests.conftest import ROOT
from tests.shared.real import rankings

NAMED = [  # pairs that stand for a kind
    ("munich", "cologne", 2023),  # its order turns with the recipe
    ("seoul", "beijing", 2023),  # sums that read the same
    ("nanjing", "san-diego", 2023),  # the second of the two is ahead
    ("tokyo-yokohama", "shg", 2023),  # the first two
    ("tehran", "philadelphia", 2023),  # the last two with figures, hardly apart
    ("busan", "daegu", 2023),  # the last two of the table, ranks alone
    ("tokyo-yokohama", "san-jose-san-francisco", 2023),  # one is ahead in everything
    ("tokyo-yokohama", "shg", 2025),  # venture deals decide
    ("shg", "tokyo-yokohama", 2025),  # the same the other way round
    ("beijing", "boston-cambridge", 2025),  # shares that nobody published
    ("shg", "ss", 2025),  # the pair of the main report
    ("munich", "cologne", 2025),  # ranks alone, in an edition of three metrics
    ("macao-zhuhai", "ningde", 2025),  # the last two
    ("cambridge", "oxford", 2025),  # no ranks
    ("shg", "cambridge", 2025),  # one rank
    ("shg", "ss", 2024),  # an edition of ranks
    ("tokyo-yokohama", "beijing", 2022),  # some shares
    ("shanghai", "suzhou", 2021),  # later merged into one
    ("bengaluru", "delhi", 2019),  # ranks derived from a change
    ("seoul", "beijing", 2018),
    ("tokyo-yokohama", "shenzhen-hong-kong", 2017),  # one metric
    ("munich", "paris", 2017),
]
DRAWN = 10  # further pairs, others each day unless CI asks


def drawn() -> list[tuple[str, str, int]]:
    """Some pairs of all that the data hold."""
    table = rankings()
    chance = random.Random(os.environ.get("CI") or None)  # noqa: S311 - no secret
    editions = sorted(year for year in set(table["edition"]) if year.isdigit())
    found = []
    for _ in range(DRAWN):
        year = chance.choice(editions[-3:] if chance.random() < 0.7 else editions)
        clusters = sorted(table.loc[table["edition"] == year, "cluster"])
        found.append((*chance.sample(clusters, 2), int(year)))
    return found


class Shown:
    """What a profile shows.

    Args:
        found: What `in_process.run` returned.
    """

    def __init__(self, found: dict[str, Any]) -> None:
        self.error = found["error"]
        self.prose = {one["cell"]: one["reads"] for one in found["shown"] if one["kind"] == "prose"}
        self.text = " ".join(" ".join(self.prose.values()).replace("\\", "").split())
        self.tables = {one["label"]: one for one in found["shown"] if one["kind"] == "table"}
        self.figures = {one["label"]: one for one in found["shown"] if one["kind"] == "figure"}

    def rows(self, label: str) -> list[list[str]]:
        return [[cell.replace("\\", "") for cell in row] for row in self.tables[label]["rows"]]

    @property
    def titles(self) -> list[str]:
        return [one["title"] for one in (*self.tables.values(), *self.figures.values())]

    @property
    def all_text(self) -> str:
        cells = [cell for label in self.tables for row in self.rows(label) for cell in row]
        alts = [one["alt"] for one in self.figures.values()]
        return " ".join([self.text, *self.titles, *alts, *cells]).replace("\\", "")


def profiles_of(folder: Path, pairs: list[tuple[str, str, int]], root: Path = ROOT) -> None:
    """Run the notebook for each pair, in one process of its own."""
    (folder / "pairs.json").write_text(json.dumps(pairs), "utf-8")
    script = Path(__file__).with_name("in_process.py")
    measured = ["-m", "coverage", "run", f"--data-file={ROOT / '.coverage'}", "--parallel-mode"]
    watched = measured if Coverage.current() and root == ROOT else []
    command = [sys.executable, *watched, str(script), str(folder), str(folder / "pairs.json")]
    paths = os.pathsep.join(str(root / one) for one in ("src", "engine/src"))
    environment = {**os.environ, "WALKBACK_ROOT": str(root), "PYTHONPATH": paths}
    subprocess.run(command, check=True, env=environment, timeout=500, cwd=ROOT)


def read(folder: Path) -> dict[str, Shown]:
    found = json.loads((folder / "found.json").read_text("utf-8"))
    return {name: Shown(one) for name, one in found.items()}


@pytest.fixture(scope="session")
def profiles(once: Callable[[str, Callable[[Path], None]], Path]) -> dict[str, Shown]:
    """What is shown of each pair, by `first second edition`."""
    return read(once("profiles", lambda folder: profiles_of(folder, [*NAMED, *drawn()])))
