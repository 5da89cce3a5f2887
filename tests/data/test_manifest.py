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
NUMERIC = ["evidence", "city_stats", "knowledge_flows", "claims"]
each_column = pytest.mark.parametrize(
    ("table", "entry"), COLUMNS, ids=[f"{table}-{entry['column']}" for table, entry in COLUMNS]
)


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


def recorded_changes() -> dict[tuple[str, str, str], str]:
    """What cells held before a correction made after the collection: by table, row and column."""
    collected = set(MANIFEST["corrections"]["ids"].split(";"))
    later = [row for row in rows_of("corrections") if row["id"] not in collected]
    return {(r["table"], r["row"], r["field"]): r["was"] for r in reversed(later)}


def collected_cells(table: str, entry: dict[str, Any]) -> list[str]:
    """The non-empty cells of a collected column, in the words in which they were collected."""
    column = entry.get("original", entry["now"][0])
    empty = set(entry.get("empty", "").split(";"))
    filled = [i for i in entry.get("filled", MANIFEST[table]["ids"]).split(";") if i not in empty]
    wanted = set(filled)
    before = recorded_changes()
    held = {
        row["id"]: before.get((table, row["id"], column), cell(row, column))
        for row in rows_of(table)
        if row["id"] in wanted
    }
    for row_id, items in zip(filled, entry.get("items", "").split(), strict=False):
        held[row_id] = ";".join(held[row_id].split(";")[: int(items)])
    codes = entry.get("codes", {})
    return sorted(codes.get(c, c) for c in held.values() if c)


def digest(cells: list[str]) -> str:
    text = json.dumps(cells, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


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
    cells = collected_cells(table, entry)
    todo = f"{table}, '{entry['now'][0]}': restore the cell or add a row to corrections.csv"
    assert len(cells) == entry["non_empty"], todo
    assert digest(cells) == entry["sha256"], todo


@each_column
def test_every_column_named_exists(table: str, entry: dict[str, Any]) -> None:
    if table != "references":
        assert set(entry["now"]) <= set(rows_of(table)[0])


def test_a_changed_cell_is_noticed() -> None:
    entry = entry_of("evidence", "statement")
    cells = collected_cells("evidence", entry)
    assert digest([cells[0] + ".", *cells[1:]]) != entry["sha256"]


def test_a_recorded_correction_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A collected cell may change when corrections.csv says what it held before."""
    tables = {name: rows_of(name) for name in ("evidence", "corrections")}
    row, entry = tables["evidence"][0], entry_of("evidence", "statement")
    was, row["statement"] = row["statement"], "Another sentence."
    monkeypatch.setitem(globals(), "rows_of", tables.__getitem__)
    assert digest(collected_cells("evidence", entry)) != entry["sha256"]
    tables["corrections"].append(
        {"id": "CO-999", "table": "evidence", "row": row["id"], "field": "statement", "was": was}
    )
    assert digest(collected_cells("evidence", entry)) == entry["sha256"]


def test_a_further_source_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = {name: rows_of(name) for name in ("gii_clusters_2025", "corrections")}
    entry = entry_of("gii_clusters_2025", "source_id")
    tables["gii_clusters_2025"][5]["source_id"] += ";another-2026"
    monkeypatch.setitem(globals(), "rows_of", tables.__getitem__)
    assert digest(collected_cells("gii_clusters_2025", entry)) == entry["sha256"]
    tables["gii_clusters_2025"][5]["source_id"] = "another-2026"
    assert digest(collected_cells("gii_clusters_2025", entry)) != entry["sha256"]


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
