"""Reading a notebook as its author saved it, with the standard library alone."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from walkback.errors import RunError
from walkback.notebooks.cell_location import INJECTED
from walkback.notebooks.cell_mending import joined
from walkback.notebooks.code_prose import written
from walkback.notebooks.expressions import expressions
from walkback.notebooks.mending import mended
from walkback.notebooks.myst_roles import conditions
from walkback.notebooks.notebook_json import parsed

__all__ = ["Cell", "Read", "cells_of", "joined", "notebook_text", "read", "read_notebook"]


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
        return list(expressions(self.text)) if self.kind == "markdown" else []


@dataclass(frozen=True)
class Read:
    """A notebook that was read.

    Attributes:
        document: It as plain data of format 4.5: every cell with an id, sources joined to one
            text, without results.
        notes: What is not as its author saved it, because it was not quite a notebook.
    """

    document: dict[str, Any]
    notes: tuple[str, ...]


def read(path: Path) -> Read:
    """A notebook in the form in which it is run.

    Raises:
        RunError: If the file is not a notebook that can be run: with cell, or line and column, and
            what to do.
    """
    shown = f"{path.parent.name}/{path.name}"
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise RunError(f"{shown} is not there.") from None
    except OSError as error:
        raise RunError(f"{shown} cannot be read: {error.strerror or error}.") from None
    data, odd = parsed(content, shown)
    document, notes = mended(data, shown)
    _refuse_strange(shown, document)
    return Read(document, (*odd, *notes))


def read_notebook(path: Path) -> dict[str, Any]:
    """The document of `read` alone.

    Raises:
        RunError: As `read` does.
    """
    return read(path).document


def cells_of(document: dict[str, Any]) -> list[Cell]:
    """The cells, numbered from 1."""
    return [
        Cell(number, cell["cell_type"], cell["source"], tuple(cell["metadata"].get("tags", ())))
        for number, cell in enumerate(document["cells"], start=1)
    ]


def notebook_text(document: dict[str, Any]) -> str:
    """The bytes of a notebook as this project writes it: sorted keys, one line of source a line."""
    split = {**document, "cells": [_split(cell) for cell in document["cells"]]}
    return json.dumps(split, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _split(cell: dict[str, Any]) -> dict[str, Any]:
    return {**cell, "source": joined(cell["source"]).splitlines(keepends=True)}


def _refuse_strange(shown: str, document: dict[str, Any]) -> None:
    metadata = document["metadata"]
    spec, info = metadata.get("kernelspec", {}), metadata.get("language_info", {})
    language = str(spec.get("language") or info.get("name") or "python").lower()
    if not language.startswith(("python", "ipython")):
        raise RunError(f"{shown} is written in {language}; only Python can be run here.")
    for number, cell in enumerate(document["cells"], start=1):
        if INJECTED in cell["metadata"].get("tags", []):
            raise RunError(
                f"{shown}, cell {number} was put in by a run (tag injected-parameters): "
                "delete that cell and give parameters with -p NAME=VALUE."
            )
