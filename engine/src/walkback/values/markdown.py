"""Computed Markdown: text that may carry emphasis, links and citations."""

from collections.abc import Iterable
from typing import Any

from walkback.markup import escape


class Markdown(str):
    """A string that is Markdown already and is put in as such.

    Use it only for text that the project wrote; text from data goes through `escape`.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        """The text itself, so that `{eval}` shows it in JupyterLab."""
        return str(self)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/plain": str(self), "text/markdown": str(self)}


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
