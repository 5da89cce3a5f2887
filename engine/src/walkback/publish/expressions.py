"""What the kernel answered to an `{eval}` expression, read back: a value, Markdown or text."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from nbformat import NotebookNode

from walkback.errors import AnalysisError, ExportError
from walkback.notebooks.cell_mending import joined
from walkback.publish import payloads
from walkback.values.expressions import without_numpy
from walkback.values.payloads import MARKDOWN
from walkback.values.scalars import text_of


@dataclass(frozen=True)
class Put:
    """What goes into the prose in the place of an expression.

    Attributes:
        kind: What it is.
        text: How it reads: plain text, or Markdown if it is such.
        payload: Of a value, all that is known of it; see `walkback.values.payloads`.
    """

    kind: Literal["value", "markdown", "text"]
    text: str
    payload: dict[str, Any] | None = None


def results(cell: NotebookNode) -> dict[str, Any]:
    """The stored result of each expression of a cell, by its text on one line."""
    stored = cell.metadata.get("user_expressions", [])
    return {_one_line(item["expression"]): item.get("result", {}) for item in stored}


def put(expression: str, found: Mapping[str, Any]) -> Put:
    """What goes in the place of an expression.

    Args:
        expression: As the prose has it.
        found: What `results` gave for its cell.

    Raises:
        ExportError: If it was not evaluated, failed, or gave what prose cannot hold.
    """
    if _one_line(expression) not in found:
        raise ExportError(
            f"{{eval}}`{expression}` has no result: run the notebook with run_all.py, which keeps "
            "the results of expressions."
        )
    result = found[_one_line(expression)]
    if result.get("status") != "ok":
        cause = f"{result.get('ename', 'no result')}: {result.get('evalue', '')}"
        raise ExportError(f"{{eval}}`{expression}` failed ({cause}): mend the expression.")
    return _of_bundle(expression, result.get("data", {}))


def _of_bundle(expression: str, data: Mapping[str, Any]) -> Put:
    payload = payloads.value(data)
    if payload is not None:
        return Put("value", payload["text"], payload)
    for kind in (MARKDOWN, "text/markdown"):
        if kind in data:
            return Put("markdown", joined(data[kind]))
    rich = sorted(set(data) - {"text/plain"})
    if rich or "text/plain" not in data:
        raise ExportError(
            f"{{eval}}`{expression}` gives no text but {', '.join(rich) or 'nothing'}: give a "
            "number, a text, a date, a Value or Markdown; show a table with show_table."
        )
    return Put("text", _scalar(expression, joined(data["text/plain"])))


def _scalar(expression: str, representation: str) -> str:
    """The text of a scalar, from what a kernel of whatever kind printed for it."""
    try:
        return text_of(ast.literal_eval(without_numpy(representation)))
    except (ValueError, SyntaxError, AnalysisError):
        said = " ".join(representation.split())[:60]
        raise ExportError(
            f"{{eval}}`{expression}` gives {said}: give a number, a text, a date, a Value or "
            "Markdown, and run the notebook with run_all.py."
        ) from None


def _one_line(expression: str) -> str:
    return " ".join(line.strip() for line in expression.strip().splitlines())
