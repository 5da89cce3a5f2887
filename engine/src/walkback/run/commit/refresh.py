"""Putting new prose around old results: the executed copy after an edit that changes no result."""

from collections.abc import Iterator
from typing import Any

from walkback.notebooks.cell_location import INJECTED
from walkback.notebooks.reader import cells_of, joined
from walkback.run.plan.cache_key import counts

Notebook = dict[str, Any]


def refreshed(source: Notebook, executed: Notebook) -> Notebook:
    """The source notebook with the results of its executed copy.

    Both must have the same cells that count (see `keys.counts`), in the same order.

    Args:
        source: The notebook as its author saved it, from `source.read_notebook`.
        executed: The copy from the last run.
    """
    injected = [cell for cell in executed["cells"] if _is_injected(cell)]
    results = _counting(executed)
    cells: list[dict[str, Any]] = []
    for cell, seen in zip(source["cells"], cells_of(source), strict=True):
        cells.append(_with_result(cell, next(results)) if counts(seen) else _bare(cell))
        if "parameters" in seen.tags and injected:
            cells.append(injected.pop())
    kernel = {key: executed["metadata"][key] for key in ("kernelspec", "language_info")}
    metadata = {**source["metadata"], **kernel}
    return {**source, "metadata": metadata, "cells": injected + cells}


def _is_injected(cell: dict[str, Any]) -> bool:
    return INJECTED in cell["metadata"].get("tags", [])


def _counting(executed: Notebook) -> Iterator[dict[str, Any]]:
    kept = [
        {**cell, "source": joined(cell["source"])}
        for cell in executed["cells"]
        if not _is_injected(cell)
    ]
    for cell, seen in zip(kept, cells_of({"cells": kept}), strict=True):
        if counts(seen):
            yield cell


def _bare(cell: dict[str, Any]) -> dict[str, Any]:
    """A source cell without what an earlier run, or JupyterLab, left in it."""
    dropped = {"user_expressions", "walkback", "execution", "papermill"}
    metadata = {key: value for key, value in cell["metadata"].items() if key not in dropped}
    if not metadata.get("tags", ["kept"]):
        del metadata["tags"]
    return {**cell, "metadata": metadata}


def _with_result(cell: dict[str, Any], result: dict[str, Any]) -> dict[str, Any]:
    bare = _bare(cell)
    carried = {
        key: result["metadata"][key]
        for key in ("user_expressions", "walkback")
        if key in result["metadata"]
    }
    outputs: dict[str, Any] = {
        key: result[key] for key in ("outputs", "execution_count") if key in result
    }
    return {**bare, **outputs, "metadata": {**bare["metadata"], **carried}}
