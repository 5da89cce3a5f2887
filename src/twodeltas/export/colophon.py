"""How the document was made: hashes, versions, parameters, commands. Nothing of time or machine."""

import hashlib
import json
import platform
import shlex
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from twodeltas.export.state import State
from twodeltas.markup import escape

PACKAGES = (
    "matplotlib",
    "nbconvert",
    "networkx",
    "numpy",
    "pandas",
    "papermill",
    "pypandoc-binary",
    "typst",
)
PARTS = {
    "data": ("data/raw/*.csv", "data/*.csv", "data/*.json"),
    "notebooks": ("notebooks/*.ipynb", "notebooks/*.toml"),
    "code": ("src/twodeltas/**/*", "run_all.py"),
    "lock": ("requirements.lock",),
}


def colophon(state: State) -> str:
    """The colophon as Markdown."""
    root = state.root or state.folder
    hashes = "\n".join(f"{name}\n:   `{digest(root, part)}`\n" for name, part in PARTS.items())
    settings = ", ".join(
        f"{escape(name)} = {escape(str(value))}" for name, value in sorted(state.parameters.items())
    )
    return (
        f"# {state.words['colophon-title']} {{#sec-colophon}}\n\n"
        "The same data, code and versions give the same report, byte for byte.\n\n"
        f"Parameters of this report: {settings or 'none'}.\n\n"
        f"Made with {escape(', '.join(_versions()))}.\n\n"
        "To make it again, in a checkout of the project:\n\n"
        f"``` sh\n{_commands(state)}\n```\n\n"
        "SHA-256 of what went in, over the sorted names and contents of the files:\n\n" + hashes
    )


def _commands(state: State) -> str:
    """What to type to get this report, its parameters included."""
    commands = ["make report     # sets up .venv, runs the notebooks, makes HTML and PDF"]
    if state.changed:
        options = (f"{name}={json.dumps(value)}" for name, value in state.changed.items())
        given = " ".join(f"-p {shlex.quote(option)}" for option in options)
        commands.append(f".venv/bin/python run_all.py {given}")
    return "\n".join([*commands, "make test       # checks all of it"])


def digest(root: Path, patterns: Iterable[str]) -> str:
    """One SHA-256 over the names and contents of all files below `root` that match."""
    total = hashlib.sha256()
    for path in _files(root, patterns):
        total.update(path.relative_to(root).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _files(root: Path, patterns: Iterable[str]) -> list[Path]:
    found = {path for pattern in patterns for path in root.glob(pattern) if path.is_file()}
    return sorted(path for path in found if "__pycache__" not in path.parts)


def _versions() -> list[str]:
    named = [f"Python {platform.python_version()}"]
    for package in PACKAGES:
        try:
            named.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    return named
