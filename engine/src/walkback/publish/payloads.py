"""What `present` put into the outputs of a cell, read back and checked: a notebook may hold anything."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from walkback.errors import ExportError
from walkback.publish.invisible_characters import refuse_unseen

FIGURE = "application/vnd.walkback.figure+json"
TABLE = "application/vnd.walkback.table+json"
VALUE = "application/vnd.walkback.value+json"

_PREFIXES = {"figure": "fig", "table": "tbl"}
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
        return Shown("figure", _labelled("figure", data[FIGURE], _FIGURE_FIELDS))
    if TABLE in data:
        return Shown("table", _table(_labelled("table", data[TABLE], _TABLE_FIELDS)))
    return None


def value(data: Mapping[str, Any]) -> dict[str, Any] | None:
    """The value of an expression's result, None if the result is no `Value`."""
    if VALUE not in data:
        return None
    checked = _checked("value", data[VALUE], _VALUE_FIELDS)
    for origin in checked["origins"]:
        named = isinstance(origin, dict) and {"table", "row"} <= set(origin)
        if not named or not isinstance(origin.get("source") or [], list):
            raise ExportError(
                f"the value {checked['text']} has an origin that is no row: compute it with "
                "walkback.values.value of this version."
            )
    return checked


def _labelled(kind: str, given: Any, wanted: Mapping[str, type]) -> dict[str, Any]:
    """A figure or a table with a label that can be the name of a file, and nothing unseen in it."""
    checked = _checked(kind, given, wanted)
    prefix = _PREFIXES[kind]
    if not re.fullmatch(rf"{prefix}(-[a-z0-9]+)+", checked["label"]):
        raise ExportError(
            f"{checked['label']!r} is no label of a {kind}: write {prefix}-something in small "
            "letters, digits and hyphens."
        )
    for text in _texts(checked):
        refuse_unseen(text, f"the {kind} {checked['label']}")
    return checked


def _texts(given: Any) -> Iterator[str]:
    """Every text in a payload."""
    if isinstance(given, str):
        yield given
    elif isinstance(given, dict | list):
        for part in given.values() if isinstance(given, dict) else given:
            yield from _texts(part)


def _checked(kind: str, given: Any, wanted: Mapping[str, type]) -> dict[str, Any]:
    given = given if isinstance(given, dict) else {}
    wrong = [name for name, type_ in wanted.items() if not isinstance(given.get(name), type_)]
    if wrong:
        raise ExportError(
            f"the {kind} {given.get('label', '')} lacks {', '.join(wrong)}, or has them of the "
            f"wrong type: show it through walkback of this version."
        )
    return dict(given)


def _table(fields: dict[str, Any]) -> dict[str, Any]:
    width = len(fields["columns"])
    if not all(_is_column(column) for column in fields["columns"]):
        raise ExportError(f"the table {fields['label']} has a column without a name or width.")
    if not all(isinstance(r, list) and all(isinstance(c, str) for c in r) for r in fields["rows"]):
        raise ExportError(f"the table {fields['label']} has a cell that is no text.")
    uneven = [n for n, row in enumerate(fields["rows"], 1) if len(row) != width]
    if uneven:
        raise ExportError(
            f"row {uneven[0]} of the table {fields['label']} has not {width} cells as its head has."
        )
    return fields


def _is_column(column: Any) -> bool:
    """Whether it has a name and, perhaps, a share of the line."""
    if not isinstance(column, dict) or not isinstance(column.get("name"), str):
        return False
    width = column.get("width")
    return width is None or (isinstance(width, int | float) and 0 < width <= 1)
