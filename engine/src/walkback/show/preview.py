"""Tables and captions as JupyterLab shows them: as they are printed, by the parser of the document."""

import html
import re
from collections.abc import MutableMapping, Sequence
from typing import Any

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from walkback.notebooks.citations import Citation
from walkback.notebooks.syntax import Node, parse, parse_inline
from walkback.values.markdown import Markdown

SIDES = {"l": "left", "r": "right", "c": "center"}
UNTOUCHED = "tex2jax_ignore mathjax_ignore"  # a dollar sign in a cell is a dollar sign
_FORMULA = "tex2jax_process mathjax_process"
_WEB = re.compile(r"(https?://|mailto:)")
_OPTIONS: Any = {"xhtmlOut": False, "breaks": False, "langPrefix": "language-", "highlight": None}
_RAISED = {"sup": "sup", "superscript": "sup", "sub": "sub", "subscript": "sub"}


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
    return (
        f'<div class="{UNTOUCHED}"><table>'
        f'<caption style="text-align: left; font-weight: bold">{html.escape(title)}</caption>'
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>{lines(below)}</div>"
    )


def below(texts: Sequence[str]) -> str:
    """Caption and notes of a figure as HTML."""
    return f'<div class="{UNTOUCHED}">{lines(texts)}</div>'


def lines(texts: Sequence[str]) -> str:
    """Texts in Markdown as HTML, one below the other."""
    return "".join(_rendered(parse(text)[0]).replace("\n", "") for text in texts)


def inline(markdown: str) -> str:
    """A line of Markdown as HTML: citations as `[id]`, references as words."""
    return _rendered(parse_inline(markdown))


def _rendered(root: Node) -> str:
    return str(_Reader().render(root.to_tokens(), OptionsDict(_OPTIONS), {}))


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


class _Reader(RendererHTML):
    """What markdown-it has no HTML for; the document refuses what is only shown as text here."""

    def citation(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        """The ids, in brackets if they stand in brackets."""
        found: list[Citation] = tokens[idx].meta["citations"]
        said = "; ".join(f"{one.prefix} {one.id}".strip() + one.suffix for one in found)
        return html.escape(f"[{said}]" if tokens[idx].content.startswith("[") else said)

    def myst_role(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        """Raised and lowered text; of the others what stands in them."""
        text = html.escape(tokens[idx].content)
        tag = _RAISED.get(tokens[idx].meta["name"])
        return f"<{tag}>{text}</{tag}>" if tag else text

    def math_inline(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        """A formula, for MathJax."""
        return f'<span class="{_FORMULA}">${html.escape(tokens[idx].content)}$</span>'

    def math_inline_double(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        """A formula on a line of its own."""
        return f'<span class="{_FORMULA}">$${html.escape(tokens[idx].content)}$$</span>'

    math_block = math_block_label = amsmath = math_inline_double

    def link_open(
        self, tokens: Sequence[Token], idx: int, options: Any, env: MutableMapping[str, Any]
    ) -> str:
        """A link to the web; a reference is its text, or the label where it has none."""
        target = str(tokens[idx].attrGet("href") or "")
        if _WEB.match(target):
            return str(self.renderToken(tokens, idx, options, env))
        return "<span>" + (html.escape(target[1:]) if tokens[idx + 1].nesting < 0 else "")

    def link_close(
        self, tokens: Sequence[Token], idx: int, options: Any, env: MutableMapping[str, Any]
    ) -> str:
        """The end of either."""
        opened = max(n for n in range(idx) if tokens[n].type == "link_open")
        web = _WEB.match(str(tokens[opened].attrGet("href") or ""))
        return str(self.renderToken(tokens, idx, options, env)) if web else "</span>"

    def image(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        """Its words."""
        return html.escape(tokens[idx].content)

    def html_inline(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        """As text."""
        return html.escape(tokens[idx].content)

    def html_block(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        """As text."""
        return html.escape(tokens[idx].content)

    def footnote_ref(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        """Its mark."""
        return f"<sup>{tokens[idx].meta['id'] + 1}</sup>"
