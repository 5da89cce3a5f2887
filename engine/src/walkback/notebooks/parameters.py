"""The parameters that the notebooks declare: names, defaults, types; what was given, checked."""

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from walkback.errors import UsageError
from walkback.notebooks.reader import Cell

_TIMED = re.compile(r"^[ \t]*%time[ \t]+", re.MULTILINE)
_COMMAND = re.compile(r"^(\s*(?:[\w, ]+=\s*)?)[%!?].*$", re.MULTILINE)
_OTHER = re.compile(r"\s*%%(?!time|capture|prun)\w")
_UNREADABLE = (SyntaxError, ValueError, TypeError, MemoryError, RecursionError)
_NAMES = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "text",
    list: "a list",
    dict: "a table",
}


@dataclass(frozen=True)
class Parameter:
    """One name that a cell tagged `parameters` sets.

    Attributes:
        name: The variable.
        default: Its value, or its source text if it is no literal.
        literal: Whether the default is a literal, so that its type is known.
    """

    name: str
    default: Any
    literal: bool = True

    def __str__(self) -> str:
        kind = _NAMES.get(type(self.default), "any value") if self.literal else "any value"
        return f"{self.name} = {self.default!r} ({kind})"


def declared(cells: Iterable[Cell]) -> dict[str, Parameter]:
    """What the cells tagged `parameters` set, by name; empty if a cell cannot be read."""
    found: dict[str, Parameter] = {}
    for cell in cells:
        if cell.kind == "code" and "parameters" in cell.tags:
            found |= {parameter.name: parameter for parameter in assigned(cell.text)}
    return found


def assigned(text: str) -> Iterable[Parameter]:
    """What a piece of code sets at once; nothing if it cannot be read."""
    for statement in statements(text):
        targets: list[ast.expr] = []
        if isinstance(statement, ast.Assign):
            targets = statement.targets
        elif isinstance(statement, ast.AnnAssign) and statement.value:
            targets = [statement.target]
        for target in targets:
            if isinstance(target, ast.Name):
                yield _parameter(target.id, statement.value)  # type: ignore[attr-defined]


def statements(text: str) -> list[ast.stmt]:
    """The statements of a cell, IPython's own commands aside; none if it is no Python."""
    if _OTHER.match(text):
        return []
    for source in (text, _COMMAND.sub(r"\1None", _TIMED.sub("", text))):
        try:
            return ast.parse(source).body
        except _UNREADABLE:  # the cell itself will say so when it runs
            continue
    return []


def _parameter(name: str, value: ast.expr) -> Parameter:
    try:
        default = ast.literal_eval(value)
    except _UNREADABLE:
        return Parameter(name, _written(value), literal=False)
    return Parameter(name, list(default) if isinstance(default, tuple) else default)


def _written(value: ast.expr) -> str:
    try:
        return ast.unparse(value)
    except RecursionError:
        return "…"


def check_given(known: Mapping[str, Parameter], given: Mapping[str, Any]) -> None:
    """Refuse what no notebook declares, and values of another type than the default.

    Raises:
        UsageError: Naming all that is wrong at once, with what is known.
    """
    wrong = [problem for name, value in given.items() if (problem := _problem(known, name, value))]
    if wrong:
        listed = "\n".join(f"  {parameter}" for parameter in known.values()) or "  none"
        raise UsageError("\n".join([*wrong, "The notebooks know these parameters:", listed]))


def _problem(known: Mapping[str, Parameter], name: str, value: Any) -> str:
    if name not in known:
        from difflib import get_close_matches

        near = get_close_matches(name, known, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        return f"-p {name}: no notebook has a parameter of this name.{hint}"
    parameter = known[name]
    if not parameter.literal or parameter.default is None or _fits(parameter.default, value):
        return ""
    wanted = _NAMES.get(type(parameter.default), type(parameter.default).__name__)
    hint = f" Put it in quotes: -p '{name}=\"…\"'" if isinstance(parameter.default, str) else ""
    return f"-p {name}: {value!r} is not {wanted}.{hint}"


def _fits(default: Any, value: Any) -> bool:
    if isinstance(default, bool) or isinstance(value, bool):
        return isinstance(default, bool) and isinstance(value, bool)
    if isinstance(default, float):
        return isinstance(value, int | float)
    return isinstance(value, type(default))
