"""How the cells of a column read: alike down the column, years as years, days as days."""

import datetime as dt
import re
from typing import Any

import pandas as pd

from walkback.errors import AnalysisError
from walkback.markup import clean
from walkback.show.columns import Column
from walkback.values.markdown import Markdown
from walkback.values.scalars import as_python, date_text, missing, number_of, text_of, with_time
from walkback.values.value import Value

NOTHING = "–"
FIRST_YEAR, LAST_YEAR = 1800, 2100  # whole numbers between them are taken for years
_YEAR = re.compile(r"\b(?:years?|yrs?)\b|年份|年度|年$", re.IGNORECASE)
_A_YEAR = re.compile(
    r"(?:\b(?:per|an?|each|every|in|over)\b|/)\s*(?:years?|yrs?)\b|每年", re.IGNORECASE
)
_CODE = re.compile(r"\b(?:ids?|codes?|zip|postcodes?)\b", re.IGNORECASE)
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
    bare = column.names_rows or _says_code(column.head) or _are_years(cells)
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
                named = _says_year(column.head) or _says_year(rows[number])
                grouped = not (bare or (named and _may_be_year(cell)))
                text = cell_text(cell, digits, grouped=grouped)
        except AnalysisError as error:
            where = f"row {number + 1}, column “{column.head}”"
            raise AnalysisError(f"{label}, {where}: {error}.") from None
        made.append(text if isinstance(text, Markdown) else clean(text))
    return made


def side_of(column: Column) -> str:
    """`r` for a column of numbers and durations, `l` for all others and for the names of rows."""
    known = [as_python(cell) for cell in column.cells if not missing(cell)]
    numbers = [
        isinstance(cell, Value | bool | dt.timedelta) or number_of(cell) is not None
        for cell in known
    ]
    return "r" if numbers and all(numbers) and not column.names_rows else "l"


def _says_year(name: str) -> bool:
    words = name.replace("_", " ")
    return bool(_YEAR.search(words)) and not _A_YEAR.search(words)


def _says_code(name: str) -> bool:
    return bool(_CODE.search(name.replace("_", " ")))


def _is_moment(cell: Any) -> bool:
    return isinstance(cell, dt.date) and cell is not pd.NaT


def _are_years(cells: list[Any]) -> bool:
    """Whether all numbers of a column are whole and of about our time."""
    known = [cell for cell in cells if not missing(cell)]
    numbers = [number_of(cell) for cell in known]
    return bool(numbers) and all(
        n is not None and FIRST_YEAR <= n <= LAST_YEAR and n == int(n) for n in numbers
    )


def _may_be_year(cell: Any) -> bool:
    number: Any = None if missing(cell) else number_of(cell)
    return number is not None and 1000 <= abs(number) < 3000
