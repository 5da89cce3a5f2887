"""Where something stands: notebook, cell and heading, for messages."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from walkback.errors import ExportError
from walkback.notebooks.code_prose import shown

INJECTED = "injected-parameters"
"""The tag of the cell that papermill puts in."""

_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*(?:\{[^}]*\})?\s*#*\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Place:
    """A cell of a notebook.

    Attributes:
        notebook: The notebook's name without suffix.
        cell: The cell's number, from 1, not counting cells that papermill put in.
        heading: The nearest heading at or above the cell, empty if there is none.
    """

    notebook: str
    cell: int
    heading: str = ""

    def __str__(self) -> str:
        under = f' (under "{self.heading}")' if self.heading else ""
        return f"{self.notebook}, cell {self.cell}{under}"


def tags(cell: Any) -> set[str]:
    """The tags of a cell."""
    return set(cell.get("metadata", {}).get("tags", []))


def headings(source: str) -> list[tuple[int, str]]:
    """Level and text of the headings of a Markdown cell, without their attributes."""
    return [(len(level), text) for level, text in _HEADING.findall(source)]


def located(name: str, cells: Iterable[Any]) -> Iterator[tuple[Place, Any]]:
    """Each cell of a notebook with its place."""
    number, heading = 0, ""
    for cell in cells:
        if INJECTED not in tags(cell):
            number += 1
        found = headings(shown(cell))
        heading = found[0][1] if found else heading
        yield Place(name, number, heading), cell
        heading = found[-1][1] if found else heading


@contextmanager
def blaming(place: Place) -> Iterator[None]:
    """Within it, an `ExportError` is told with the place it came from."""
    try:
        yield
    except ExportError as error:
        raise ExportError(f"{place}: {error}") from error
