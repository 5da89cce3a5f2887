"""Types, required cells, codes, limits and keys: Frictionless finds, plain sentences tell."""

from __future__ import annotations

import copy
import importlib
import re
import sys
from typing import TYPE_CHECKING, Any

from walkback.tables import numbers
from walkback.tables.dates import bad_date
from walkback.tables.links import unknown_code
from walkback.tables.package import MANIFEST
from walkback.tables.problems import Problem, nearest, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import ModuleType

    from walkback.tables.package import Column, Table
    from walkback.tables.sheet import Sheet, SheetRow

_IRI_GRAMMAR = "rfc3987_syntax"
_REFUSED = "\N{REPLACEMENT CHARACTER}"
_FEW = 8


def schema_problems(tables: Mapping[str, Table], sheets: Mapping[str, Sheet]) -> Iterator[Problem]:
    """Every cell and row that breaks the table schemas of the manifest.

    Args:
        tables: The tables by name.
        sheets: Those of them that could be read.
    """
    try:
        found = list(_frictionless_errors(tables, sheets))
    except Exception as refusal:  # noqa: BLE001 - the library met a manifest that it cannot use
        reasons = getattr(refusal, "reasons", None) or []
        yield _manifest_problem("; ".join(reason.note for reason in reasons) or refusal)
        return
    for name, error in found:
        if name and hasattr(error, "row_number"):
            record = sheets[name].records[error.row_number - 2]
            if not record.ragged:
                yield from _tell(error, record, tables[name], sheets)
        else:
            yield _manifest_problem(error.note)


def _frictionless_errors(
    tables: Mapping[str, Table], sheets: Mapping[str, Sheet]
) -> Iterator[tuple[str, Any]]:
    """The table of each error, empty for the manifest itself, and the library's error."""
    frictionless = _import_frictionless()
    resources = [_resource(tables[name], sheets) for name in sheets]
    package = frictionless.Package.from_descriptor({"resources": resources})
    report = package.validate(limit_errors=sys.maxsize)
    yield from (("", error) for error in report.errors)
    for task in report.tasks:
        yield from ((task.name, error) for error in task.errors)


def _manifest_problem(reason: object) -> Problem:
    message = f"does not describe tables as it should: {reason}"
    return Problem(MANIFEST, None, None, "manifest", message, "undo the last edit")


def _import_frictionless() -> ModuleType:
    """The library, without the grammar of international addresses.

    `jsonschema`, which Frictionless reads the manifest with, compiles that grammar at import if
    it can. It takes two seconds, longer than the whole check, and no rule of ours needs it.
    """
    loaded = sys.modules.get(_IRI_GRAMMAR)
    sys.modules[_IRI_GRAMMAR] = None  # type: ignore[assignment]
    try:
        importlib.import_module("jsonschema")
    finally:
        del sys.modules[_IRI_GRAMMAR]
        if loaded:
            sys.modules[_IRI_GRAMMAR] = loaded
    return importlib.import_module("frictionless")


def _resource(table: Table, sheets: Mapping[str, Sheet]) -> dict[str, Any]:
    """The table as an in-memory resource with the columns that are really there."""
    sheet = sheets[table.name]
    columns = [column for name, column in table.columns.items() if name in sheet.header]
    rows = [[_for_frictionless(record[c.name], c) for c in columns] for record in sheet.records]
    schema = copy.deepcopy(table.schema)
    names = {column.name for column in columns}
    schema["fields"] = [item for item in schema["fields"] if item["name"] in names]
    schema["foreignKeys"] = [
        key for key in schema.get("foreignKeys", ()) if _checkable(key, names, table.name, sheets)
    ]
    if not set(table.key) <= names:
        schema.pop("primaryKey", None)
    return {"name": table.name, "data": [[c.name for c in columns], *rows], "schema": schema}


def _for_frictionless(cell: str, column: Column) -> str:
    """The cell for Frictionless, which takes more spellings of numbers than this project."""
    if not cell.strip():
        return ""
    refused = column.type != "string" and numbers.parse(cell, column.type) is None
    return _REFUSED if refused else cell


def _checkable(key: dict[str, Any], names: set[str], own: str, sheets: Mapping[str, Sheet]) -> bool:
    """Whether both ends of a foreign key could be read."""
    there = sheets.get(key["reference"]["resource"] or own)
    return (
        there is not None
        and set(_names(key["fields"])) <= names
        and set(_names(key["reference"]["fields"])) <= set(there.header)
    )


def _names(fields: str | list[str]) -> list[str]:
    return [fields] if isinstance(fields, str) else fields


# -- from an error of the library to a sentence ---------------------------------------------


def _tell(
    error: Any, record: SheetRow, table: Table, sheets: Mapping[str, Sheet]
) -> Iterator[Problem]:
    if error.type == "type-error":
        column = table.columns[error.field_name]
        yield record.problem(column.name, "type", *numbers.fault(record[column.name], column.type))
    elif error.type == "constraint-error":
        yield _constraint(error, record, table.columns[error.field_name], sheets[table.name])
    elif error.type == "unique-error":
        yield _repeated(error, record, [error.field_name], sheets[table.name])
    elif error.type == "primary-key":
        yield _key(error, record, table, sheets[table.name])
    elif error.type == "foreign-key":
        yield _foreign(error, record, sheets[error.reference_name or table.name])
    else:
        yield record.problem(None, error.type, error.note or error.title, "correct this row")


def _constraint(error: Any, record: SheetRow, column: Column, sheet: Sheet) -> Problem:
    found = re.search(r'constraint "(\w+)"', error.note)
    rule = found.group(1) if found else "constraint"
    limit = column.constraints.get(rule, "")
    cell = record[column.name]
    if rule == "required":
        return _empty(record, column.name)
    if rule == "enum":
        return _not_a_code(record, column, limit)
    if rule == "pattern":
        return _misshapen(record, column, sheet)
    size = f"it has {len(cell)} characters"
    message, advice = {
        "minimum": (f"{quoted(cell)} is below the least that is possible, {limit}", "correct it"),
        "maximum": (f"{quoted(cell)} is above the most that is possible, {limit}", "correct it"),
        "minLength": (f"is too short: {size}", f"write at least {limit}"),
        "maxLength": (f"is too long: {size}", f"write at most {limit}"),
    }.get(rule, (f"{quoted(cell)} breaks a rule of this column ({rule})", "correct it"))
    return record.problem(column.name, rule, message, advice)


def _empty(record: SheetRow, column: str) -> Problem:
    return record.problem(column, "required", "is empty", "fill it in: every row needs it")


def _misshapen(record: SheetRow, column: Column, sheet: Sheet) -> Problem:
    """A cell that is written in another way than its column asks for."""
    if column.dated:
        return record.problem(column.name, "date", *bad_date(record[column.name]))
    right = re.compile(column.constraints["pattern"])
    others = (other[column.name] for other in sheet.sound)
    like = next((cell for cell in others if cell and right.search(cell)), None)
    advice = f"write it like {quoted(like)}" if like else f"see its pattern in {MANIFEST}"
    message = f"{quoted(record[column.name])} is not written as this column asks for"
    return record.problem(column.name, "pattern", message, advice)


def _not_a_code(record: SheetRow, column: Column, codes: list[str]) -> Problem:
    meant = nearest(record[column.name], codes)
    if meant:
        advice = f"did you mean {quoted(meant)}?"
    elif len(codes) <= _FEW:
        advice = f"use one of {', '.join(codes)}"
    else:
        advice = f"use one of the {len(codes)} codes that {MANIFEST} lists for this column"
    message = f"{quoted(record[column.name])} is not a known code"
    return record.problem(column.name, "code", message, advice)


def _key(error: Any, record: SheetRow, table: Table, sheet: Sheet) -> Problem:
    if not any(record[name].strip() for name in table.key):
        return _empty(record, table.key[0])
    return _repeated(error, record, list(table.key), sheet)


def _repeated(error: Any, record: SheetRow, columns: list[str], sheet: Sheet) -> Problem:
    position = re.search(r"position (\d+)", error.note)
    first = f"row {sheet.records[int(position.group(1)) - 2].number}" if position else "above"
    cells = ", ".join(quoted(record[name]) for name in columns)
    advice = "delete one of the two rows, or give this one a new id"
    return record.problem(columns[0], "duplicate", f"{cells} stands already in {first}", advice)


def _foreign(error: Any, record: SheetRow, there: Sheet) -> Problem:
    column, code = error.field_names[0], record[error.field_names[0]]
    known = [other[error.reference_field_names[0]] for other in there.records]
    if len(error.field_names) == 1:
        return unknown_code(record, column, code, known, there.file)
    cells = ", ".join(quoted(record[name]) for name in error.field_names)
    message = f"{cells} stand together in no row of {there.file}"
    return record.problem(column, "link", message, f"correct them, or add that row to {there.file}")
