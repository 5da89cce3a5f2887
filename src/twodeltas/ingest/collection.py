"""What was collected against what the tables hold: `data/manifest.json` knows every row and column."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, TypeAlias

from walkback.tables.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Rows: TypeAlias = "Mapping[str, Sequence[Mapping[str, Any]]]"
Held: TypeAlias = "Mapping[str, Mapping[str, Any]]"

CORRECTIONS = "corrections"


def collection_problems(held: Held, rows: Rows, *, cells: bool = True) -> Iterator[Problem]:
    """Rows that are gone, and columns with a cell that was changed and not recorded.

    Args:
        held: The tables of the manifest: ids, and for each column the number and hash of its cells.
        rows: The rows of these tables by column; tables that could not be read are left out.
        cells: Whether cells are looked at too, which must be sound for that.
    """
    for table in held:
        if table not in rows:
            continue
        there = {row["id"] for row in rows[table]}
        gone = [one for one in held[table]["ids"].split(";") if one not in there]
        for one in gone:
            message = "was collected, as data/manifest.json says, and is gone"
            yield _problem(table, None, message, "put the row back; ids are never reused", one)
        for entry in held[table]["columns"] if cells and not gone else ():
            if changed(held, rows, table, entry):
                message = "has a cell that is not as it was collected (data/manifest.json)"
                advice = "undo it, or add a row to corrections.csv that says what it was"
                yield _problem(table, entry.get("original", entry["now"][0]), message, advice)


def changed(held: Held, rows: Rows, table: str, entry: Mapping[str, Any]) -> bool:
    """Whether a column holds other cells than were collected, recorded corrections aside."""
    cells = collected_cells(held, rows, table, entry)
    return bool(len(cells) != entry["non_empty"] or digest(cells) != entry["sha256"])


def collected_cells(held: Held, rows: Rows, table: str, entry: Mapping[str, Any]) -> list[str]:
    """The non-empty cells of a collected column, in the words in which they were collected."""
    column = entry.get("original", entry["now"][0])
    empty = set(entry.get("empty", "").split(";"))
    filled = [i for i in entry.get("filled", held[table]["ids"]).split(";") if i not in empty]
    wanted = set(filled)
    before = _recorded(held, rows)
    found = {
        row["id"]: before.get((table, row["id"], column), _cell(row, column))
        for row in rows[table]
        if row["id"] in wanted
    }
    for row_id, items in zip(filled, entry.get("items", "").split(), strict=False):
        found[row_id] = ";".join(found.get(row_id, "").split(";")[: int(items)])
    codes = entry.get("codes", {})
    return sorted(codes.get(c, c) for c in found.values() if c)


def digest(cells: Sequence[str]) -> str:
    """The hash of the cells of a column, as the manifest has it."""
    text = json.dumps(cells, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _recorded(held: Held, rows: Rows) -> dict[tuple[str, str, str], str]:
    """What cells held before a correction made after the collection: by table, row and column."""
    collected = set(held[CORRECTIONS]["ids"].split(";"))
    later = [row for row in rows.get(CORRECTIONS, ()) if row["id"] not in collected]
    return {(r["table"], r["row"], r["field"]): r["was"] for r in reversed(later)}


def _cell(row: Mapping[str, Any], column: str) -> str:
    """A cell; `custom.kind` looks inside an entry of the bibliography."""
    value: Any = row
    for part in column.split("."):
        value = value.get(part, "") if value else ""
    return str(value)


def _problem(table: str, column: str | None, message: str, advice: str, row: str = "") -> Problem:
    file = "data/references.json" if table == "references" else f"data/raw/{table}.csv"
    severity: Any = "error" if row else "warning"
    return Problem(file, None, column, "collected", message, advice, row, severity)
