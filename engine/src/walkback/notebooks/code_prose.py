"""Code cells with a condition: the prose that `show_prose` is given in them, and what they showed."""

import ast
import inspect
from collections.abc import Iterator, Mapping
from typing import Any

from walkback.values.payloads import PROSE

CALL = "show_prose"


def written(code: str) -> list[str]:
    """The texts that the code of a cell hands to `show_prose`, whether or not it gets there."""
    return [text for text in _arguments(code) if text is not None]


def calls(code: str) -> bool:
    """Whether the code of a cell shows prose."""
    return any(True for _ in _arguments(code))


def is_condition(code: str) -> bool:
    """Whether a cell is one `if` that shows something: where it showed nothing, it did not hold."""
    body = _body(code)
    alone = len(body) == 1 and isinstance(body[0], ast.If)
    return alone and any(name.startswith("show_") for name, _ in _called(body))


def _arguments(code: str) -> Iterator[str | None]:
    """The text of each call of `show_prose`, None where it is computed."""
    for name, call in _called(_body(code) if CALL in code else []):
        if name == CALL:
            given = [*call.args[:1], *(word.value for word in call.keywords)]
            text = given[0].value if given and isinstance(given[0], ast.Constant) else None
            yield inspect.cleandoc(text) if isinstance(text, str) else None


def _called(body: list[ast.stmt]) -> Iterator[tuple[str, ast.Call]]:
    """Every call in a piece of code, with the last part of its name."""
    for node in (node for statement in body for node in ast.walk(statement)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func).split(".")[-1], node


def _body(code: str) -> list[ast.stmt]:
    """The statements of a cell; none if it is no Python, or not Python alone."""
    try:
        return ast.parse(code).body
    except (SyntaxError, ValueError):  # the cell itself says so when it runs
        return []


def shown(cell: Mapping[str, Any]) -> str:
    """The prose of an executed cell: its source in Markdown, what it showed in code."""
    if cell["cell_type"] == "markdown":
        return str(cell["source"])
    payloads = [output.get("data", {}).get(PROSE) for output in cell.get("outputs", [])]
    sources = [one.get("source", "") for one in payloads if isinstance(one, dict)]
    return "\n\n".join(str(source) for source in sources)
