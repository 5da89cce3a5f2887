"""Whether the texts of a figure can be read in print: their size, their characters."""

import logging
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from matplotlib.figure import Figure
from matplotlib.table import Table
from matplotlib.text import Text

from walkback.errors import AnalysisError
from walkback.show import fonts, theme

LEAST = 6.0  # points, in print
PRINTED = 6.3  # inches: how wide a figure stands on a page
ROUNDING = 0.05  # points

_GLYPH = re.compile(r"Glyph (\d+) .*missing from font")
_MATH = re.compile(r"does not have a glyph for .*\[U\+([0-9a-fA-F]+)\]|No TeX to Unicode mapping")


def texts_of(fig: Figure) -> list[Text]:
    """All texts of a figure, those of ticks, legends and the cells of tables included."""
    tables = [part for part in fig.findobj(Table) if isinstance(part, Table)]
    cells = [cell.get_text() for table in tables for cell in table.get_celld().values()]
    return [*(part for part in fig.findobj(Text) if isinstance(part, Text)), *cells]


def visible_texts(fig: Figure) -> list[Text]:
    """The texts of a figure that are seen."""
    return [text for text in texts_of(fig) if text.get_visible() and text.get_text().strip()]


def require_characters(label: str, texts: Mapping[str, str]) -> None:
    """Refuse words beside a figure that no font of the report can show.

    Args:
        label: The label of the figure.
        texts: The words by what they are.

    Raises:
        AnalysisError: With the words and the character.
    """
    for name, text in texts.items():
        for character in text:
            if character.isprintable() and ord(character) not in fonts.covered():
                raise AnalysisError(
                    f"The {name} of {label} has {character} (U+{ord(character):04X}), which no font "
                    "of the report has: write it otherwise."
                )


def require_size(label: str, texts: Iterable[Text], width: float) -> None:
    """Refuse texts that are too small in print.

    Args:
        label: The label of the figure.
        texts: Its visible texts.
        width: How many inches of the drawing go into the width of the page.

    Raises:
        AnalysisError: If one has fewer than `LEAST` points then.
    """
    smallest = min(texts, key=_points, default=None)
    if smallest is None:
        return
    printed = _points(smallest) * PRINTED / width
    if printed < LEAST - ROUNDING:
        raise AnalysisError(
            f"The text '{_short(smallest.get_text())}' of {label} would be {printed:.1f} points in "
            f"print: {LEAST:g} are the least. Write larger, or draw at most {theme.WIDTH:g} inches "
            f"wide and {theme.HEIGHT:g} high, everything within."
        )


def _points(text: Text) -> float:
    return float(text.get_fontsize())


@contextmanager
def characters_watched(label: str, fig: Figure) -> Iterator[None]:
    """Refuse characters for which no font has a shape, and axes without room, while it is drawn.

    Args:
        label: The label of the figure.
        fig: The figure.

    Raises:
        AnalysisError: With the text and the character.
    """
    told = _Told()
    log = logging.getLogger("matplotlib.mathtext")
    log.addHandler(told)
    handed_on = log.propagate
    log.propagate = False
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            yield
    finally:
        log.removeHandler(told)
        log.propagate = handed_on
    for warning in caught:
        found = _GLYPH.match(str(warning.message))
        if found:
            raise AnalysisError(_missing(label, fig, chr(int(found[1])), formula=False))
        if "axes sizes collapsed to zero" in str(warning.message):
            raise AnalysisError(
                f"{label} has no room for its axes beside their labels: draw it higher, or with "
                "fewer panels."
            )
    for character in told.characters:
        raise AnalysisError(_missing(label, fig, character, formula=True))
    for warning in caught:
        warnings.warn_explicit(warning.message, warning.category, warning.filename, warning.lineno)


class _Told(logging.Handler):
    """Takes note of what matplotlib says while it sets formulas."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.characters: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        found = _MATH.search(record.getMessage())
        if found:
            self.characters.append(chr(int(found[1], 16)) if found[1] else "")


def _missing(label: str, fig: Figure, character: str, *, formula: bool) -> str:
    texts = [text.get_text() for text in texts_of(fig)]
    holder = next((text for text in texts if character and character in text), "")
    where = f"The text '{_short(holder)}' of {label}" if holder else f"A text of {label}"
    what = f"{character} (U+{ord(character):04X})" if character.strip() else "a sign"
    if character and not character.strip():
        what = f"U+{ord(character):04X}"
    if formula:
        return f"{where} has {what} beside a formula, where it cannot be drawn: part the two."
    return f"{where} has {what}, which no font of the figures has: write it otherwise."


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:58] + " …"
