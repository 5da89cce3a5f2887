"""The columns of a table on paper: wide enough for their words, long words broken, wide tables split.

Typst gives columns that share a line the same width, whatever is in them, and breaks no word. The
layout of a table is told to `columns.lua` as the attribute `layout`, which no document shows: for each
part that stands below the one before its columns and, where Typst must be told, their shares of the
line. A word that is wider than its column is a span `cut` of the pieces between which it may be broken.
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

import panflute as pf

from walkback.show.page_width import GAP, LANDSCAPE, PORTRAIT, Size, groups, size_of
from walkback.show.text_width import parts_of, width_of

_SIGNS = re.compile(
    r".[\u0300-\u036f\u0e31-\u0e4e\u20d0-\u20ff\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]*", re.DOTALL
)
_COMPUTED, _CHOSEN = 0.4, 1.1  # of the gap, that a word may use before it is broken


def fit(table: Any, *, turned: bool = False) -> Any:
    """Lay out the columns of a table of pandoc.

    Args:
        table: The table; it is changed.
        turned: Whether its page is turned sideways. There it is split if it is too wide.

    Returns:
        The table.
    """
    line = LANDSCAPE if turned else PORTRAIT
    sizes = _sizes(table)
    widths = [width for _, width in table.colspec]
    chosen = widths if all(isinstance(width, int | float) for width in widths) else []
    heading = table.content[0].row_head_columns if turned and not chosen else 0
    parts, room = [], [float("inf")] * len(sizes)
    for columns in groups(sizes, heading, line):
        own = chosen or _widths([sizes[place] for place in columns], line)
        for place, width in zip(columns, own, strict=False):
            slack = _CHOSEN if chosen else _COMPUTED
            room[place] = min(room[place], max(1.0, width * line - GAP + slack))
        told = own if _crowded([sizes[place] for place in columns], line) else []
        parts.append({"columns": [place + 1 for place in columns], "widths": chosen or told})
    table.attributes["layout"] = json.dumps(parts)
    for row in _rows(table):
        for cell, width in zip(row.content, room, strict=True):
            _cut_words(cell, width)
    return table


def _rows(table: Any) -> Iterator[Any]:
    yield from table.head.content
    for body in table.content:
        yield from body.content


def _sizes(table: Any) -> list[Size]:
    texts = [[pf.stringify(cell).strip() for cell in row.content] for row in _rows(table)]
    return [size_of(column[0], column[1:]) for column in zip(*texts, strict=True)]


def _share(sizes: Sequence[Size], line: float) -> float | None:
    """What Typst gives to a column that is wider than its share; None where all fit as they are."""
    left, wide = line, list(sizes)
    while wide:
        share = left / len(wide)
        settled = [size for size in wide if size.whole <= share]
        if not settled:
            return share
        left -= sum(size.whole for size in settled)
        wide = [size for size in wide if size.whole > share]
    return None


def _crowded(sizes: Sequence[Size], line: float) -> bool:
    """Whether Typst would give a column less than its words need."""
    share = _share(sizes, line)
    return share is not None and any(size.least > share for size in sizes)


def _widths(sizes: Sequence[Size], line: float) -> list[float]:
    """The share of the line that each column gets; none where all fit as they are."""
    share = _share(sizes, line)
    if share is None:
        return []
    if not _crowded(sizes, line):
        return [share / line] * len(sizes)
    least = sum(size.least for size in sizes)
    wish = sum(size.whole - size.least for size in sizes)
    rest = max(0.0, line - least)
    extra = [rest * (size.whole - size.least) / wish if wish else 0.0 for size in sizes]
    return [(size.least + more) / max(line, least) for size, more in zip(sizes, extra, strict=True)]


def _cut_words(cell: Any, room: float) -> None:
    """Put the words of a cell that are wider than its column into spans of pieces."""
    if all(width_of(word) <= room for word in pf.stringify(cell).split()):
        return

    def cut(element: Any, _doc: Any) -> Any:
        if isinstance(element, pf.Str) and width_of(element.text) > room:
            return pf.Span(*_pieces(element.text, room), classes=["cut"])
        return None

    cell.walk(cut)


def _pieces(word: str, room: float) -> Iterator[Any]:
    for part in parts_of(word):
        yield from map(pf.Str, [part] if width_of(part) <= room else _SIGNS.findall(part))
