"""What Python source does, apart from how it is written: its syntax tree, and what it imports."""

import ast
import io
import re
import tokenize
import warnings
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from walkback.hashing import sha256

_SHELL = re.compile(r"^(\s*)[%!?].*$", re.MULTILINE)
_LAYOUT = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENDMARKER, tokenize.DEDENT}
_LATER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_IMPORTERS = {"import_module", "__import__"}


def cell_meaning(text: str) -> str:
    """The syntax tree of a cell as text; for IPython's own syntax, the text itself.

    A semicolon at the end counts: it hides the result.
    """
    tree = _tree(text)
    try:
        return text if tree is None else f"{ast.dump(tree)} {_ends_with_semicolon(text)}"
    except (SyntaxError, tokenize.TokenError, RecursionError):
        return text


@lru_cache(maxsize=1024)
def parsed_module(source: bytes) -> dict[str, Any]:
    """What a module does and imports, parsed once in a process.

    Args:
        source: Its bytes.

    Returns:
        `meaning`: the SHA-256 of its syntax tree, of its bytes if it cannot be parsed. Comments and
        layout do not count. Docstrings do: a program can show them. `imports`: see `imported`.
        `at_once`: those of these names that are asked for when the module itself runs; what stands
        inside of a function may never be asked for.
    """
    tree = _tree(source)
    if tree is None:
        return {"meaning": sha256(source), "imports": [], "at_once": []}
    return {
        "meaning": _meaning(tree) or sha256(source),
        "imports": sorted(set(_names(tree))),
        "at_once": sorted(set(_names(tree, inside=False))),
    }


def _meaning(tree: ast.Module) -> str:
    """The SHA-256 of a tree, "" if it is too deep to be written."""
    try:
        return sha256(ast.dump(tree).encode())
    except RecursionError:
        return ""


def imported(source: str) -> list[str]:
    """The dotted names that some code asks for, sorted, wherever in it the import stands.

    `from a import b` gives `a` and `a.b`, because `b` may be a module; `from a import *` gives
    `a.*`; relative imports keep their dots; `import_module("a.b")` counts, if the name is written
    out. What stands below `if TYPE_CHECKING:` is never run, and is left out.
    """
    tree = _tree(source)
    if tree is None:
        tree = _tree(_SHELL.sub(r"\1pass", source))
    return sorted(set(_names(tree))) if tree else []


def _tree(source: str | bytes) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "\d" in a text is the kernel's to complain about
            return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _ends_with_semicolon(text: str) -> bool:
    if ";" not in text:
        return False
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    code = [token.string for token in tokens if token.type not in _LAYOUT]
    return bool(code) and code[-1] == ";"


def _names(tree: ast.AST, inside: bool = True) -> Iterator[str]:
    for node in _run(tree, inside):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            yield base
            joint = "" if base.endswith(".") else "."
            yield from (f"{base}{joint}{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and (name := _written_out(node)):
            yield name


def _run(tree: ast.AST, inside: bool) -> Iterator[ast.AST]:
    """All nodes but those that only a type checker reads; also those inside of functions?"""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        if not inside and isinstance(node, _LATER):
            continue
        children: Iterable[ast.AST] = ast.iter_child_nodes(node)
        if isinstance(node, ast.If) and _name_of(node.test) == "TYPE_CHECKING":
            children = node.orelse
        waiting.extend(children)


def _written_out(call: ast.Call) -> str:
    """The module that `import_module("a.b")` names, or "" if this is no such call."""
    first = call.args[0] if call.args else None
    known = _name_of(call.func) in _IMPORTERS and isinstance(first, ast.Constant)
    return first.value if known and isinstance(first.value, str) else ""  # type: ignore[union-attr]


def _name_of(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
