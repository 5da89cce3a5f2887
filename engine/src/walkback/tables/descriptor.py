"""Whether the manifest's own rules can be used: a slip there must not pass as a rule that holds."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from walkback.tables.constraints import limit, typed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from walkback.tables.package import Column, Table

_NUMBERS = ("required", "unique", "enum", "minimum", "maximum")
SUPPORTED = {
    "string": ("required", "unique", "enum", "pattern", "minLength", "maxLength"),
    "number": _NUMBERS,
    "integer": _NUMBERS,
    "year": _NUMBERS,
    "boolean": ("required", "unique", "enum"),
}


def descriptor_faults(table: Table) -> Iterator[str]:
    """What is wrong with the schema of a table, in words; the types are known to be right.

    Everything else that a data package may say is left to outside validators.
    """
    where = f"table {table.name}"
    names = Counter(item["name"] for item in table.schema["fields"])
    for name, times in names.items():
        if times > 1:
            yield f"{where} describes column {name} {times} times"
    for column in table.columns.values():
        for fault in _constraint_faults(column):
            yield f"column {column.name} of {where}: {fault}"
    if not _texts(missing_values(table)):
        yield f"{where}: missingValues is not a list of texts"
    keys = table.schema.get("foreignKeys", [])
    if not isinstance(keys, list):
        yield f"{where}: foreignKeys is not a list"
    for key in keys if isinstance(keys, list) else ():
        if fault := _key_fault(key, table):
            yield f"{where}: {fault}"


def missing_values(table: Table) -> Any:
    """What stands for an empty cell in a table."""
    return table.schema.get("missingValues", [""])


def names_of(fields: str | list[str]) -> tuple[str, ...]:
    """The columns of a key, of which a manifest may write a single one as a text."""
    return (fields,) if isinstance(fields, str) else tuple(fields)


def _constraint_faults(column: Column) -> Iterator[str]:
    if not isinstance(column.constraints, dict):
        yield "its constraints are not an object"
        return
    for name, given in column.constraints.items():
        if name not in SUPPORTED[column.type]:
            yield f'constraint "{name}" is not supported by type "{column.type}"'
        elif fault := _FAULTS[name](given, column.type):
            yield f'constraint "{name}": {fault}'


def _flag(given: Any, _kind: str) -> str:
    return "" if isinstance(given, bool) else f"{given!r} is neither true nor false"


def _length(given: Any, _kind: str) -> str:
    return "" if type(given) is int else f"{given!r} is not a whole number"


def _bound(given: Any, kind: str) -> str:
    return f"{given!r} is no {kind}" if limit(given, kind) is None else ""


def _codes(given: Any, kind: str) -> str:
    if not isinstance(given, list):
        return f"{given!r} is not a list"
    if kind == "boolean":
        wrong = [code for code in given if not isinstance(code, bool)]
    elif kind == "string":
        wrong = [code for code in given if typed(code, kind) is None] if _texts(given) else given
    else:
        wrong = [code for code in given if limit(code, kind) is None]
    return f"{wrong[0]!r} is no {kind}" if wrong else ""


def _pattern(given: Any, _kind: str) -> str:
    if not isinstance(given, str):
        return f"{given!r} is not a text"
    try:
        re.compile(f"^{given}$")
    except re.error as error:
        return str(error)
    return ""


_FAULTS: dict[str, Callable[[Any, str], str]] = {
    "required": _flag,
    "unique": _flag,
    "enum": _codes,
    "pattern": _pattern,
    "minimum": _bound,
    "maximum": _bound,
    "minLength": _length,
    "maxLength": _length,
}


def _key_fault(key: Any, table: Table) -> str:
    try:
        own, there = names_of(key["fields"]), names_of(key["reference"]["fields"])
        resource = key["reference"]["resource"]
    except (KeyError, TypeError):
        return f"the foreign key {key!r} lacks fields, or a reference with resource and fields"
    if not _texts([*own, *there, resource]) or not own:
        return f"the foreign key {key!r} names no columns"
    if unknown := [name for name in own if name not in table.columns]:
        return f'the foreign key "{unknown[0]}" is no column of it'
    if len(own) != len(there):
        return f"the foreign key of {', '.join(own)} refers to another number of columns"
    return ""


def _texts(given: Any) -> bool:
    return isinstance(given, list) and all(isinstance(text, str) for text in given)
