"""How the cells of a column read: alike down the column, years as years, days as days."""

import datetime as dt
from typing import Any

import pandas as pd

from walkback.errors import AnalysisError
from walkback.markup import clean, unseen
from walkback.show.columns import Column
from walkback.show.decimals import decimals_of, has_exponent, is_whole
from walkback.show.whole_numbers import are_plain, is_plain
from walkback.values.markdown import Markdown
from walkback.values.scalars import as_python, date_text, missing, number_of, text_of, with_time
from walkback.values.value import Value

NOTHING = "–"
_EXACTLY = ("", "minutes", "seconds", "microseconds", "nanoseconds")


def cell_text(cell: Any, digits: int | None = None, *, grouped: bool = True) -> str:
    """What a cell by itself reads as plain text.

    Raises:
        AnalysisError: If it is no scalar.
    """
    if missing(cell):
        return NOTHING
    own = as_python(cell)
    if isinstance(own, bool):
        return "yes" if own else "no"
    return text_of(own, digits, grouped=grouped)


def texts_of(column: Column, digits: int | None, rows: list[str], label: str) -> list[str]:
    """What all cells of a column read: text, or `Markdown` where the cell is such.

    Args:
        column: The column.
        digits: Decimals of its numbers.
        rows: The name of each row, which can say that its numbers are years.
        label: The label of the table, for messages.

    Raises:
        AnalysisError: If a cell is no scalar; row, column and remedy are told.
    """
    cells = [as_python(cell) for cell in column.cells]
    bare = column.names_rows or are_plain(cells, column.head)
    shared = None if column.names_rows else decimals_of(column.cells)
    exactly = max(
        (with_time(cell) for cell in cells if _is_moment(cell)), key=_EXACTLY.index, default=""
    )
    made = []
    for number, cell in enumerate(cells):
        try:
            if number in column.said:
                text = str(column.said[number])
            elif isinstance(cell, Markdown):
                text = cell
            elif _is_moment(cell):
                text = date_text(cell, exactly)
            else:
                grouped = not (bare or is_plain(cell, column.head, rows[number]))
                own = _own_decimals(cell, shared, rows[number], grouped=grouped)
                text = cell_text(cell, own if digits is None else digits, grouped=grouped)
            refuse_unseen(text if isinstance(text, Markdown) or not isinstance(cell, str) else cell)
        except AnalysisError as error:
            where = f"row {number + 1}, column “{column.head}”"
            raise AnalysisError(f"{label}, {where}: {error}.") from None
        made.append(text if isinstance(text, Markdown) else clean(text))
    return made


def refuse_unseen(text: str) -> None:
    """Refuse a text with a character that nobody sees and that changes what is read.

    Raises:
        AnalysisError: If there is one.
    """
    if found := unseen(str(text)):
        raise AnalysisError(
            f"it holds {found}, which cannot be seen or turns the text around: take it out, with "
            ".str.replace(…)"
        )


def _own_decimals(cell: Any, shared: int | None, row: str, *, grouped: bool) -> int | None:
    """The decimals of a cell where its author names none: those of the column, for its floats."""
    if not isinstance(cell, float) or has_exponent(cell) or is_whole(cell, row):
        return None
    return shared if grouped or cell != int(cell) else None


def side_of(column: Column) -> str:
    """`r` for a column of numbers and durations, `l` for all others and for the names of rows."""
    known = [as_python(cell) for cell in column.cells if not missing(cell)]
    numbers = [
        isinstance(cell, Value | bool | dt.timedelta) or number_of(cell) is not None
        for cell in known
    ]
    return "r" if numbers and all(numbers) and not column.names_rows else "l"


def _is_moment(cell: Any) -> bool:
    return isinstance(cell, dt.date) and cell is not pd.NaT
