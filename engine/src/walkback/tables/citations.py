"""Which sources the notebooks cite."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from walkback.tables.package import load_json
from walkback.tables.problems import BadData, Problem, nearest, quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

_CODE = re.compile(r"(`{3,}|~{3,}).*?\1|(`+).*?\2", re.DOTALL)
_CITATION = re.compile(r"(?<![\w\\@./])@\{?([A-Za-z0-9_](?:[\w:.#$%&+?<>~/-]*\w)?)")
_CROSS_REFERENCE = re.compile(r"(fig|tbl|sec|eq)-")


class Cell(NamedTuple):
    """One cell of a notebook: its file, its number from 1, its kind, its text."""

    file: str
    number: int
    kind: str
    text: str


def read_cells(root: Path) -> tuple[list[Cell], list[Problem]]:
    """The cells of all notebooks, and the notebooks that could not be read."""
    cells: list[Cell] = []
    problems: list[Problem] = []
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        file = f"notebooks/{path.name}"
        try:
            cells += _cells(load_json(path, file), file)
        except BadData as error:
            problems += error.problems
        except (KeyError, TypeError, AttributeError):
            advice = "restore it, or save it again in JupyterLab"
            problems.append(Problem(file, None, None, "notebook", "is not a notebook", advice))
    return cells, problems


def citation_problems(cells: list[Cell], sources: Collection[str]) -> Iterator[Problem]:
    """The citations of sources that do not exist."""
    for cell in cells:
        for source in _citations(cell):
            if source not in sources:
                meant = nearest(source, sources)
                advice = f"did you mean @{meant}?" if meant else "add it to data/references.json"
                message = f"cites {quoted('@' + source)}, which is not in data/references.json"
                yield Problem(cell.file, cell.number, None, "source", message, advice)


def mentioned(cells: list[Cell], sources: Collection[str]) -> set[str]:
    """The sources whose ids stand anywhere in a cell, also in code."""
    words = {word for cell in cells for word in re.findall(r"[\w.:-]*\w", cell.text)}
    return {source for source in sources if source in words}


def _cells(notebook: Any, file: str) -> list[Cell]:
    return [
        Cell(file, number, cell["cell_type"], "".join(cell["source"]))
        for number, cell in enumerate(notebook["cells"], 1)
    ]


def _citations(cell: Cell) -> Iterator[str]:
    """The ids that the prose of a Markdown cell cites, code left aside."""
    if cell.kind != "markdown":
        return
    for match in _CITATION.finditer(_CODE.sub("", cell.text)):
        if not _CROSS_REFERENCE.match(match.group(1)):
            yield match.group(1)
