"""Computed Markdown: text that may carry emphasis, links and citations."""

import re
from collections.abc import Iterable
from typing import Any

from walkback.markup import escape, unescape
from walkback.values.payloads import MARKDOWN

_EMPHASIS = re.compile(r"(?<!\\)(\*{1,3})(?=\S)(.+?)(?<=[^\s\\])\1")
_LINK = re.compile(r"(?<!\\)\[([^\]@^][^\]]*)\]\([^)\s]*\)")


class Markdown(str):
    """A string that is Markdown already and is put in as such.

    Use it only for text that the project wrote; text from data goes through `escape`.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        """How it reads, which is what IPython shows of a kind of `str` in plain text."""
        return reading(self)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        """How it reads, and the Markdown for the document.

        It has no `text/markdown`: JupyterLab would set each such result of `{eval}` as a block of its
        own and break the paragraph in two, while it puts `text/plain` into the line.
        """
        return {"text/plain": reading(self), MARKDOWN: str(self)}


def reading(markdown: str) -> str:
    """Markdown of one line without its marks: no asterisks, no backslashes, of a link its text."""
    unmarked = _LINK.sub(r"\1", _EMPHASIS.sub(r"\2", markdown))
    return unescape(unmarked)


def cite(sources: Iterable[str]) -> Markdown:
    """A citation of the sources, each once, in the order given."""
    ids = [f"@{source}" for source in dict.fromkeys(sources) if source]
    return Markdown(f"[{'; '.join(ids)}]" if ids else "")


def strong(text: str) -> Markdown:
    """Plain text in bold."""
    return Markdown(f"**{escape(text)}**")


def join(parts: Iterable[str], last: str = " and ") -> str:
    """`a, b and c`."""
    items = list(parts)
    return last.join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)
