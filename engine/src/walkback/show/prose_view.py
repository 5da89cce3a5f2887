"""How the prose of a code cell reads in a notebook: in JupyterLab, in VS Code."""

import ast
import html
import re
from collections.abc import Mapping
from contextlib import suppress

from walkback.markup import escape
from walkback.notebooks.myst_roles import Role, fenced, map_prose, replaced
from walkback.values.markdown import reading

_HEADING = re.compile(r"^(#{1,6})[ \t]+(.*?)[ \t]*(?:\{[^{}\n]*\})?[ \t]*#*$", re.MULTILINE)
_KEY = re.compile(r"(?<![\w\\.])@(?=[\w{])")


def as_read(source: str, texts: Mapping[str, str]) -> str:
    """Markdown that a notebook shows as the document will, as far as it can.

    jupyterlab-myst repeats the first Markdown heading of an output above it as a title, so headings
    are HTML; it marks each key of a citation or reference as unknown, so these are plain text.

    Args:
        source: The prose, with `{eval}` roles.
        texts: What each expression reads as, by its text.
    """
    plain = map_prose(source, lambda prose: _KEY.sub(r"\@", prose))
    read = replaced(plain, lambda role: _put(role, texts))
    pieces = ((code, piece) for code, piece in fenced(read))
    return "".join(piece if code else _HEADING.sub(_heading, piece) for code, piece in pieces)


def _put(role: Role, texts: Mapping[str, str]) -> str:
    """What stands for a role."""
    if role.name != "eval" or role.content not in texts:
        return f"{{{role.name}}}`{role.content}`"
    text = texts[role.content]
    if text[:1] in {"'", '"'}:
        with suppress(ValueError, SyntaxError):  # it may begin with a quotation and be no str
            text = str(ast.literal_eval(text))
    return escape(text)


def _heading(match: re.Match[str]) -> str:
    level = len(match[1])
    return f"<h{level}>{html.escape(reading(match[2]), quote=False)}</h{level}>"
