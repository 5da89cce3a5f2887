"""What `present` put into the outputs of a cell, read back and checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from twodeltas.errors import ExportError

FIGURE = "application/vnd.twodeltas.figure+json"
TABLE = "application/vnd.twodeltas.table+json"
VALUE = "application/vnd.twodeltas.value+json"

_FIGURE_FIELDS = {
    "label": str,
    "title": str,
    "subtitle": str,
    "caption": str,
    "alt": str,
    "path": str,
    "data": str,
    "sources": list,
    "notes": str,
}
_TABLE_FIELDS = {
    "label": str,
    "title": str,
    "caption": str,
    "columns": list,
    "rows": list,
    "header_columns": int,
    "data": str,
    "sources": list,
    "notes": str,
    "landscape": bool,
}
_VALUE_FIELDS = {"text": str, "unit": str, "qualifier": str, "how": str, "origins": list}


@dataclass(frozen=True)
class Shown:
    """A figure or a table as a cell showed it.

    Attributes:
        kind: `figure` or `table`.
        fields: The payload, as docs/architecture.md describes it.
    """

    kind: str
    fields: dict[str, Any]

    @property
    def label(self) -> str:
        """`fig-…` or `tbl-…`."""
        return str(self.fields["label"])


def shown(output: Mapping[str, Any]) -> Shown | None:
    """The figure or table of one output, None if it is something else.

    Raises:
        ExportError: If a field of it is missing or of the wrong type.
    """
    data = output.get("data", {})
    if FIGURE in data:
        return Shown("figure", _checked("figure", data[FIGURE], _FIGURE_FIELDS))
    if TABLE in data:
        return Shown("table", _table(_checked("table", data[TABLE], _TABLE_FIELDS)))
    return None


def value(data: Mapping[str, Any]) -> dict[str, Any] | None:
    """The value of an expression's result, None if the result is no `Value`."""
    return _checked("value", data[VALUE], _VALUE_FIELDS) if VALUE in data else None


def _checked(kind: str, given: Mapping[str, Any], wanted: Mapping[str, type]) -> dict[str, Any]:
    wrong = [name for name, type_ in wanted.items() if not isinstance(given.get(name), type_)]
    if wrong:
        raise ExportError(
            f"the {kind} {given.get('label', '')} lacks {', '.join(wrong)}, or has them of the "
            f"wrong type: show it through twodeltas.present of this version."
        )
    return dict(given)


def _table(fields: dict[str, Any]) -> dict[str, Any]:
    width = len(fields["columns"])
    uneven = [n for n, row in enumerate(fields["rows"], 1) if len(row) != width]
    if uneven:
        raise ExportError(
            f"row {uneven[0]} of the table {fields['label']} has not {width} cells as its head has."
        )
    return fields
