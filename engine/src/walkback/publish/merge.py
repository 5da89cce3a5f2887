"""One notebook out of several: the cover, the summary, then the chapters in order."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

import nbformat
from nbformat import NotebookNode

from walkback.errors import ExportError
from walkback.notebooks.cell_location import INJECTED, Place, blaming, located, tags
from walkback.notebooks.cell_tags import left_out
from walkback.notebooks.parameters import assigned
from walkback.publish.shown_prose import unfolded

HIDDEN = {"parameters", INJECTED}


def merge(notebooks: Sequence[tuple[str, NotebookNode]]) -> NotebookNode:
    """One notebook with the cells of all, each knowing where it came from.

    Every cell carries `metadata.walkback` with `role` (cover, summary or chapter), `notebook`,
    `cell` and `heading`.

    Args:
        notebooks: Name and executed notebook, in the order of the chapters.

    Raises:
        ExportError: If there are two covers.
    """
    cells = [pair for n, (name, nb) in enumerate(notebooks, 1) for pair in _chapter(n, name, nb)]
    _only_one_cover([place for place, cell in cells if _role(cell) == "cover"])
    ordered = [
        cell for role in ("cover", "summary", "chapter") for _, cell in cells if _role(cell) == role
    ]
    merged: NotebookNode = nbformat.v4.new_notebook(cells=ordered)
    every, changed = parameters(nb for _, nb in notebooks)
    merged.metadata.walkback = {
        "merged": [name for name, _ in notebooks],
        "parameters": every,
        "changed": changed,
    }
    return merged


def parameters(notebooks: Iterable[NotebookNode]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The parameters of the run, and those of them that differ from their defaults.

    They are what the cells tagged `parameters` assign, and over them the injected ones.
    """
    defaults: dict[str, Any] = {}
    given: dict[str, Any] = {}
    for cell in (cell for notebook in notebooks for cell in notebook.cells):
        if "parameters" in tags(cell):
            defaults |= _literals(cell["source"])
        elif INJECTED in tags(cell):
            given |= _literals(cell["source"])
    changed = {name: value for name, value in given.items() if defaults.get(name) != value}
    return defaults | given, changed


def _literals(source: str) -> dict[str, Any]:
    """Names that a piece of code sets to literals."""
    return {one.name: one.default for one in assigned(source) if one.literal}


def _chapter(number: int, name: str, notebook: NotebookNode) -> Iterator[tuple[Place, Any]]:
    """The cells of one notebook that the document shows, marked and made unmistakable."""
    for place, original in located(name, notebook.cells):
        own = original.get("metadata", {}).get("walkback", {})
        unshown = left_out(original)
        if tags(original) & HIDDEN or own.get("skipped") or original["cell_type"] == "raw":
            continue
        if "cell" in unshown:
            continue
        with blaming(place):
            parts = list(unfolded(_without(original, unshown)))
        for part, one in enumerate(parts, 1):
            yield place, _marked(one, place, number, part)


def _without(original: NotebookNode, unshown: Collection[str]) -> NotebookNode:
    """A copy of a cell without what its tags leave out."""
    cell = NotebookNode(original)
    if cell.cell_type == "code":
        cell.source = "" if "code" in unshown else cell.source
        cell.outputs = [] if "outputs" in unshown else cell.outputs
    return cell


def _marked(original: NotebookNode, place: Place, number: int, part: int) -> NotebookNode:
    """A copy of a cell, or of a part of it, that knows where it came from."""
    cell = NotebookNode(original)
    again = f"-{part}" if part > 1 else ""
    cell.id = f"c{number}-{place.cell}{again}-{original.get('id', '')}"[:64]
    cell.metadata = NotebookNode(original["metadata"])
    cell.metadata.walkback = NotebookNode(
        role=next((tag for tag in ("cover", "summary") if tag in tags(original)), "chapter"),
        notebook=place.notebook,
        cell=place.cell,
        heading=place.heading,
        id=str(original.get("id", "")),
    )
    return cell


def place_of(cell: Any) -> Place:
    """Where a merged cell came from."""
    own = cell["metadata"]["walkback"]
    return Place(own["notebook"], own["cell"], own["heading"])


def _role(cell: Any) -> str:
    return str(cell["metadata"]["walkback"]["role"])


def _only_one_cover(places: list[Place]) -> None:
    if len(places) > 1:
        raise ExportError(
            f"Two cells are tagged cover: {places[0]}, and {places[1]}. Keep the tag on one of them."
        )
