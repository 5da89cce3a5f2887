"""What a stage depends on, as plain data that can be compared and kept."""

import json
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from walkback.hashing import file_hash, sha256
from walkback.notebooks.cell_tags import may_raise
from walkback.notebooks.parameters import declared
from walkback.notebooks.reader import Cell
from walkback.project import Project
from walkback.run.plan.code_fingerprint import cell_meaning
from walkback.run.plan.kernel_variables import recorded

Key = dict[str, Any]


def environment(project: Project) -> Key:
    """What everything depends on: Python, the lock file, packages, variables of the environment."""
    return {
        "python": {"Python": ".".join(map(str, sys.version_info[:3]))},
        "lock": {project.lock: file_hash(project.root / project.lock)},
        "packages": " ".join(_installed()),
        "variables": recorded(),
    }


def beside(project: Project, paths: Iterable[str]) -> dict[str, str]:
    """Hashes of the files and folders (with `/` at the end) that modules read beside themselves.

    Of a folder it is the hash of the names in it, hidden ones and Python's own left out, and those
    of folders that a run makes.
    """
    made = {pattern.partition("/")[0] for stage in project.stages for pattern in stage.outputs}
    aside = {"./": frozenset({"report", *made})}
    return {
        path: _names(project.root / path, aside.get(path, frozenset()))
        if path.endswith("/")
        else file_hash(project.root / path) or ""
        for path in sorted(paths)
    }


def _names(folder: Path, aside: frozenset[str]) -> str:
    names = os.listdir(folder) if folder.is_dir() else []  # noqa: PTH208 - names alone are wanted
    kept = {name for name in names if not name.startswith((".", "__pycache__"))}
    return sha256("\n".join(sorted(kept - aside)).encode("utf-8", "surrogateescape"))


def packages(text: str) -> dict[str, str]:
    """Version by name, from `numpy-2.1.0 pandas-2.3.0`."""
    return {name: version for name, _, version in (one.rpartition("-") for one in text.split())}


def _installed() -> list[str]:
    """`NAME-VERSION` of all installed packages, from the names of their folders."""
    found = set()
    for folder in sys.path:
        if folder and os.path.isdir(folder):  # noqa: PTH112 - this runs on every call
            found |= {name for name in os.listdir(folder) if name.endswith(".dist-info")}  # noqa: PTH208
    return sorted(name.removesuffix(".dist-info") for name in found)


def counts(cell: Cell) -> bool:
    """Whether a cell takes part in execution: code, a condition, or an expression in prose."""
    return cell.kind == "code" or bool(cell.conditions) or bool(cell.expressions)


def cell_entry(cell: Cell) -> str:
    """`KIND HASH when:NAME …` of what a cell does; comments, prose and layout do not count."""
    what: list[Any] = (
        [cell_meaning(cell.text), "parameters" in cell.tags, *_may_raise(cell)]
        if cell.kind == "code"
        else [cell.expressions]
    )
    digest = sha256(json.dumps(what).encode())[:16]
    return " ".join([cell.kind, digest, *(f"when:{name}" for name in cell.conditions)])


def _may_raise(cell: Cell) -> list[bool]:
    return [True] if may_raise(cell.tags) else []


def cell_entries(cells: Iterable[Cell]) -> list[str]:
    """The entries of the cells that count."""
    return [cell_entry(cell) for cell in cells if counts(cell)]


def effective_parameters(cells: list[Cell], given: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of a notebook as it will run: its defaults, replaced by what was given."""
    known = declared(cells)
    return {name: plain_value(given.get(name, p.default)) for name, p in known.items()}


def plain_value(value: Any) -> Any:
    """A value as it comes back from JSON, so that it can be compared with the kept one."""
    try:
        return json.loads(json.dumps(value, default=repr))
    except (TypeError, ValueError, RecursionError):  # a dict with keys that are no texts
        return repr(value)
