"""What tools from outside make of this report's data package."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.data.conftest import ROOT, Copy
from walkback.tables.package import load_package

CITIES, STATS, PLACED = (
    "data/raw/cities.csv",
    "data/raw/city_stats.csv",
    "data/raw/gii_clusters_2025.csv",
)
SLIPS = (
    (STATS, "CS-005", "value", "over 3"),
    (STATS, "CS-006", "city", "nowhere"),
    (STATS, "CS-007", "indicator", " "),
    (STATS, "CS-008", "id", "CS-009"),
    (STATS, "CS-010", "as_of", "6/11/2024"),
    (CITIES, "dongguan", "name_en", ""),
    (PLACED, "G25-shg", "rank_2025", "0"),
    (PLACED, "G25-ss", "pct_rank", "2.5"),
)


OURS = {"interval", "qualifier"}  # rules over several cells of a row, which no standard has


def outside(root: Path) -> dict[str, Any]:
    """What `frictionless validate data/datapackage.json`, which others use, says."""
    command = [sys.executable, "-m", "frictionless", "validate", "data/datapackage.json", "--json"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def test_the_package_is_valid_for_outside_tools():
    report = outside(ROOT)
    assert report["valid"], report["errors"] or [task["errors"] for task in report["tasks"]]
    assert report["stats"]["tasks"] == len(load_package(ROOT).tables)


def test_outside_tools_find_what_the_check_finds(small: Copy):
    before = {str(p) for p in small.check()}
    for slip in SLIPS:
        small.put(*slip)
    here = {
        (p.file, p.row, p.column)
        for p in small.check()
        if str(p) not in before and p.severity == "error" and p.rule not in OURS
    }
    there = {
        (f"data/{task['place']}", error["rowNumber"], error.get("fieldName", name))
        for task in outside(small.root)["tasks"]
        for error in task["errors"]
        for name in error.get("fieldNames", ["id"])  # a key names no column
    }
    assert here == there
    assert len(here) == len(SLIPS)
