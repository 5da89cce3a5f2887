"""The cells of the tables in the words in which they were collected, as `data/manifest.json` counts them."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Rows: TypeAlias = "Mapping[str, Sequence[Mapping[str, Any]]]"
Held: TypeAlias = "Mapping[str, Mapping[str, Any]]"

CORRECTIONS = "corrections"


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
