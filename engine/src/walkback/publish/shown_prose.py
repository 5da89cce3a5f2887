"""What `show_prose` put into the outputs of code cells, as the Markdown cells that it stands for."""

from collections.abc import Iterator
from typing import Any

from nbformat import NotebookNode

from walkback.errors import ExportError
from walkback.notebooks.code_prose import calls, is_condition
from walkback.values.payloads import PROSE


def unfolded(cell: NotebookNode) -> Iterator[NotebookNode]:
    """A cell as the document takes it in: each text that it showed is a Markdown cell.

    What else a code cell showed stays in a code cell. The code of one that shows prose and nothing
    else is left out, and so is a cell that is one condition which did not hold.
    """
    if cell["cell_type"] != "code":
        yield cell
        return
    outputs, code = cell.get("outputs", []), cell["source"]
    texts = any(PROSE in output.get("data", {}) for output in outputs)
    silent = not _seen(outputs) and is_condition(code)
    if texts or silent or calls(code):
        yield from _parts(cell, outputs, code)
    else:
        yield cell


def _parts(cell: NotebookNode, outputs: list[Any], code: str) -> Iterator[NotebookNode]:
    rest: list[Any] = []
    for output in outputs:
        if PROSE in output.get("data", {}):
            yield from _code(cell, code, rest)
            code, rest = ("" if _seen(rest) else code), []
            yield _markdown(cell, output["data"][PROSE])
        else:
            rest.append(output)
    yield from _code(cell, code, rest)


def _seen(outputs: list[Any]) -> bool:
    """Whether any of the outputs is more than a printed line."""
    return any(output["output_type"] != "stream" for output in outputs)


def _code(cell: NotebookNode, source: str, outputs: list[Any]) -> Iterator[NotebookNode]:
    if _seen(outputs):
        yield NotebookNode({**cell, "source": source, "outputs": outputs})


def _markdown(cell: NotebookNode, payload: Any) -> NotebookNode:
    given = payload if isinstance(payload, dict) else {}
    source, results = given.get("source"), given.get("user_expressions")
    if not isinstance(source, str) or not isinstance(results, list):
        raise ExportError(
            "the prose of a code cell lacks its text, or the results of its expressions: show it "
            "with show_prose of this version."
        )
    metadata = {**cell["metadata"], "user_expressions": results}
    return NotebookNode(
        cell_type="markdown", id=cell.get("id", ""), metadata=metadata, source=source
    )
