"""Glob patterns of files below a folder: `*` within a folder, `**` across folders."""

import os
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

_TOKENS = re.compile(r"\*\*/|\*\*|\*|\?|[^*?]+")
_STARS = {"*", "**"}
_MEANING = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


@lru_cache(maxsize=256)
def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One expression for all patterns; for none, one that nothing fits."""
    meant = ("".join(_meaning(token) for token in _TOKENS.findall(one)) for one in patterns)
    return re.compile("|".join(meant) if patterns else r"(?!)")


def _meaning(token: str) -> str:
    return _MEANING.get(token) or re.escape(token)


def matches(path: str, patterns: Iterable[str]) -> bool:
    """Whether a relative path (with `/`) fits one of the patterns."""
    return _compiled(tuple(patterns)).fullmatch(path) is not None


def overlap(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether there could be a file that fits a pattern of both sides."""
    second = list(other)
    return any(_meet(_tokens(a), _tokens(b)) for a in one for b in second)


def _tokens(pattern: str) -> tuple[str, ...]:
    """Wildcards, and between them single characters."""
    found = _TOKENS.findall(pattern)
    return tuple(part for token in found for part in ([token] if token in _MEANING else token))


@lru_cache(maxsize=4096)
def _meet(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether some text fits two sequences of tokens."""
    while a and b and a[0] == b[0] and a[0] not in _MEANING:
        a, b = a[1:], b[1:]
    if a[:1] == ("**/",) or b[:1] == ("**/",):
        return any(_meet(x, y) for x in _without_option(a) for y in _without_option(b))
    if not (a and b):
        return {*a, *b} <= {*_STARS, "**/"}
    if a[0] in _STARS or b[0] in _STARS:
        return _star_meets(a, b) or _star_meets(b, a)
    return "?" in {a[0], b[0]} and "/" not in {a[0], b[0]} and _meet(a[1:], b[1:])


def _star_meets(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """The same where `a` may begin with a star, which ends here or takes in what comes in `b`."""
    if a[0] not in _STARS:
        return False
    taken = b[0] not in _STARS and (a[0] == "**" or b[0] != "/")
    return _meet(a[1:], b) or (taken and _meet(a, b[1:]))


def _without_option(tokens: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The two things that `**/` at the start can mean: nothing, or some folders."""
    if tokens[:1] != ("**/",):
        return [tokens]
    return [tokens[1:], ("**", "/", *tokens[1:])]


def fixed_folder(pattern: str) -> str:
    """The folder part before the first wildcard: `data/raw` of `data/raw/*.csv`."""
    fixed = re.split(r"[*?]", pattern, maxsplit=1)[0]
    return fixed.rpartition("/")[0]


def find(base: Path, patterns: Iterable[str]) -> list[str]:
    """The files below `base` that fit, sorted, relative, with `/`.

    Hidden files (`.DS_Store`, a spreadsheet's lock file) and `__pycache__` are passed over.
    """
    wanted = tuple(patterns)
    fits = _compiled(wanted).fullmatch
    folders = {fixed_folder(pattern) for pattern in wanted}
    return sorted({path for folder in folders for path in _files(base, folder) if fits(path)})


def _files(base: Path, folder: str) -> Iterable[str]:
    """All files below a folder; links to folders are followed, but never round in a circle."""
    top, start = str(base / folder), Path(folder).as_posix().removeprefix(".")
    followed: dict[str, str] = {}
    for here, folders, files in os.walk(top, followlinks=True):
        folders[:] = [f for f in folders if not f.startswith(".") and f != "__pycache__"]
        folders[:] = [f for f in folders if not comes_round(here, f, followed)]
        inner = here[len(top) :].replace(os.sep, "/")
        prefix = f"{start}{inner}/".lstrip("/")
        yield from (prefix + name for name in files if not name.startswith("."))


def comes_round(here: str, name: str, followed: dict[str, str]) -> bool:
    """Whether a folder is a link to one that it is in; another link is noted as followed.

    Args:
        here: Where it stands.
        name: Its name.
        followed: Where each link that was followed leads, by its path.
    """
    path = os.path.join(here, name)  # noqa: PTH118 - texts alone: it runs for each folder
    if not os.path.islink(path):  # noqa: PTH114
        return False
    target = os.path.realpath(path)
    above = {to for link, to in followed.items() if path.startswith(link + os.sep)}
    if target in above or (os.path.realpath(here) + os.sep).startswith(target + os.sep):
        return True
    followed[path] = target
    return False
