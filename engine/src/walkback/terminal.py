"""What a terminal may be shown: text that steers nothing, and Rich where somebody watches.

Rich is imported by `console`, so only where there is something to show; a file, a pipe and a
terminal that can do nothing (`TERM=dumb`) get plain lines. Rich itself heeds `NO_COLOR` and the
width of the terminal.
"""

from __future__ import annotations

import os
import re
import unicodedata
from shutil import get_terminal_size
from textwrap import fill
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_LABEL = re.compile(r" *[A-Za-z][\w -]*:? {2,}")
_WHOLE = re.compile(r" *(?:>? *\d+ {2}|(?:Failed copy|Its log|Open it|Mend it|Go on): )")


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


def say_fitted(stream: TextIO, text: str) -> None:
    """The same in the width of the terminal, for text that is read and not passed on."""
    say(stream, _fitted(text) if stream.isatty() else text)


def _fitted(text: str) -> str:
    """The text with long lines broken between words, below where they begin.

    What is typed or copied stays on its line: commands, lines of a cell, paths, hashes.
    """
    columns = get_terminal_size().columns
    return "\n".join(_broken(line, columns) for line in text.split("\n"))


def _broken(line: str, columns: int) -> str:
    if len(line) <= columns or _WHOLE.match(line):
        return line
    label = _LABEL.match(line)
    indent = len(label[0]) if label else len(line) - len(line.lstrip())
    indent = indent if indent <= columns // 3 else 4
    return fill(
        line,
        columns,
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
        replace_whitespace=False,
        expand_tabs=False,
        drop_whitespace=True,
    )


def console(stream: TextIO) -> Console:
    """Rich on this terminal; it reads no markup, and finds nothing to colour by itself."""
    from rich.console import Console

    return Console(file=stream, markup=False, emoji=False, highlight=False)


def words(text: str, style: str = "") -> Text:
    """Text for Rich: no markup in it, and nothing that steers the terminal."""
    from rich.text import Text

    return Text(harmless(text), style=style)
