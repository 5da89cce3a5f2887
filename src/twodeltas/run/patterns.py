"""Glob patterns of files below a folder: `*` within a folder, `**` across folders."""

import os
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

_TOKENS = re.compile(r"\*\*/|\*\*|\*|\?|[^*?]+")
_MEANING = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    parts = (_MEANING.get(token) or re.escape(token) for token in _TOKENS.findall(pattern))
    return re.compile("".join(parts))


def matches(path: str, patterns: Iterable[str]) -> bool:
    """Whether a relative path (with `/`) fits one of the patterns."""
    return any(_compiled(pattern).fullmatch(path) for pattern in patterns)


def overlap(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether a file could fit a pattern of both sides (told by the patterns' own text)."""
    first, second = list(one), list(other)
    return any(matches(text, second) for text in first) or any(
        matches(text, first) for text in second
    )


def fixed_folder(pattern: str) -> str:
    """The folder part before the first wildcard: `data/raw` of `data/raw/*.csv`."""
    fixed = re.split(r"[*?]", pattern, maxsplit=1)[0]
    return fixed.rpartition("/")[0]


def find(base: Path, patterns: Iterable[str]) -> list[str]:
    """The files below `base` that fit, sorted, relative, with `/`.

    Hidden files (`.DS_Store`, a spreadsheet's lock file) and `__pycache__` are passed over.
    """
    wanted = list(patterns)
    folders = {fixed_folder(pattern) for pattern in wanted}
    found = {path for folder in folders for path in _files(base, folder)}
    return sorted(path for path in found if matches(path, wanted))


def _files(base: Path, folder: str) -> Iterable[str]:
    for here, folders, files in os.walk(base / folder):
        folders[:] = [f for f in folders if not f.startswith(".") and f != "__pycache__"]
        relative = Path(here).relative_to(base).as_posix()
        prefix = "" if relative == "." else f"{relative}/"
        yield from (prefix + name for name in files if not name.startswith("."))
