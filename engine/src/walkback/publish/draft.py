"""Notebooks that were not run, in the form in which the document takes them: results have stand-ins."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import nbformat
from nbformat import NotebookNode

from walkback.notebooks.cell_location import tags
from walkback.notebooks.code_prose import written
from walkback.notebooks.expressions import expressions
from walkback.notebooks.myst_roles import conditions
from walkback.values.payloads import PROSE

_STAND_IN = {"status": "ok", "data": {"text/plain": "'x'"}, "metadata": {}}
_OF_CODE = "walkback-code"  # in the metadata of prose that a code cell shows
_LABEL = re.compile(r"(?<![@#`<\w-])(?P<label>(?:fig|tbl)-[\w.:-]*)(?P<next>.?)")


def drafts(documents: Mapping[str, dict[str, Any]]) -> list[tuple[str, NotebookNode]]:
    """Notebooks as read from their files, as if they had been run: their prose alone, values as a word.

    Of several covers with conditions, of which a run shows one, all but the first are chapters.
    """
    made = []
    covers = 0
    for name, document in documents.items():
        notebook = nbformat.from_dict({**document, "cells": [*map(_drafted, document["cells"])]})
        for cell in (cell for cell in notebook.cells if "cover" in tags(cell)):
            covers += 1
            if covers > 1 and has_condition(cell):
                cell.metadata["tags"] = [tag for tag in cell.metadata["tags"] if tag != "cover"]
        made.append((name, notebook))
    return made


def _drafted(cell: dict[str, Any]) -> dict[str, Any]:
    if cell["cell_type"] == "markdown":
        stored = {"user_expressions": _results(cell["source"])}
        return {**cell, "metadata": {**cell["metadata"], **stored}}
    if cell["cell_type"] != "code":
        return cell
    shown = [
        {"source": text, "user_expressions": _results(text)} for text in written(cell["source"])
    ]
    outputs = [
        {"output_type": "display_data", "data": {PROSE: one}, "metadata": {}} for one in shown
    ]
    metadata = {**cell["metadata"], _OF_CODE: True}
    return {**cell, "source": "", "outputs": outputs, "metadata": metadata}


def _results(text: str) -> list[dict[str, Any]]:
    return [{"expression": one, "result": _STAND_IN} for one in expressions(text)]


def has_condition(cell: NotebookNode) -> bool:
    """Whether the report may be without this cell, or without what `show_prose` says in it."""
    return _OF_CODE in cell.metadata or bool(conditions(cell.metadata.get("tags", ())))


def labels_in_code(texts: Iterable[str]) -> tuple[set[str], set[str]]:
    """The labels of figures and tables that stand in code, and how those begin that it puts together."""
    found = [match for text in texts for match in _LABEL.finditer(text)]
    begun = {
        one["label"] for one in found if one["label"].endswith("-") or one["next"] in set("{%")
    }
    return {one["label"] for one in found} - begun, begun


def code_of(documents: Sequence[dict[str, Any]]) -> list[str]:
    """The code cells of some notebooks."""
    cells = [cell for document in documents for cell in document["cells"]]
    return [cell["source"] for cell in cells if cell["cell_type"] == "code"]
