"""Pieces of Markdown as it is written: prose, roles, code; for text that is changed and stays Markdown.

The document and the run use the parser (`syntax`, `expressions`). As in jupyterlab-myst, code, comments
and escaped characters are passed over, and an expression that goes over a line end has a space there.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
      (?P<escape>\\.)
    | (?P<block>^[ ]{0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n        # fenced code, to its end
        (?:.*?^[ ]{0,3}(?P=fence)[`~]*[ \t]*$ | .*\Z))
    | (?P<comment><!--.*?-->)
    | \{(?P<role>[a-z][a-z:-]*)\}(?P<ticks>`+)(?P<content>.+?)(?<!`)(?P=ticks)(?!`)
    | (?P<code>(?<!`)(?P<span>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=span)(?!`))
    """,
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)
_QUOTE = re.compile(r"[ ]{0,3}(?:>[ ]?)+")


@dataclass(frozen=True)
class Role:
    """A role such as ``{eval}`x` ``.

    Attributes:
        name: `eval`.
        content: `x`, on one line.
    """

    name: str
    content: str


Part = str | Role
"""A piece of Markdown: prose, or a role."""


def parts(markdown: str) -> Iterator[tuple[str, Part | None]]:
    """The Markdown in pieces: each as it is written, and what it is.

    Yields:
        The text, and the same text if it is prose, a `Role` if it is one, None if it is code, a
        comment or an escaped character.
    """
    end = 0
    for match in _TOKEN.finditer(markdown):
        if prose := markdown[end : match.start()]:
            yield prose, prose
        role = match["role"] and Role(match["role"], _one_line(match, markdown))
        yield match[0], role or None
        end = match.end()
    if prose := markdown[end:]:
        yield prose, prose


def _one_line(match: re.Match[str], markdown: str) -> str:
    """The content of a role on one line, without the signs of a quotation that it stands in."""
    lines = match["content"].split("\n")
    if _QUOTE.match(markdown[: match.start()].rpartition("\n")[2]):
        lines[1:] = [_QUOTE.sub("", line) for line in lines[1:]]
    return " ".join(lines).strip()


def replaced(markdown: str, put: Callable[[Role], str]) -> str:
    """The Markdown with what `put` returns in the place of each role."""
    return "".join(put(part) if isinstance(part, Role) else text for text, part in parts(markdown))


def map_prose(markdown: str, change: Callable[[str], str]) -> str:
    """The Markdown with `change` applied to its prose alone."""
    return "".join(
        change(part) if isinstance(part, str) else text for text, part in parts(markdown)
    )


def fenced(markdown: str) -> Iterator[tuple[bool, str]]:
    """The Markdown in pieces, each with whether it is a block of fenced code."""
    end = 0
    for match in _TOKEN.finditer(markdown):
        if match["block"]:
            yield False, markdown[end : match.start()]
            yield True, match[0]
            end = match.end()
    yield False, markdown[end:]


def conditions(tags: Iterable[str]) -> list[str]:
    """The variable names of the `when:NAME` tags, in order."""
    return [tag.removeprefix("when:").strip() for tag in tags if tag.startswith("when:")]
