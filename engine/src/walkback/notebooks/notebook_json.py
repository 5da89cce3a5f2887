"""From the bytes of a notebook's file to its JSON, or to the line and column where it breaks."""

import json
import math
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from walkback.errors import RunError

_CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
_TEXT = r'"(?:[^"\\]|\\.)*"'
_ODD_NUMBER = re.compile(rf"{_TEXT}|(NaN|-?Infinity|-?\d{{4301,}}|-?[\d.]+[eE][+-]?\d+)")
DEEPEST = 100
"""How many levels the data of a cell may have; real ones have about ten."""


class Doubled(dict[str, Any]):
    """An object of JSON that gives a key twice; `key` says which."""

    key = ""


def parsed(content: bytes, shown: str) -> tuple[Any, list[str]]:
    """The JSON of a notebook's file, and what of it was read as something else.

    Args:
        content: The bytes of the file.
        shown: The file's name for messages.

    Raises:
        RunError: With line and column, and what to do.
    """
    text = _decoded(content, shown)
    if not text.strip():
        raise RunError(f"{shown} is empty. {restore(shown)}")
    odd: list[str] = []

    def number(written: str) -> float | None:
        value = float(written)
        if math.isfinite(value):
            return value
        odd.append(written)
        return None

    try:
        read = json.loads(
            text, object_pairs_hook=_object, parse_constant=number, parse_float=number
        )
    except json.JSONDecodeError as error:
        _refuse(text, shown, error)
    except RecursionError:
        raise RunError(
            f"{shown} is not a notebook: its JSON has thousands of levels. {restore(shown)}"
        ) from None
    except ValueError:  # Python reads no number of more than 4,300 digits
        raise RunError(
            f"{shown} has a number of thousands of digits{_place_of_number(text)}. {restore(shown)}"
        ) from None
    return read, [
        f"{one[:20]}{_place_of_number(text)} is no number, read as null" for one in odd[:1]
    ]


def restore(shown: str) -> str:
    """What to do about a file that no editor of notebooks opens."""
    return f"Restore it, for example with: git checkout {shown}"


def unresolved(shown: str, place: str) -> str:
    """What to say of a merge conflict."""
    return (
        f"{shown}, {place}: a merge conflict was not resolved. Take one side, for example "
        f"with: git checkout --ours {shown}  (or --theirs)"
    )


def in_conflict(text: str) -> int | None:
    """The line of the first mark of a merge conflict, from 1; None if there is none."""
    found = _CONFLICT.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else None


def walk(value: Any) -> Iterator[tuple[int, Any]]:
    """Everything inside of some data, itself and keys included, each with its level."""
    waiting = [(0, value)]
    while waiting:
        level, one = waiting.pop()
        yield level, one
        inside = [*one, *one.values()] if isinstance(one, dict) else one
        if isinstance(inside, list) and level <= DEEPEST:
            waiting.extend((level + 1, part) for part in inside)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    names = [name for name, _ in pairs]
    doubled = Doubled(made)
    doubled.key = next(name for name in names if names.count(name) > 1)
    return doubled


def _decoded(content: bytes, shown: str) -> str:
    coding = json.detect_encoding(content)
    if not coding.startswith("utf-8"):
        raise RunError(
            f"{shown} is {coding.upper()[:6]} text, and notebooks are UTF-8: save it as UTF-8 in a "
            f"text editor. {restore(shown)}"
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        raise RunError(
            f"{shown} cannot be read: it is not UTF-8 text (the byte {content[error.start]:#04x} at "
            f"line {line}, column {column}). {restore(shown)}"
        ) from None


def _refuse(text: str, shown: str, error: json.JSONDecodeError) -> NoReturn:
    if line := in_conflict(text):
        raise RunError(unresolved(shown, f"line {line}")) from None
    raise RunError(
        f"{shown} is not a notebook: its JSON breaks at line {error.lineno}, column "
        f"{error.colno} ({error.msg}). {restore(shown)}"
    ) from None


def _place_of_number(text: str) -> str:
    for match in _ODD_NUMBER.finditer(text):
        if match[1] and not _finite(match[1]):
            line = text.count("\n", 0, match.start()) + 1
            column = match.start() - text.rfind("\n", 0, match.start())
            return f" (line {line}, column {column})"
    return ""


def _finite(written: str) -> bool:
    return "e" in written.lower() and math.isfinite(float(written))
