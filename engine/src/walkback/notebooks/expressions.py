"""The `{eval}` expressions of a Markdown cell, by the parser that also makes the document."""

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from walkback.notebooks.directives import directive

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

_ROLE = "{eval}"
_FENCES = {"fence", "colon_fence"}


@lru_cache(maxsize=1024)
def expressions(markdown: str) -> tuple[str, ...]:
    """The expressions of the roles, in order, each on one line; those in code are none."""
    if _ROLE not in markdown:
        return ()
    from walkback.notebooks.syntax import parse  # a run with nothing to do needs no parser

    return tuple(_within(parse(markdown)[0]))


def _within(node: "SyntaxTreeNode") -> Iterator[str]:
    for child in node.children:
        if child.type == "myst_role":
            if child.meta["name"] == "eval":
                yield child.content.strip()
        elif child.type in _FENCES:
            yield from _of_directive(child)
        else:
            yield from _within(child)


def _of_directive(fence: "SyntaxTreeNode") -> Iterator[str]:
    """The expressions in the title and the body of a box."""
    found = directive(fence.info, fence.content)
    if found:
        yield from expressions(found.argument)
        yield from expressions(found.body)
