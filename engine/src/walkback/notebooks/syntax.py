"""The syntax of prose: CommonMark with MyST, set up like the extension of JupyterLab."""

from functools import cache, lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

from walkback.notebooks.citations import citation_rule
from walkback.notebooks.heading_attributes import attributes_rule
from walkback.notebooks.quotes import quotes_rule

Node = SyntaxTreeNode


def _any_address(url: str) -> bool:  # noqa: ARG001
    return True


@cache
def _parser() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"linkify": True})
    md.enable(["table", "linkify"])
    md.use(front_matter_plugin).use(colon_fence_plugin).use(myst_block_plugin)
    md.use(footnote_plugin).disable("footnote_inline")
    md.use(myst_role_plugin).use(deflist_plugin).use(amsmath_plugin)
    md.use(dollarmath_plugin, allow_space=True, allow_digits=True, double_inline=True)
    md.inline.ruler.after("emphasis", "citation", citation_rule)
    md.core.ruler.after("block", "heading_attributes", attributes_rule)
    md.core.ruler.before("text_join", "quotes", quotes_rule)
    md.validateLink = _any_address  # type: ignore[method-assign] # links.py tells what is wrong
    if md.linkify is not None:
        md.linkify.set({"fuzzy_link": False, "fuzzy_email": False})
    return md


def parse(text: str) -> tuple[Node, dict[str, Any]]:
    """The tree of a text, and the labels of its footnotes.

    Returns:
        The root of the tree, and what markdown-it keeps beside it; `env["footnotes"]["refs"]` has each
        note that is defined, with -1 where nothing refers to it.
    """
    tokens, env = _parsed(text)
    return Node(tokens), env


@lru_cache(maxsize=1024)  # a cell is read for its expressions and for the document
def _parsed(text: str) -> tuple[list[Token], dict[str, Any]]:
    env: dict[str, Any] = {}
    return _parser().parse(text, env), env


def parse_inline(text: str) -> Node:
    """The tree of a text on one line."""
    return Node(_parser().parseInline(text, {}))
