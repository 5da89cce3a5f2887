"""Whether a table fits the page, by the words of its columns: turned, split, or refused."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from walkback.errors import AnalysisError
from walkback.show.text_width import LETTER, is_number, longest_word, width_of

PORTRAIT, LANDSCAPE = 53.4, 82.4  # the line of a table, in heights of its type
GAP = 1.2  # between two columns
BOLD = 1.06  # how much wider a head is
_MARKS = re.compile(r"\]\([^)]*\)|[*_`\[\]\\]")


@dataclass(frozen=True)
class Size:
    """How much of the line a column takes, the gap beside it included.

    Attributes:
        least: With its words below each other.
        whole: With each cell on one line.
    """

    least: float
    whole: float


def size_of(head: str, cells: Iterable[str]) -> Size:
    """The size of a column by its texts."""
    texts = set(cells)
    least = max([BOLD * longest_word(head), *map(longest_word, texts)])
    return Size(
        least + GAP, max([least, BOLD * width_of(head), *(width_of(text) for text in texts)]) + GAP
    )


def groups(sizes: Sequence[Size], heading: int, line: float) -> list[list[int]]:
    """The columns that stand beside each other, from the left; each group begins with the heads.

    Args:
        sizes: The columns.
        heading: How many columns at the left name the row: each group repeats them.
        line: The width of the page.

    Returns:
        One group where all fit, or where nothing can be split; else as few as there can be.
    """
    heads, rest = list(range(heading)), list(range(heading, len(sizes)))
    repeated = sum(size.least for size in sizes[:heading])
    widest = max((sizes[place].least for place in rest), default=0)
    all_fit = sum(size.least for size in sizes) <= line
    if all_fit or not heading or repeated + widest > line:
        return [heads + rest]
    made: list[list[int]] = []
    room = 0.0
    for place in rest:
        if sizes[place].least > room:
            made.append(list(heads))
            room = line - repeated
        made[-1].append(place)
        room -= sizes[place].least
    return made


def must_turn(
    heads: Sequence[str], columns: Sequence[Sequence[str]], heading: int, label: str
) -> bool:
    """Whether the table needs a page that is turned sideways; there it may be split.

    Args:
        heads: The heads of the columns.
        columns: The cells of each column.
        heading: How many columns at the left name the row.
        label: The label of the table, for the message.

    Raises:
        AnalysisError: If it fits no page, and cannot be split.
    """
    sizes = [
        size_of(_bare(head), map(_bare, cells)) for head, cells in zip(heads, columns, strict=True)
    ]
    needed = sum(size.least for size in sizes)
    if needed > LANDSCAPE and len(groups(sizes, heading, LANDSCAPE)) == 1:
        raise AnalysisError(
            f"{label} is too wide for the page: its columns ({len(heads)}) need about "
            f"{needed / LETTER:.0f} characters, and a page turned sideways has {LANDSCAPE / LETTER:.0f}. "
            f"{_why_whole(heading, len(heads))} Show some of the columns (frame[[…]]), turn rows and "
            "columns (frame.T), or round the numbers (digits=…)."
        )
    return needed > PORTRAIT


def _why_whole(heading: int, columns: int) -> str:
    """Why a table cannot be split, and what would let it."""
    if not heading:
        return "It can be split once a column names its rows: header_columns=1."
    if heading == columns:
        return "It cannot be split, as all columns name the row (header_columns)."
    return f"It cannot be split: beside the {heading} at the left that name the row a column has no room."


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
        longest = max(filter(is_number, cells), key=len, default="")
        if width_of(longest) > width * line - GAP / 2:
            raise AnalysisError(
                f"{label}: the width {width:g} of the column “{head}” has no room for {longest}: "
                "make it wider, or leave widths out."
            )


def _bare(text: str) -> str:
    return _MARKS.sub("", text)
