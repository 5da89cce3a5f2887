"""Attributes of a heading: `# Title {#sec-title .unnumbered}`."""

import re

from markdown_it.rules_core import StateCore

_ATTRIBUTES = re.compile(
    r"[ \t]*\{((?:[#.][^\W\d][\w:.-]*|-)(?:[ \t]+(?:[#.][^\W\d][\w:.-]*|-))*)\}[ \t]*$"
)


def attributes_rule(state: StateCore) -> None:
    """Takes the attributes at the end of each heading out of its text and notes them in `meta`."""
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        found = _ATTRIBUTES.search(inline.content) if opening.type == "heading_open" else None
        if found:
            inline.content = inline.content[: found.start()]
            given = found[1].split()
            opening.meta = {
                "ids": [part[1:] for part in given if part.startswith("#")],
                "classes": ["unnumbered" if p == "-" else p[1:] for p in given if p[0] != "#"],
            }
