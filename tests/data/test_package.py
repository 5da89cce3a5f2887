"""The manifest itself may be wrong; and outsiders' tools must be able to use it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.data.conftest import ROOT, Copy
from walkback.tables.package import load_package

FILE = "data/datapackage.json"


def test_the_manifest_is_read():
    package = load_package(ROOT)
    column = package.tables["gii_clusters_2025"].columns["source_id"]
    assert column.to_references
    assert column.split("a;b") == ["a", "b"]
    assert package.tables["evidence"].key == ("id",)
    assert package.tables["clusters"].file == "data/clusters.csv"


def test_column_without_list_is_one_code():
    column = load_package(ROOT).tables["evidence"].columns["cluster"]
    assert (column.split("a;b"), column.split("")) == (["a;b"], [])


@pytest.mark.parametrize(
    ("old", "new", "rule", "message"),
    [
        ('"resources":', '"resource":', "manifest", "does not describe tables as it should"),
        ('"type": "number"', '"type": "numbr"', "manifest", "the unknown type “numbr”"),
        ('"minimum": 1', '"minimum": {}', "manifest", "does not describe tables as it should"),
        ('"pattern": "^', '"pattern": "^(', "manifest", "unterminated subpattern"),
        ('"unique": true', '"uniqu": true', "manifest", 'constraint "uniqu" is not supported'),
        ('"primaryKey": "id"', '"primarKey": "id"', "manifest", "does not have id as its key"),
        ('"resources":', '"resources"', "json", "is not valid JSON at character"),
    ],
)
def test_broken_manifest_is_told_and_not_raised(small, old, new, rule, message):
    small.edit(FILE, old, new)
    told = [p for p in small.check() if p.file == FILE]
    assert [p.rule for p in told] == [rule] * len(told)
    assert message in told[0].message


def test_any_json_in_its_place_is_told_and_not_raised(small):
    for contents in [], 1, "x", None, {"resources": [1]}, {"resources": [{"path": 1}]}:
        small.write(FILE, json.dumps(contents))
        assert "manifest" in {p.rule for p in small.check() if p.file == FILE}


# -- as others see it ---------------------------------------------------------------------------

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
