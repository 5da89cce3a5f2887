"""Reading a notebook as its author saved it, with the standard library alone."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from walkback.errors import RunError
from walkback.notebooks.code_prose import written
from walkback.notebooks.myst_roles import conditions, expressions

_CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
_MINOR_WITH_IDS = 5


@dataclass(frozen=True)
class Cell:
    """One cell of a source notebook.

    Attributes:
        number: Its place, from 1.
        kind: `code`, `markdown` or `raw`.
        text: Its source.
        tags: Its tags.
    """

    number: int
    kind: str
    text: str
    tags: tuple[str, ...]

    @property
    def conditions(self) -> list[str]:
        """The variables of its `when:` tags."""
        return conditions(self.tags)

    @property
    def prose(self) -> str:
        """Its Markdown: all of a Markdown cell, in code what `show_prose` is given."""
        if self.kind == "markdown":
            return self.text
        return "\n\n".join(written(self.text)) if self.kind == "code" else ""

    @property
    def expressions(self) -> list[str]:
        """The expressions of its `{eval}` roles; none in code."""
        return expressions(self.text) if self.kind == "markdown" else []


def read_notebook(path: Path) -> dict[str, Any]:
    """The notebook as plain data, every cell with an id, sources joined to one text.

    Raises:
        RunError: If the file is not a notebook that can be run.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise RunError(f"{_shown(path)} is not there.") from None
    except (UnicodeDecodeError, OSError) as error:
        raise RunError(f"{_shown(path)} cannot be read: {error}.") from None
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise RunError(_why_not_json(path, text, error)) from None
    _refuse_strange(path, document)
    for number, cell in enumerate(document["cells"], start=1):
        cell.setdefault("id", f"cell-{number}")
        cell.setdefault("metadata", {})
        cell["source"] = joined(cell.get("source", ""))
    _unique_ids(document["cells"])
    document["nbformat_minor"] = max(_MINOR_WITH_IDS, document.get("nbformat_minor", 0))
    read: dict[str, Any] = document
    return read


def cells_of(document: dict[str, Any]) -> list[Cell]:
    """The cells, numbered from 1."""
    return [
        Cell(number, cell["cell_type"], cell["source"], tuple(cell["metadata"].get("tags", ())))
        for number, cell in enumerate(document["cells"], start=1)
    ]


def joined(source: str | list[str]) -> str:
    """A source as one text; notebooks store it as a text or as a list of lines."""
    return source if isinstance(source, str) else "".join(source)


def notebook_text(document: dict[str, Any]) -> str:
    """The bytes of a notebook as this project writes it: sorted keys, one line of source a line."""
    split = {**document, "cells": [_split(cell) for cell in document["cells"]]}
    return json.dumps(split, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _split(cell: dict[str, Any]) -> dict[str, Any]:
    return {**cell, "source": joined(cell["source"]).splitlines(keepends=True)}


def _why_not_json(path: Path, text: str, error: json.JSONDecodeError) -> str:
    conflict = _CONFLICT.search(text)
    if conflict:
        line = text.count("\n", 0, conflict.start()) + 1
        return _unresolved(path, f"line {line}")
    return (
        f"{_shown(path)} is not a notebook: its JSON breaks at line {error.lineno}, column "
        f"{error.colno} ({error.msg}). Restore it, for example with: git checkout {_shown(path)}"
    )


def _refuse_strange(path: Path, document: Any) -> None:
    if not isinstance(document, dict) or not isinstance(document.get("cells"), list):
        raise RunError(
            f"{_shown(path)} is no notebook of format 4: open it in JupyterLab and save it."
        )
    spec = document.setdefault("metadata", {}).get("kernelspec", {})
    language = str(spec.get("language", "python")).lower()
    if language != "python":
        raise RunError(f"{_shown(path)} is written in {language}; only Python can be run here.")
    for number, cell in enumerate(document["cells"], start=1):
        if not isinstance(cell, dict) or cell.get("cell_type") not in {"code", "markdown", "raw"}:
            raise RunError(f"{_shown(path)}, cell {number} is neither code, markdown nor raw.")
        if "injected-parameters" in cell.get("metadata", {}).get("tags", []):
            raise RunError(
                f"{_shown(path)}, cell {number} was put in by a run (tag injected-parameters): "
                "delete that cell and give parameters with -p NAME=VALUE."
            )
        if _CONFLICT.search(joined(cell.get("source", ""))):
            raise RunError(_unresolved(path, f"cell {number}"))


def _unresolved(path: Path, place: str) -> str:
    return (
        f"{_shown(path)}, {place}: a merge conflict was not resolved. Take one side, for example "
        f"with: git checkout --ours {_shown(path)}  (or --theirs)"
    )


def _unique_ids(cells: list[dict[str, Any]]) -> None:
    seen: set[str] = set()
    for number, cell in enumerate(cells, start=1):
        if cell["id"] in seen:
            cell["id"] = f"{cell['id'][:50]}-{number}"
        seen.add(cell["id"])


def _shown(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"
