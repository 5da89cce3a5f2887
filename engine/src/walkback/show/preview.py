"""A table as JupyterLab shows it: as it is printed, with title, caption and notes."""

import html
import re
from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt

from walkback.values.markdown import Markdown

SIDES = {"l": "left", "r": "right", "c": "center"}
UNTOUCHED = "tex2jax_ignore mathjax_ignore"  # a dollar sign in a cell is a dollar sign
_CITATION = re.compile(r"\[(-?@[^\]\s]+(?:[;,] ?[^\]]*)?)\]")
_REFERENCE = re.compile(r"(?<![\w\\@.])-?@(?=[\w{])")
_SPAN = re.compile(r"(?<=\])\{[.#][^}]*\}")


def preview(
    heads: Sequence[str],
    sides: str,
    rows: Sequence[Sequence[str]],
    *,
    title: str,
    below: Sequence[str],
    header_columns: int = 1,
) -> str:
    """The table as HTML.

    Args:
        heads: The heads: text, or `Markdown`.
        sides: One letter a column.
        rows: The cells: text, or `Markdown`.
        title: The finding, as text.
        below: Caption and notes, as Markdown.
        header_columns: How many columns at the left name the row.
    """
    top = "".join(
        f'<th scope="col" {_side(side)}>{_shown(head)}</th>'
        for head, side in zip(heads, sides, strict=True)
    )
    body = "".join(f"<tr>{_row(row, sides, header_columns)}</tr>" for row in rows)
    lines = "".join(f"<p>{inline(line)}</p>" for line in below if line.strip())
    return (
        f'<div class="{UNTOUCHED}"><table>'
        f'<caption style="text-align: left; font-weight: bold">{html.escape(title)}</caption>'
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>{lines}</div>"
    )


def inline(markdown: str) -> str:
    """A line of Markdown as HTML: emphasis, code and links; citations as `[id]`, references as words."""
    text = _SPAN.sub("", markdown)
    text = _CITATION.sub(lambda found: f"\\[{_REFERENCE.sub('', found[1])}\\]", text)
    return str(_reader().renderInline(_REFERENCE.sub("", text)))


def _row(row: Sequence[str], sides: str, header_columns: int) -> str:
    return "".join(
        f'<th scope="row" {_side(side)}>{_shown(cell)}</th>'
        if place < header_columns
        else f"<td {_side(side)}>{_shown(cell)}</td>"
        for place, (cell, side) in enumerate(zip(row, sides, strict=True))
    )


def _side(letter: str) -> str:
    return f'style="text-align: {SIDES[letter]}; white-space: normal; overflow-wrap: break-word"'


def _shown(text: str) -> str:
    return inline(text) if isinstance(text, Markdown) else html.escape(text)


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).disable("image").enable("strikethrough")
