"""Finds the {eval} expressions and the conditions of a cell."""

import re
from collections.abc import Iterable

_TOKEN = re.compile(
    r"""
      ^[ ]{0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n        # a fenced code block, to its end
        (?:.*?^[ ]{0,3}(?P=fence)[`~]*[ \t]*$ | .*\Z)
    | <!--.*?-->                                     # a comment
    | \{eval\}(?P<ticks>`+)(?P<expression>.+?)(?<!`)(?P=ticks)(?!`)
    | (?P<span>`+).+?(?<!`)(?P=span)(?!`)            # any other code span
    | \\.
    """,
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)


def expressions(markdown: str) -> list[str]:
    """The expressions of the `{eval}` roles, in order, as jupyterlab-myst reads them.

    Code blocks, code spans and comments are passed over; an expression that goes over a line end
    has a space there.
    """
    found = (match["expression"] for match in _TOKEN.finditer(markdown))
    return [" ".join(text.split("\n")).strip() for text in found if text]


def conditions(tags: Iterable[str]) -> list[str]:
    """The variable names of the `when:NAME` tags, in order."""
    return [tag.removeprefix("when:").strip() for tag in tags if tag.startswith("when:")]
