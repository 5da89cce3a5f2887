"""Which sources the notebooks cite."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from walkback.errors import RunError
from walkback.notebooks.reader import Cell, cells_of, read_notebook
from walkback.tables.problems import Problem, nearest, quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

_CODE = re.compile(r"(`{3,}|~{3,}).*?\1|(`+).*?\2", re.DOTALL)
_CITATION = re.compile(r"(?<![\w\\@./])@\{?([A-Za-z0-9_](?:[\w:.#$%&+?<>~/-]*\w)?)")
_CROSS_REFERENCE = re.compile(r"(fig|tbl|sec|eq)-")


def read_cells(root: Path) -> tuple[dict[str, list[Cell]], list[Problem]]:
    """The cells of all notebooks by file, and the notebooks that could not be read."""
    cells: dict[str, list[Cell]] = {}
    problems: list[Problem] = []
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        file = f"notebooks/{path.name}"
        try:
            cells[file] = cells_of(read_notebook(path))
        except RunError as error:
            problems.append(Problem(file, None, None, "notebook", "cannot be read", str(error)))
    return cells, problems


def citation_problems(
    notebooks: Mapping[str, list[Cell]], sources: Collection[str]
) -> Iterator[Problem]:
    """The citations of sources that do not exist."""
    for file, cells in notebooks.items():
        for cell in cells:
            for source in _citations(cell):
                if source not in sources:
                    yield _unknown(file, cell, source, sources)


def mentioned(notebooks: Mapping[str, list[Cell]], sources: Collection[str]) -> set[str]:
    """The sources whose ids stand anywhere in a cell, also in code."""
    texts = (cell.text for cells in notebooks.values() for cell in cells)
    words = {word for text in texts for word in re.findall(r"[\w.:-]*\w", text)}
    return {source for source in sources if source in words}


def _unknown(file: str, cell: Cell, source: str, sources: Collection[str]) -> Problem:
    """What is told of a citation of a source that does not exist."""
    meant = nearest(source, sources)
    advice = f"did you mean @{meant}?" if meant else "add it to data/references.json"
    message = f"cites {quoted('@' + source)}, which is not in data/references.json"
    return Problem(file, cell.number, None, "source", message, advice)


def _citations(cell: Cell) -> Iterator[str]:
    """The ids that the prose of a cell cites, code left aside."""
    for match in _CITATION.finditer(_CODE.sub("", cell.prose)):
        if not _CROSS_REFERENCE.match(match.group(1)):
            yield match.group(1)
