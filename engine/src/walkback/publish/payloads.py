"""What `show` put into the outputs of a cell, read back and checked: a notebook may hold anything."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from walkback.errors import ExportError
from walkback.publish.invisible_characters import refuse_unseen
from walkback.values.payloads import VALUE, VALUE_FIELDS, Shown, ShownFigure, ShownTable


@dataclass(frozen=True)
class Found:
    """A figure or a table as a cell showed it.

    Attributes:
        kind: `figure` or `table`.
        fields: The payload, see `walkback.values.payloads`.
    """

    kind: str
    fields: dict[str, Any]

    @property
    def label(self) -> str:
        """`fig-…` or `tbl-…`."""
        return str(self.fields["label"])


def shown(output: Mapping[str, Any]) -> Found | None:
    """The figure or table of one output, None if it is something else.

    Raises:
        ExportError: If a field of it is missing or of the wrong type.
    """
    data = output.get("data", {})
    for schema in (ShownFigure, ShownTable):
        if schema.mime in data:
            fields = _labelled(schema, data[schema.mime])
            return Found(schema.kind, _table(fields) if schema is ShownTable else fields)
    return None


def value(data: Mapping[str, Any]) -> dict[str, Any] | None:
    """The value of an expression's result, None if the result is no `Value`."""
    if VALUE not in data:
        return None
    given = data[VALUE] if isinstance(data[VALUE], dict) else {}
    lacking = [name for name, kind in VALUE_FIELDS.items() if not isinstance(given.get(name), kind)]
    checked = _checked("value", given, lacking)
    for origin in checked["origins"]:
        named = isinstance(origin, dict) and {"table", "row"} <= set(origin)
        if not named or not isinstance(origin.get("source") or [], list):
            raise ExportError(
                f"the value {checked['text']} has an origin that is no row: compute it with "
                "walkback.values.value of this version."
            )
    return checked


def _labelled(schema: type[Shown], given: Any) -> dict[str, Any]:
    """A figure or a table with a label that can be the name of a file, and nothing unseen in it."""
    checked = _checked(schema.kind, given, schema.lacking(given))
    if not re.fullmatch(rf"{schema.prefix}(-[a-z0-9]+)+", checked["label"]):
        raise ExportError(
            f"{checked['label']!r} is no label of a {schema.kind}: write {schema.prefix}-something "
            "in small letters, digits and hyphens."
        )
    for text in _texts(checked):
        refuse_unseen(text, f"the {schema.kind} {checked['label']}")
    return checked


def _texts(given: Any) -> Iterator[str]:
    """Every text in a payload."""
    if isinstance(given, str):
        yield given
    elif isinstance(given, dict | list):
        for part in given.values() if isinstance(given, dict) else given:
            yield from _texts(part)


def _checked(kind: str, given: Any, lacking: list[str]) -> dict[str, Any]:
    if lacking:
        label = given.get("label", "") if isinstance(given, dict) else ""
        raise ExportError(
            f"the {kind} {label} lacks {', '.join(lacking)}, or has them of the wrong type: show it "
            "through walkback of this version."
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
