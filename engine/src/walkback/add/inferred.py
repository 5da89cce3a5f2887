"""What the columns of a table hold, seen from their cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from walkback.tables import numbers
from walkback.tables.problems import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from walkback.tables.sheet import Sheet

_KINDS = ("boolean", "integer", "number")
_MOSTLY = 0.5  # of the cells: with more numbers than that, text is probably a slip


def fields(sheet: Sheet) -> list[dict[str, Any]]:
    """The fields of a table schema, in the order of the header; `id` is the key."""
    return [_field(name, [record[name] for record in sheet.records]) for name in sheet.header]


def kind_of(name: str, cells: Sequence[str]) -> str:
    """The narrowest type that every cell has: text where there is no cell, or a code like 007."""
    filled = [cell for cell in cells if cell.strip()]
    if name == "id" or not filled or any(_code(cell) for cell in filled):
        return "string"
    if name.lower().endswith("year") and all(map(numbers.YEAR.fullmatch, filled)):
        return "year"
    return next((kind for kind in _KINDS if _all(filled, kind)), "string")


def slips(sheet: Sheet) -> list[str]:
    """Columns that are text because of a few cells, with the first such cell and what to do."""
    found = []
    for name in sheet.header if len(sheet.records) > 1 else ():
        filled = [record for record in sheet.records if record[name].strip()]
        wrong = [record for record in filled if numbers.parse(record[name], "number") is None]
        if name != "id" and wrong and len(wrong) < len(filled) * _MOSTLY:
            message, advice = numbers.fault(wrong[0][name], "number")
            found.append(f"{name} is text: in row {wrong[0].number} {message} → {advice}")
    return found


def different(sheet: Sheet) -> list[str]:
    """The columns that have another text in each row, which could name the rows."""
    return [
        name
        for name in sheet.header
        if len({record[name].strip() for record in sheet.records} - {""}) == len(sheet.records)
    ]


def _field(name: str, cells: Sequence[str]) -> dict[str, Any]:
    made: dict[str, Any] = {"name": name, "type": kind_of(name, cells)}
    if name == "id":
        made["constraints"] = {"required": True, "unique": True}
    if name == "source_id":
        made["x-references"] = "references.json"
        if any(";" in cell for cell in cells):
            made["x-list"] = ";"
    return made


def _all(cells: Sequence[str], kind: str) -> bool:
    return all(numbers.parse(cell, kind) is not None for cell in cells)


def _code(cell: str) -> bool:
    """Whether zeros stand before a whole number, which would be lost."""
    return len(cell) > 1 and cell[0] == "0" and cell.isdecimal()


def named(columns: Sequence[str]) -> str:
    """The names of columns in words."""
    return ", ".join(map(quoted, columns)) or "none"
