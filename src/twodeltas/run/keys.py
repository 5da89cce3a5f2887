"""What a stage depends on, as plain data that can be compared and kept."""

import ast
import hashlib
import io
import json
import os
import sys
import tokenize
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from twodeltas.errors import RunError
from twodeltas.run.parameters import declared
from twodeltas.run.patterns import find, matches
from twodeltas.run.source import Cell, cells_of
from twodeltas.run.stages import Project, Stage

Key = dict[str, Any]


def sha256(content: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def file_hash(path: Path) -> str | None:
    """The SHA-256 of a file's bytes, or None if there is no such file."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return None


def stage_key(
    project: Project,
    stage: Stage,
    document: dict[str, Any],
    given: Mapping[str, Any],
    shared: Key,
    produced: Mapping[str, str],
    cells_known: list[str] | None = None,
) -> Key:
    """Everything that the results of a stage depend on.

    Args:
        project: Where files are.
        stage: The stage.
        document: Its source notebook.
        given: Parameters asked for, by name.
        shared: What `shared_key` says.
        produced: Which stage wrote which file of `out`.
        cells_known: The hashes of the cells, if the file is the one they were taken of.
    """
    cells = cells_of(document)
    return {
        "parameters": effective_parameters(cells, given),
        "cells": cells_known or [cell_hash(cell) for cell in cells if counts(cell)],
        "inputs": input_hashes(project, stage, produced),
        **shared,
    }


def shared_key(project: Project) -> Key:
    """What all stages depend on: modules of the project, lock file, Python and its packages."""
    modules = [p for p in find(project.root, project.code) if not matches(p, project.not_code)]
    return {
        "modules": {path: file_hash(project.root / path) for path in modules},
        "environment": {
            "Python": ".".join(map(str, sys.version_info[:3])),
            project.lock: file_hash(project.root / project.lock),
            "installed packages": sha256("\n".join(_installed()).encode()),
        },
    }


def _installed() -> list[str]:
    """Names and versions of all installed packages, from the names of their folders."""
    found = set()
    for folder in sys.path:
        if folder and os.path.isdir(folder):  # noqa: PTH112 - this runs on every call
            found |= {name for name in os.listdir(folder) if name.endswith(".dist-info")}  # noqa: PTH208
    return sorted(found)


def counts(cell: Cell) -> bool:
    """Whether a cell takes part in execution: code, a condition, or an expression in prose."""
    return cell.kind == "code" or bool(cell.conditions) or bool(cell.expressions)


def cell_hash(cell: Cell) -> str:
    """`KIND HASH` of what a cell does; comments, prose and layout do not count."""
    what: list[Any] = [cell.conditions]
    if cell.kind == "code":
        what += [code_meaning(cell.text), "parameters" in cell.tags]
    else:
        what += [cell.expressions]
    return f"{cell.kind} {sha256(json.dumps(what).encode())[:16]}"


def code_meaning(text: str) -> str:
    """The syntax tree of a cell as text; for IPython's own syntax, the text itself.

    A semicolon at the end counts: it hides the result.
    """
    try:
        tree = ast.dump(ast.parse(text))
        silent = _ends_with_semicolon(text)
    except (SyntaxError, ValueError, tokenize.TokenError):
        return text
    return f"{tree} {silent}"


def _ends_with_semicolon(text: str) -> bool:
    if ";" not in text:
        return False
    layout = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENDMARKER, tokenize.DEDENT}
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    code = [token.string for token in tokens if token.type not in layout]
    return bool(code) and code[-1] == ";"


def effective_parameters(cells: list[Cell], given: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of a notebook as it will run: its defaults, replaced by what was given."""
    known = declared(cells)
    return {name: plain_value(given.get(name, p.default)) for name, p in known.items()}


def plain_value(value: Any) -> Any:
    """A value as it comes back from JSON, so that it can be compared with the kept one."""
    return json.loads(json.dumps(value, default=repr))


def input_hashes(project: Project, stage: Stage, produced: Mapping[str, str]) -> dict[str, str]:
    """The hash of each input file.

    A file that a stage produces is looked for in `out`, any other below the checkout. What this
    stage or a later one wrote is no input.

    Raises:
        RunError: If a pattern finds nothing.
    """
    names = [one.name for one in project.stages]
    earlier = set(names[: names.index(stage.name)])
    results = [pattern for one in project.stages for pattern in one.outputs]
    found: dict[str, str] = {}
    for pattern in stage.inputs:
        made = [p for p in find(project.out, [pattern]) if produced.get(p) in earlier]
        raw = [p for p in find(project.root, [pattern]) if not matches(p, results)]
        if not made and not raw:
            raise RunError(
                f"{stage.name} reads {pattern}, but there is no such file. Restore it, or mend "
                "the list of inputs in notebooks/stages.toml."
            )
        found |= {path: file_hash(project.out / path) or "" for path in made}
        found |= {path: file_hash(project.root / path) or "" for path in raw}
    return dict(sorted(found.items()))
