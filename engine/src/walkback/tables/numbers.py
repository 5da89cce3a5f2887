"""How numbers, whole numbers and yes/no are written in a cell, and what is wrong with one."""

from __future__ import annotations

import math
import re
import unicodedata

from walkback.tables.problems import quoted

NUMBER = re.compile(r"[+-]?(\d+(\.\d+)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
INTEGER = re.compile(r"[+-]?\d+", re.ASCII)
YEAR = re.compile(r"\d{4}", re.ASCII)
BOOLEANS = {"true": True, "false": False}
_UNKNOWN = {"na", "n/a", "nan", "none", "null", "nil", "-", "–", "—", "?", "..", "unknown", "tbd"}
_QUALIFIERS = re.compile(
    r"(over|more than|about|nearly|up to|at least|almost|some|ca\.?|[<>≥≤~+])", re.I
)
_LARGEST = 2**53
_FORMS = {"number": NUMBER, "integer": INTEGER, "year": YEAR}
_NAMES = {"number": "a number", "integer": "a whole number", "year": "a year"}


def parse(cell: str, kind: str) -> float | int | bool | None:
    """The value of a cell of type `number`, `integer`, `year` or `boolean`; None if it is none."""
    if kind == "boolean":
        return BOOLEANS.get(cell.lower())  # spreadsheets write TRUE
    if not _FORMS[kind].fullmatch(cell):
        return None
    value = float(cell)
    if kind == "number":
        return value if math.isfinite(value) else None
    return int(cell) if abs(value) <= _LARGEST else None


def fault(cell: str, kind: str) -> tuple[str, str]:
    """What is wrong with a cell that `parse` refused, and what to write."""
    if kind == "boolean":
        return f"{quoted(cell)} is neither true nor false", "write true or false"
    return f"{quoted(cell)} is not {_NAMES[kind]}", _advice(cell, kind)


def _advice(cell: str, kind: str) -> str:
    text = unicodedata.normalize("NFKC", cell).strip().replace("−", "-")
    if text.casefold() in _UNKNOWN:
        return "leave the cell empty if the number is not known"
    if _is_number(text, kind):
        return f"write {text}, in ordinary digits and without spaces"
    if text.endswith("%") and _is_number(text[:-1].strip(), kind):
        return f"write {text[:-1].strip()} and leave out the percent sign"
    bare = re.sub(r"(?<=\d)[ ,_'’](?=\d{3}(\D|$))", "", text)
    if _is_number(bare, kind):
        return f"write {bare}, without separators between thousands"
    if _is_number(text.replace(",", "."), kind):
        return f"write {text.replace(',', '.')}, with a decimal point"
    if kind == "year":
        return "write the four digits of a year"
    if kind == "integer" and _is_number(text, "number"):
        return "write it without a decimal point"
    if _QUALIFIERS.search(text):
        return "write the digits alone; words such as “over” go into the column qualifier"
    return "write digits, with a point before decimals, or leave the cell empty"


def _is_number(text: str, kind: str) -> bool:
    return parse(text, kind) is not None
