"""One more item in a list of a JSON file; every other byte stays as its author wrote it."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

_DECODER = json.JSONDecoder()
_SPACE = " \t\r\n"


def with_item(text: str, item: Any, *, key: str = "", place: int | None = None) -> str:
    """The text with one more item in its list.

    Args:
        text: JSON: a list, or an object that holds it.
        item: What is put in, set as `json.dumps(…, indent=1)` does.
        key: Under which name the object holds the list; empty if the text is the list.
        place: Before which item, counted from 0; None to put it last.
    """
    begin = _list_of(text, key) if key else text.index("[")
    spans = list(_items(text, begin))
    depth = " " * (2 if key else 1)
    new = depth + json.dumps(item, ensure_ascii=False, indent=1).replace("\n", f"\n{depth}")
    if place is not None and place < len(spans):
        at = spans[place][0]
        return f"{text[:at]}{new.lstrip()},\n{depth}{text[at:]}"
    if spans:
        at = spans[-1][1]
        return f"{text[:at]},\n{new}{text[at:]}"
    end = _skip(text, begin + 1)
    return f"{text[: begin + 1]}\n{new}\n{depth[1:]}{text[end:]}"


def sorted_place(ids: list[str], new: str) -> int:
    """Where an id belongs in a list that begins in the order of ids; after that order if it ends."""
    ordered = next((n for n, (one, two) in enumerate(pairwise(ids), 1) if one > two), len(ids))
    return next((n for n, one in enumerate(ids[:ordered]) if one > new), ordered)


def _list_of(text: str, key: str) -> int:
    """Where the list under a key of the whole object begins."""
    at = _skip(text, text.index("{") + 1)
    while text[at] != "}":
        name, at = _DECODER.raw_decode(text, at)
        at = _skip(text, text.index(":", at) + 1)
        if name == key:
            return at
        _, at = _DECODER.raw_decode(text, at)
        at = _skip(text, at, ",")
    raise KeyError(key)


def _items(text: str, begin: int) -> list[tuple[int, int]]:
    """Where each item of a list begins and ends."""
    found, at = [], _skip(text, begin + 1)
    while text[at] != "]":
        _, end = _DECODER.raw_decode(text, at)
        found.append((at, end))
        at = _skip(text, end, ",")
    return found


def _skip(text: str, at: int, more: str = "") -> int:
    while text[at] in _SPACE + more:
        at += 1
    return at
