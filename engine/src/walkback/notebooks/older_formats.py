"""Cells of the formats 1 to 3 in the form of format 4, with what is wrong in them left for the mending.

nbformat converts these too, but fails with Python's own errors where something is missing, and drops the
level of a heading that is no number.
"""

from collections.abc import Iterator
from typing import Any

from walkback.errors import RunError
from walkback.notebooks.notebook_json import restore

_KINDS = {"html": "markdown", "text": "markdown", "plaintext": "raw"}
_CODE = ("input", "code", "source")
_TEXT = ("source", "text")
_GONE = {"collapsed", "input", "code", "text", "language", "level", "outputs", "prompt_number"}
_LEVELS = range(1, 7)


def is_older(document: dict[str, Any], major: int) -> bool:
    """Whether a notebook has the layout of an older format, whatever it says of itself."""
    if "worksheets" in document and "cells" not in document:
        return True
    cells = document.get("cells")
    return major == 1 and isinstance(cells, list) and not any(map(_has_source, cells))


def newer(document: dict[str, Any], shown: str) -> dict[str, Any]:
    """The notebook in the layout of format 4.

    Raises:
        RunError: If cells cannot be found in it, or it cannot be told what one of them is.
    """
    metadata = document.get("metadata")
    if isinstance(metadata, dict):
        metadata = {key: value for key, value in metadata.items() if key != "name"}
    own = {key: value for key, value in document.items() if key not in {"worksheets", "nbformat"}}
    cells = [_cell(cell, n, shown) for n, cell in enumerate(_cells(document, shown), start=1)]
    return {**own, "metadata": metadata, "cells": cells, "nbformat_minor": 0}


def _cells(document: dict[str, Any], shown: str) -> Iterator[Any]:
    if "worksheets" not in document:
        yield from document["cells"]
        return
    sheets = document["worksheets"]
    lists = [_list_of(sheet) for sheet in sheets] if isinstance(sheets, list) else [None]
    if None in lists:
        raise RunError(
            f"{shown} is of an older format, and its worksheets are no list of objects with cells. "
            f"{restore(shown)}"
        )
    for cells in lists:
        yield from cells or ()


def _list_of(sheet: Any) -> list[Any] | None:
    cells = sheet.get("cells") if isinstance(sheet, dict) else None
    return cells if isinstance(cells, list) else None


def _cell(cell: Any, number: int, shown: str) -> Any:
    """A cell of format 4; one that is no cell as it is, since the mending refuses it."""
    if not isinstance(cell, dict):
        return cell
    kind = cell.get("cell_type")
    new = {key: value for key, value in cell.items() if key not in _GONE}
    new.setdefault("metadata", {})
    if kind == "code":
        language = cell.get("language") or "python"
        if isinstance(language, str) and not language.lower().startswith(("python", "ipython")):
            raise RunError(
                f"{shown}, cell {number} is not written in Python; only Python can be run here."
            )
        return new | {"source": _first(cell, _CODE), "outputs": [], "execution_count": None}
    if kind == "heading":
        return new | {"cell_type": "markdown", "source": _heading(cell, number, shown)}
    return new | {"cell_type": _named(kind), "source": _first(cell, _TEXT)}


def _named(kind: Any) -> Any:
    return _KINDS.get(kind, kind) if isinstance(kind, str) else kind


def _first(cell: dict[str, Any], names: tuple[str, ...]) -> Any:
    return next((cell[name] for name in names if name in cell), None)


def _heading(cell: dict[str, Any], number: int, shown: str) -> Any:
    """The heading as Markdown; words that are no text as they are."""
    level, source = cell.get("level"), _first(cell, _TEXT)
    if isinstance(level, bool) or not isinstance(level, int) or level not in _LEVELS:
        raise RunError(
            f"{shown}, cell {number} is a heading without a level from 1 to 6: write one as its level in "
            f"a text editor. {restore(shown)}"
        )
    lines = source if isinstance(source, list) else [source]
    if not all(isinstance(line, str) for line in lines):
        return source
    return f"{'#' * level} {' '.join(''.join(lines).split())}"


def _has_source(cell: Any) -> bool:
    return isinstance(cell, dict) and "source" in cell
