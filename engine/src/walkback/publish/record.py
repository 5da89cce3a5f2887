"""The record of what a document was made from: it travels inside the document.

It is a list as `sha256sum -c` reads it, one line a file, below two lines that begin with #: what the
list is, and what else the document depends on, as JSON. The hash of a part (data, notebooks, code,
lock) is the SHA-256 of its lines, sorted by path: `sha256sum requirements.lock | sha256sum`.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePosixPath
from typing import Any

from walkback.errors import ExportError
from walkback.hashing import file_hash, sha256
from walkback.patterns import find, matches

NAME = "made-from.sha256"
FORMAT = 2
PACKAGES = (
    "matplotlib",
    "nbconvert",
    "networkx",
    "numpy",
    "pandas",
    "papermill",
    "pypandoc-binary",
    "scipy",
    "seaborn",
    "typst",
    "walkback",
)
_HEAD = f"# Made from these files. In a checkout: sha256sum -c {NAME}"
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_LONGEST = 2_000_000  # characters: a hundred times what a real record has


@dataclass(frozen=True)
class Record:
    """What a document was made from.

    Attributes:
        files: The SHA-256 of every file that it depends on, by path below the checkout.
        parts: The patterns of the files of each part.
        python: The version of Python.
        packages: The versions of the packages that compute, draw and set it.
        parameters: The parameters of the run.
        changed: Those of them that were not at their defaults.
        shown: The SHA-256 of every figure and table file that the document shows, by path.
        command: The command that makes it, where it is a further report; "" for the main one.
    """

    files: Mapping[str, str]
    parts: Mapping[str, tuple[str, ...]]
    python: str
    packages: Mapping[str, str]
    parameters: Mapping[str, Any] = field(default_factory=dict)
    changed: Mapping[str, Any] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)
    command: str = ""

    @property
    def given(self) -> Mapping[str, Any]:
        """The parameters that give the document again: of a further report all are told."""
        return self.parameters if self.command else self.changed

    @property
    def text(self) -> str:
        """The record as it is put into a document."""
        about = {
            "format": FORMAT,
            "parts": {name: list(patterns) for name, patterns in self.parts.items()},
            "python": self.python,
            "packages": dict(self.packages),
            "parameters": dict(self.parameters),
            "changed": dict(self.changed),
            "shown": dict(self.shown),
            **({"command": self.command} if self.command else {}),
        }
        return f"{_HEAD}\n# {json.dumps(about, sort_keys=True)}\n{listing(self.files)}"

    def part(self, name: str) -> dict[str, str]:
        """The files of one part, by path."""
        found = self.files.items()
        return {path: digest for path, digest in found if part_of(path, self.parts) == name}


def parsed(text: str) -> Record:
    """The record that `Record.text` wrote.

    Raises:
        ExportError: If the text is something else, or was changed so that it cannot be read.
    """
    lines = text.splitlines() if len(text) <= _LONGEST else []
    if len(lines) < 3 or lines[0] != _HEAD or not lines[1].startswith("# "):
        raise ExportError("the record in it is not one of this version of Walkback")
    try:
        about = json.loads(lines[1][2:])
        parts = {_text(name): _patterns(given) for name, given in dict(about["parts"]).items()}
        return Record(
            files=dict(_file(line, parts) for line in lines[2:]),
            parts=parts,
            python=_text(about["python"]),
            packages=_texts(about["packages"]),
            parameters=dict(about["parameters"]),
            changed=dict(about["changed"]),
            shown=_texts(about["shown"]),
            command=_text(about.get("command", "")),
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ExportError("the record in it was damaged or edited") from error


def _file(line: str, parts: Mapping[str, tuple[str, ...]]) -> tuple[str, str]:
    """Path and hash of a line.

    Raises:
        ValueError: If it is no such line, or no file that a document depends on.
    """
    found = _LINE.fullmatch(line)
    path = found[2] if found else ""
    inside = not PurePosixPath(path).is_absolute() and ".." not in PurePosixPath(path).parts
    if not part_of(path, parts) or not path.isprintable() or not inside:
        raise ValueError(line)
    return path, line[:64]


def _text(given: Any) -> str:
    if not isinstance(given, str):
        raise TypeError(given)
    return given


def _patterns(given: Any) -> tuple[str, ...]:
    if not isinstance(given, list):
        raise TypeError(given)
    return tuple(_text(pattern) for pattern in given)


def _texts(given: Any) -> dict[str, str]:
    return {_text(name): _text(text) for name, text in dict(given).items()}


def part_of(path: str, parts: Mapping[str, tuple[str, ...]]) -> str:
    """The part that a file belongs to, empty for none."""
    return next((name for name, patterns in parts.items() if matches(path, patterns)), "")


def hashes(root: Path, patterns: Iterable[str]) -> dict[str, str]:
    """The SHA-256 of all files below `root` that match, by path; caches and hidden files left out."""
    paths = [path for path in find(root, patterns) if path.isprintable()]
    return {path: file_hash(root / path) or "" for path in paths}


def listing(files: Mapping[str, str]) -> str:
    """The files as `sha256sum` prints them, sorted by path."""
    return "".join(f"{files[path]}  {path}\n" for path in sorted(files))


def digest(files: Mapping[str, str]) -> str:
    """One SHA-256 over names and contents: that of the listing."""
    return sha256(listing(files).encode())


def packages() -> dict[str, str]:
    """The versions of the packages that make the document, of those that are installed."""
    found = {}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found
