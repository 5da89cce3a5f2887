"""Whether a table fits the page, by the longest words of its columns."""

import re
import unicodedata
from collections.abc import Sequence

from walkback.errors import AnalysisError

PORTRAIT, LANDSCAPE = 53.4, 82.4  # the line of a table, in heights of its type
GAP = 1.2  # between two columns
BROKEN_FROM = 12.0  # a longer word may be broken: columns.lua does it
BOLD = 1.06  # how much wider a head is
LETTER = 0.5  # a common sign
_NUMBER = re.compile(r"[<>]?−?[\d,.]+")
_MARKS = re.compile(r"\]\([^)]*\)|[*_`\[\]\\]")


def must_turn(
    heads: Sequence[str],
    columns: Sequence[Sequence[str]],
    label: str,
) -> bool:
    """Whether the table fits only a page that is turned sideways.

    Args:
        heads: The heads of the columns.
        columns: The cells of each column.
        label: The label of the table, for the message.

    Raises:
        AnalysisError: If it fits no page.
    """
    needed = sum(
        GAP + max(BOLD * longest_word(head), *map(longest_word, cells))
        for head, cells in zip(heads, columns, strict=True)
    )
    if needed > LANDSCAPE:
        raise AnalysisError(
            f"{label} is too wide for the page: its {len(heads)} columns need about "
            f"{needed / LETTER:.0f} characters, and a page turned sideways has "
            f"{LANDSCAPE / LETTER:.0f}. Show some of the columns (frame[[…]]), turn rows and columns "
            "(frame.T), round the numbers (digits=…), or make two tables of it."
        )
    return needed > PORTRAIT


def refuse_narrow(
    heads: Sequence[str],
    columns: Sequence[Sequence[str]],
    widths: Sequence[float],
    label: str,
    *,
    turned: bool,
) -> None:
    """Refuse widths in which a number has no room: a number is not broken.

    Args:
        heads: The heads of the columns.
        columns: The cells of each column.
        widths: The share of the line that each column was given.
        label: The label of the table, for the message.
        turned: Whether the page is turned sideways.

    Raises:
        AnalysisError: If a column is too narrow, or all are wider than the line.
    """
    if not (sum(widths) <= 1.001 and all(width > 0 for width in widths)):
        raise AnalysisError(
            f"{label}: the widths are shares of the line, above 0 and together at most 1; they are "
            f"{', '.join(f'{width:g}' for width in widths)}."
        )
    line = LANDSCAPE if turned else PORTRAIT
    for head, cells, width in zip(heads, columns, widths, strict=True):
        longest = max((cell for cell in cells if _NUMBER.fullmatch(cell)), key=len, default="")
        if _width(longest) > width * line - GAP / 2:
            raise AnalysisError(
                f"{label}: the width {width:g} of the column “{head}” has no room for {longest}: "
                "make it wider, or leave widths out."
            )


def longest_word(text: str) -> float:
    """The width of what a line may not break, in heights of the type; long words may be broken."""
    widest = LETTER
    for word in re.split(r"\s+|(?<=[-–—/])", _MARKS.sub("", text)):
        width = _width(word)
        widest = max(widest, width if _NUMBER.fullmatch(word) else min(width, BROKEN_FROM))
    return widest


def _width(word: str) -> float:
    """The width of a word; a line may break between any two Chinese signs."""
    parts = re.split(r"(?<=[\u2e80-\uffdc])|(?=[\u2e80-\uffdc])", word)
    return max(sum(_of_sign(sign) for sign in part) for part in parts)


def _of_sign(sign: str) -> float:
    """The width of a sign in the type of tables, as columns.lua has it too."""
    if unicodedata.east_asian_width(sign) in "WF":
        return 1.0
    if sign in "ijlI.,:;'|!f()[]{}-/\\tr":
        return 0.32
    if sign in "mwMW%@":
        return 0.81
    return 0.62 if sign.isupper() else 0.53
