"""`add notebook NAME`: a notebook that runs as it is, and its stanza in `report.toml`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from walkback.add.changes import written
from walkback.add.csl_form import ascii_words
from walkback.add.toml_text import with_notebook
from walkback.errors import UsageError
from walkback.notebooks.reader import cells_of, notebook_text, read_notebook
from walkback.project import FILE
from walkback.report_file import read_project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from walkback.project import Project

_NUMBER = re.compile(r"(\d+)")
_PLAIN = (
    "from walkback.show import theme",
    "from walkback.tables.lookup import Facts",
    "from walkback.tables.read import RawTables",
    "",
    "theme.use()",
    'facts = Facts(RawTables())  # every row of every table: facts["ID"]',
)
_TAKES = "parameters"
_PROSE = (
    "% Write here what was found, in a sentence or two. This line is a remark that no report shows.\n"
    "% Numbers of the data can stand in prose from this cell on."
)


def add_notebook(project: Project, name: str) -> Iterator[str]:
    """Write a notebook and its stanza; gives lines that say what was done.

    Args:
        project: Whose report.
        name: What it is called; without a number it gets the next one.

    Raises:
        UsageError: If there is such a notebook, or nothing can be called so.
    """
    stem = _called(project, name)
    path = f"notebooks/{stem}.ipynb"
    if (project.root / path).exists():
        raise UsageError(f"{path} is there already: open it, or choose another name.")
    toml = (project.root / FILE).read_text("utf-8-sig")
    texts = {path: notebook_text(_document(project, stem)), FILE: with_notebook(toml, stem)}
    with written(project.root, texts):
        read_project(project.root, project.out)
    yield f"{path} begins with a heading, what all notebooks begin with, and room for prose; {FILE} lists it."
    yield f"Next: edit {stem} (opens JupyterLab), or: add figure {stem} --table TABLE"


def _called(project: Project, name: str) -> str:
    """The name of the notebook's file without suffix."""
    bare = name.rpartition("/")[2].removesuffix(".ipynb")
    stem = re.sub(r"[-.]+", "_", ascii_words(bare).lower())
    if not re.search(r"[A-Za-z]", stem):
        raise UsageError(f"add notebook {name}: write a name such as costs or 05_costs.")
    titles = {stage.name.lstrip("0123456789").lstrip("_"): stage.name for stage in project.stages}
    if not stem[0].isdigit() and stem in titles:
        there = f"notebooks/{titles[stem]}.ipynb"
        raise UsageError(f"{there} is there already: open it, or choose another name.")
    if stem[0].isdigit():
        return stem
    numbers = [int(found[0]) for stage in project.stages if (found := _NUMBER.match(stage.name))]
    return f"{max(numbers, default=0) + 1:02}_{stem}"


def _document(project: Project, stem: str) -> dict[str, Any]:
    title = stem.lstrip("0123456789").strip("_").replace("_", " ").capitalize()
    label = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
    parameters = _parameters(project)
    cells = [
        _cell("markdown", f"{label}-title", f"(sec-{label})=\n# {title}"),
        *([_cell("code", _TAKES, parameters, _TAKES)] if parameters else []),
        _cell("code", "start", "\n".join(project.begin or _PLAIN)),
        _cell("markdown", f"{label}-finding", _PROSE),
    ]
    python = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    metadata = {"kernelspec": python, "language_info": {"name": "python"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _parameters(project: Project) -> str:
    """The parameters of the first notebook that takes some, which all get alike."""
    for stage in project.stages:
        for cell in cells_of(read_notebook(project.source(stage))):
            if _TAKES in cell.tags:
                return cell.text
    return ""


def _cell(kind: str, name: str, text: str, *tags: str) -> dict[str, Any]:
    cell = {"cell_type": kind, "id": name[:60], "metadata": {}, "source": text}
    if tags:
        cell["metadata"] = {"tags": list(tags)}
    return cell | ({"execution_count": None, "outputs": []} if kind == "code" else {})
