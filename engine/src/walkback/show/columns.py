"""What a notebook hands to `show_table` as columns: the row names first, each with its head."""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from pandas.io.formats.style import Styler

from walkback.errors import AnalysisError
from walkback.values.markdown import Markdown
from walkback.values.scalars import missing, text_of

BETWEEN = " · "  # the levels of a head of several levels


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes:
        name: What the frame calls it.
        head: The same as text, or as Markdown.
        cells: The scalars, from the top.
        names_rows: Whether it is a level of the index.
        said: What a Styler makes of single cells, by their row.
    """

    name: Hashable
    head: str
    cells: list[Any]
    names_rows: bool = False
    said: Mapping[int, Any] = field(default_factory=dict)


def columns_of(given: object, label: str, index: bool | None) -> list[Column]:
    """The columns of a frame, a series or a Styler.

    Args:
        given: What was handed in.
        label: The label of the table, for messages.
        index: Whether the row names are shown; None shows them unless they only count the rows.

    Raises:
        AnalysisError: If it is something else, or a column has no name.
    """
    if isinstance(given, Styler):
        return _of_styler(given, label, index)
    frame = _frame(given, label)
    if frame.empty:
        lacks = "row: leave it out with a when: tag" if len(frame.columns) else "column"
        raise AnalysisError(f"{label} has no {lacks}.")
    shown = names_rows(frame.index) if index is None else index
    rows = list(_levels(frame, label)) if shown else []
    return rows + [
        Column(name, _head(name, place, label), list(frame.iloc[:, place].array))
        for place, name in enumerate(frame.columns)
    ]


def names_rows(index: pd.Index) -> bool:
    """Whether an index says something: it has a name, or does not only count from zero."""
    counts = pd.api.types.is_integer_dtype(index.dtype) and index.equals(pd.RangeIndex(len(index)))
    return index.nlevels > 1 or index.name is not None or not counts


def _frame(given: object, label: str) -> pd.DataFrame:
    if isinstance(given, pd.DataFrame):
        return given
    if isinstance(given, pd.Series):
        if given.name is None:
            raise AnalysisError(
                f"{label}: the Series has no name, which is the head of its column: pass "
                'series.rename("…").'
            )
        return given.to_frame()
    kind = type(given).__name__
    advice = {
        "GroupBy": "aggregate it first, as with .sum()",
        "Index": "pass .to_frame(index=False)",
        "polars": "pass .to_pandas()",
        "pyarrow": "pass .to_pandas()",
    }
    found = (
        kind,
        *(base.__name__ for base in type(given).__mro__),
        type(given).__module__.split(".")[0],
    )
    what = next((advice[name] for name in found if name in advice), "pass pd.DataFrame(…) of it")
    raise AnalysisError(f"{label}: show_table takes a DataFrame and got a {kind}: {what}.")


def _levels(frame: pd.DataFrame, label: str) -> Iterator[Column]:
    """The levels of the index; the name of the columns, as a pivot has it, stands in its head."""
    index = frame.index
    across = BETWEEN.join(_name_text(name) for name in frame.columns.names if name is not None)
    for level in range(index.nlevels):
        name = index.names[level]
        head = "" if name is None else _head(name, level, label)
        if across and level == index.nlevels - 1:
            head = f"{head} \\ {across}" if head else f"\\ {across}"
        yield Column(name, head, list(index.get_level_values(level).array), names_rows=True)


def _head(name: Hashable, place: int, label: str) -> str:
    if isinstance(name, Markdown):
        return name
    parts = [part for part in (name if isinstance(name, tuple) else (name,)) if part != ""]
    if any(missing(part) for part in parts):
        raise AnalysisError(
            f"{label}: column {place + 1} has no name ({name}): name it with "
            "frame.columns = […] or frame.rename(columns=…)."
        )
    return BETWEEN.join(_name_text(part) for part in parts)


def _name_text(name: Hashable) -> str:
    """A name as text; what is no scalar as Python has it."""
    try:
        return text_of(name)
    except AnalysisError:
        return str(name)


def _of_styler(styler: Any, label: str, index: bool | None) -> list[Column]:
    """The data of a Styler as it formats and hides them; colours are refused."""
    if styler._todo:
        raise AnalysisError(
            f"{label}: colours and fonts of a Styler are not printed: pass styler.data, and set in "
            "bold what stands out with strong(…) of walkback.values.markdown."
        )
    renamed = styler._display_funcs_index or styler._display_funcs_columns
    if renamed or styler.concatenated or styler.caption:
        raise AnalysisError(
            f"{label}: what a Styler renames, adds or writes above is not printed: change the frame itself "
            "(rename, pd.concat), and pass the words as title= and caption=."
        )
    hides_index = all(styler.hide_index_)
    columns = columns_of(styler.data, label, index=not hides_index and index)
    formats = dict(styler._display_funcs)  # pandas tells them nowhere else
    left = len(columns) - len(styler.data.columns)
    hidden = {left + place for place in styler.hidden_columns}
    rows = [row for row in range(len(styler.data)) if row not in set(styler.hidden_rows)]
    return [
        Column(
            column.name,
            column.head,
            [column.cells[row] for row in rows],
            column.names_rows,
            {
                number: formats[row, place - left](column.cells[row])
                for number, row in enumerate(rows)
                if (row, place - left) in formats and not missing(column.cells[row])
            },
        )
        for place, column in enumerate(columns)
        if place not in hidden
    ]
