"""What a terminal may be shown: text that steers nothing, and Rich where somebody watches.

Rich is imported by `console`, so only where there is something to show; a file, a pipe and a
terminal that can do nothing (`TERM=dumb`) get plain lines. Rich itself heeds `NO_COLOR` and the
width of the terminal.
"""

from __future__ import annotations

import os
import unicodedata
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text


def on_terminal(stream: TextIO) -> bool:
    """Whether somebody watches, on a terminal that can do more than print lines."""
    return stream.isatty() and os.environ.get("TERM", "") not in {"dumb", "unknown"}


def harmless(text: str) -> str:
    r"""The text with every character that could steer a terminal written out, such as `\x1b`."""
    return "".join(
        sign
        if sign.isprintable() or sign in "\n\t" or unicodedata.category(sign) == "Zs"
        else sign.encode("unicode_escape").decode()
        for sign in text
    )


def say(stream: TextIO, text: str) -> None:
    """Write plain text that steers no terminal, through `tee` or `less -R` neither, and end the line."""
    stream.write(f"{harmless(text)}\n")
    stream.flush()


def console(stream: TextIO) -> Console:
    """Rich on this terminal; it reads no markup, and finds nothing to colour by itself."""
    from rich.console import Console

    return Console(file=stream, markup=False, emoji=False, highlight=False)


def words(text: str, style: str = "") -> Text:
    """Text for Rich: no markup in it, and nothing that steers the terminal."""
    from rich.text import Text

    return Text(harmless(text), style=style)
