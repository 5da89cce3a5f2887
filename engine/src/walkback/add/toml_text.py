"""One more notebook in `report.toml`; every other line stays as its author wrote it."""

from __future__ import annotations

import re

_HEAD = re.compile(r"^\[\[notebook\]\][^\n]*$", re.MULTILINE)
_NAME = re.compile(r"""^name\s*=\s*["']([^"']+)["']""", re.MULTILINE)
_OUTPUTS = re.compile(r"^outputs\s*=\s*\[", re.MULTILINE)
_NEXT = re.compile(r"^\[", re.MULTILINE)


def with_notebook(text: str, name: str) -> str:
    """The text with a stanza for a notebook, before the first that comes after it by name."""
    stanza = f'[[notebook]]\nname = "{name}"\n'
    for begin, end in _stanzas(text):
        found = _NAME.search(text, begin, end)
        if found and found[1] > name:
            at = _with_comments(text, begin)
            return f"{text[:at]}{stanza}\n{text[at:]}"
    return f"{text.rstrip()}\n\n{stanza}"


def with_output(text: str, name: str, pattern: str) -> str:
    """The text in which a notebook promises one more pattern of files."""
    for begin, end in _stanzas(text):
        found = _NAME.search(text, begin, end)
        if found and found[1] == name:
            listed = _OUTPUTS.search(text, begin, end)
            if listed:
                return f'{text[: listed.end()]}"{pattern}", {text[listed.end() :]}'
            return f'{text[: found.end()]}\noutputs = ["{pattern}"]{text[found.end() :]}'
    return text


def _stanzas(text: str) -> list[tuple[int, int]]:
    """Where the stanza of each notebook begins and ends."""
    found = []
    for head in _HEAD.finditer(text):
        following = _NEXT.search(text, head.end())
        found.append((head.start(), following.start() if following else len(text)))
    return found


def _with_comments(text: str, at: int) -> int:
    """Where the comments begin that stand directly before a place."""
    lines = text[:at].splitlines(keepends=True)
    while lines and lines[-1].startswith("#"):
        at -= len(lines.pop())
    return at
