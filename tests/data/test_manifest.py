"""The tables still hold every cell that was collected."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from tests.data import collected as collection

DATA = Path(__file__).resolve().parents[2] / "data"
MANIFEST = json.loads((DATA / "manifest.json").read_text(encoding="utf-8"))["tables"]
COLUMNS = [(table, entry) for table, held in MANIFEST.items() for entry in held["columns"]]
NUMERIC = ["evidence", "city_stats", "knowledge_flows", "claims"]
each_column = pytest.mark.parametrize(
    ("table", "entry"), COLUMNS, ids=[f"{table}-{entry['column']}" for table, entry in COLUMNS]
)


def rows_of(table: str) -> list[dict[str, Any]]:
    if table == "references":
        return json.loads((DATA / "references.json").read_text(encoding="utf-8"))
    with (DATA / "raw" / f"{table}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def tables() -> dict[str, list[dict[str, Any]]]:
    """The rows of every table that the manifest knows."""
    return {name: rows_of(name) for name in MANIFEST}


def changed(held: dict[str, list[dict[str, Any]]], table: str, entry: dict[str, Any]) -> bool:
    return collection.changed(MANIFEST, held, table, entry)


def entry_of(table: str, column: str) -> dict[str, Any]:
    return next(e for e in MANIFEST[table]["columns"] if e["column"] == column)


@pytest.mark.parametrize("table", MANIFEST)
def test_no_row_was_lost(table: str) -> None:
    held = MANIFEST[table]
    collected = held["ids"].split(";")
    assert len(collected) == held["rows"]
    assert not set(collected) - {row["id"] for row in rows_of(table)}


@each_column
def test_no_cell_was_lost(table: str, entry: dict[str, Any]) -> None:
    assert not changed(tables(), table, entry)


@each_column
def test_every_column_named_exists(table: str, entry: dict[str, Any]) -> None:
    if table != "references":
        assert set(entry["now"]) <= set(rows_of(table)[0])


def test_a_recorded_correction_is_allowed() -> None:
    """A collected cell may change when corrections.csv says what it held before."""
    held, entry = tables(), entry_of("evidence", "statement")
    row = held["evidence"][0]
    was, row["statement"] = row["statement"], "Another sentence."
    assert changed(held, "evidence", entry)
    held["corrections"].append(
        {"id": "CO-999", "table": "evidence", "row": row["id"], "field": "statement", "was": was}
    )
    assert not changed(held, "evidence", entry)


def test_a_further_source_is_allowed() -> None:
    held, entry = tables(), entry_of("gii_clusters_2025", "source_id")
    held["gii_clusters_2025"][5]["source_id"] += ";another-2026"
    assert not changed(held, "gii_clusters_2025", entry)
    held["gii_clusters_2025"][5]["source_id"] = "another-2026"
    assert changed(held, "gii_clusters_2025", entry)


@pytest.mark.parametrize("table", NUMERIC)
def test_every_collected_figure_became_a_number(table: str) -> None:
    """A collected figure is a value or a range; a number has a qualifier and a unit."""
    for row in rows_of(table):
        numbers = [row[c] for c in ("value", "low", "high") if row[c]]
        collected = row["value_original"] + row.get("low_original", "")
        assert numbers or not any(character.isdigit() for character in collected), row["id"]
        assert bool(numbers) == bool(row["qualifier"]) == bool(row["unit"]), row["id"]


BOUNDS = {
    "exact": lambda value: (value, value),
    "over": lambda value: (value, ""),
    "at_least": lambda value: (value, ""),
    "nearly": lambda value: ("", value),
    "up_to": lambda value: ("", value),
    "about": lambda value: ("", ""),
    "expected": lambda value: ("", ""),
    "target": lambda value: ("", ""),
}


@pytest.mark.parametrize("table", NUMERIC)
def test_bounds_follow_the_qualifier(table: str) -> None:
    for row in rows_of(table):
        if row["value"]:
            assert (row["low"], row["high"]) == BOUNDS[row["qualifier"]](row["value"]), row["id"]
        elif row["low"]:
            assert float(row["low"]) < float(row["high"]), row["id"]
