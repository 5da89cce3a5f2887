"""Formulas in the texts of figures: `$R^2$` is drawn as mathematics, `US$ 5 and $6` as dollars.

Matplotlib takes every even number of dollar signs for formulas, or none at all. Which it is, is
decided here for each pair of them, wherever a text is drawn: in JupyterLab and in the report alike.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from matplotlib import mathtext
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text

from walkback.errors import AnalysisError

_DOLLAR = re.compile(r"(?<!\\)\$")
_COMMAND = re.compile(r"\\[A-Za-z]")
_SCRIPT = re.compile(r"[\^_]")
_WORDS = re.compile(r"\s.*[^\W\d_]{2}|[^\W\d_]{2}.*\s", re.DOTALL)


def install() -> None:
    """Let every text that is drawn from now on be read so."""
    if getattr(Text._preprocess_math, "of_walkback", False):  # type: ignore[attr-defined]
        return
    before = Text._preprocess_math  # type: ignore[attr-defined]

    def preprocess(self: Text, line: str) -> tuple[str, bool | str]:
        if self.get_usetex() or not self.get_parse_math():
            found: tuple[str, bool | str] = before(self, line)
            return found
        return prepared(line)

    preprocess.of_walkback = True  # type: ignore[attr-defined]
    Text._preprocess_math = preprocess  # type: ignore[attr-defined]


def prepared(text: str) -> tuple[str, bool]:
    """A text as matplotlib's mathtext reads it, and whether it holds a formula.

    Args:
        text: A line of a title, a label, a tick.

    Returns:
        With a formula, the text in which all other dollar signs are escaped; without, as it reads.
    """
    if "$" not in text:
        return text, False
    spans = list(_formulas(text))
    if not spans:
        return text.replace(r"\$", "$"), False
    made, end = "", 0
    for start, stop in spans:
        made += _DOLLAR.sub(r"\\$", text[end:start]) + text[start:stop]
        end = stop
    return made + _DOLLAR.sub(r"\\$", text[end:]), True


def _formulas(text: str) -> Iterator[tuple[int, int]]:
    """Where formulas begin and end, their dollar signs included."""
    signs = [match.start() for match in _DOLLAR.finditer(text)]
    index = 0
    while index + 1 < len(signs):
        start, stop = signs[index], signs[index + 1]
        if _is_formula(text[:start], text[start + 1 : stop], text[stop + 1 :]):
            yield start, stop + 1
            index += 1
        index += 1


def _is_formula(before: str, content: str, after: str) -> bool:
    """Whether what stands between two dollar signs is meant as mathematics, not as money."""
    if not content.strip():
        return False
    if _COMMAND.search(content):
        return True
    if content != content.strip() or after[:1].isdigit():
        return False
    if _SCRIPT.search(content):
        return True
    alone = not (before[-1:].isalnum() or after[:1].isalnum())
    return alone and any(map(str.isalnum, content)) and not _WORDS.search(content)


@contextmanager
def readable(label: str, fig: Figure) -> Iterator[None]:
    """Refuse formulas that matplotlib cannot read, while a figure is laid out and drawn.

    Args:
        label: The label of the figure.
        fig: The figure.

    Raises:
        AnalysisError: With the text and what is wrong with it.
    """
    try:
        yield
    except ValueError as error:
        for text in fig.findobj(Text):
            for line in text.get_text().split("\n") if isinstance(text, Text) else []:
                reason = _unreadable(line)
                if reason:
                    raise AnalysisError(
                        f"The text '{line}' of {label} holds a formula that cannot be drawn "
                        rf"({reason}): correct it, or write \$ for a dollar sign."
                    ) from error
        raise


def _unreadable(line: str) -> str:
    """Why the formulas of a line cannot be read; nothing if they can."""
    text, formula = prepared(line)
    try:
        if formula:
            mathtext.MathTextParser("path").parse(text, 72, FontProperties())
    except ValueError as error:
        return str(error).strip().splitlines()[-1].strip()
    return ""
