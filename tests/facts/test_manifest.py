"""The tables still hold every cell that was collected."""

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).resolve().parents[2] / "data"
MANIFEST = json.loads((DATA / "manifest.json").read_text(encoding="utf-8"))["tables"]
COLUMNS = [(table, entry) for table, held in MANIFEST.items() for entry in held["columns"]]


def rows_of(table: str) -> list[dict[str, Any]]:
    if table == "references":
        return json.loads((DATA / "references.json").read_text(encoding="utf-8"))
    with (DATA / "raw" / f"{table}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def cell(row: dict[str, Any], column: str) -> str:
    """A cell; `custom.kind` looks inside an entry of the bibliography."""
    value: Any = row
    for part in column.split("."):
        value = value.get(part, "")
    return value


def kept(table: str, where: dict[str, str]) -> list[dict[str, Any]]:
    return [r for r in rows_of(table) if all(cell(r, k) == v for k, v in where.items())]


def collected_cells(table: str, entry: dict[str, Any]) -> list[str]:
    """The non-empty cells of a collected column, in the words in which they were collected."""
    where = {**MANIFEST[table].get("rows_where", {}), **entry.get("where", {})}
    column = entry.get("original", entry["now"][0])
    cells = [cell(row, column) for row in kept(table, where)]
    codes = entry.get("codes")
    return sorted(codes[c] if codes else c for c in cells if c)


@pytest.mark.parametrize("table", MANIFEST)
def test_no_row_was_lost(table: str) -> None:
    held = MANIFEST[table]
    assert len(kept(table, held.get("rows_where", {}))) == held["rows"]


@pytest.mark.parametrize(
    ("table", "entry"), COLUMNS, ids=[f"{t}-{e['column']}" for t, e in COLUMNS]
)
def test_no_cell_was_lost(table: str, entry: dict[str, Any]) -> None:
    cells = collected_cells(table, entry)
    assert len(cells) == entry["non_empty"]
    text = json.dumps(cells, ensure_ascii=False, separators=(",", ":"))
    assert hashlib.sha256(text.encode()).hexdigest() == entry["sha256"]


@pytest.mark.parametrize(
    ("table", "entry"), COLUMNS, ids=[f"{t}-{e['column']}" for t, e in COLUMNS]
)
def test_every_column_named_exists(table: str, entry: dict[str, Any]) -> None:
    if table != "references":
        assert set(entry["now"]) <= set(rows_of(table)[0])


@pytest.mark.parametrize("table", ["evidence", "city_stats", "knowledge_flows", "claims"])
def test_every_collected_figure_became_a_number(table: str) -> None:
    """A collected value with digits has a value or a range; a value has a qualifier and a unit."""
    for row in rows_of(table):
        numbers = [row[c] for c in ("value", "low", "high") if row[c]]
        assert bool(numbers) == any(
            ch.isdigit() for ch in row["value_original"] + row.get("low_original", "")
        ), row["id"]
        assert bool(numbers) == bool(row["qualifier"]) == bool(row["unit"]), row["id"]


BOUNDS = {
    "exact": lambda v: (v, v),
    "over": lambda v: (v, ""),
    "at_least": lambda v: (v, ""),
    "nearly": lambda v: ("", v),
    "up_to": lambda v: ("", v),
    "about": lambda v: ("", ""),
    "expected": lambda v: ("", ""),
    "target": lambda v: ("", ""),
}


@pytest.mark.parametrize("table", ["evidence", "city_stats", "knowledge_flows", "claims"])
def test_bounds_follow_the_qualifier(table: str) -> None:
    for row in rows_of(table):
        if row["value"]:
            assert (row["low"], row["high"]) == BOUNDS[row["qualifier"]](row["value"]), row["id"]
        elif row["low"]:
            assert float(row["low"]) < float(row["high"]), row["id"]


def test_a_lost_cell_is_noticed() -> None:
    entry = next(e for e in MANIFEST["evidence"]["columns"] if e["column"] == "statement")
    cells = collected_cells("evidence", entry)[1:]
    text = json.dumps(cells, ensure_ascii=False, separators=(",", ":"))
    assert hashlib.sha256(text.encode()).hexdigest() != entry["sha256"]
