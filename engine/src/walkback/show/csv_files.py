"""Writing the data behind a figure or a table as CSV."""

import re
from pathlib import Path
from typing import Any

import pandas as pd

from walkback.errors import AnalysisError
from walkback.markup import inert
from walkback.show.columns import Column, names_rows
from walkback.show.whole_numbers import FIRST_YEAR, LAST_YEAR
from walkback.values.rounding import significant
from walkback.values.scalars import as_python, missing, number_of
from walkback.values.value import Value

_RETURN = re.compile(r"\r\n?")  # alone it would end the row for who reads the file


def write_csv(data: pd.DataFrame | pd.Series, path: Path) -> None:
    """Write a frame as UTF-8 CSV, the same bytes everywhere: floats rounded, no text a formula.

    Row names are written too, unless they are numbers without a name that are no years: these are
    left over from counting.

    Args:
        data: The frame, or a series with a name.
        path: The file, named after the label.

    Raises:
        AnalysisError: If it is something else.
    """
    frame = data.to_frame() if isinstance(data, pd.Series) else data
    if not isinstance(frame, pd.DataFrame):
        raise AnalysisError(
            f"{path.stem}: data is a {type(data).__name__}: pass a DataFrame with a row for each mark "
            "or row that is shown."
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    written = frame.copy()
    for place, kind in enumerate(frame.dtypes):
        if not (pd.api.types.is_integer_dtype(kind) or pd.api.types.is_datetime64_any_dtype(kind)):
            cells = [_safe(cell) for cell in frame.iloc[:, place].array]
            written.isetitem(place, pd.Series(cells, dtype=object).array)
    written.columns = frame.columns.map(_label)
    named = _is_written(frame.index)
    if named:
        written.index = frame.index.map(_label).set_names(frame.index.names)
    written.to_csv(path, index=named, encoding="utf-8", lineterminator="\n")


def write_columns(columns: list[Column], path: Path) -> None:
    """Write the columns of a table: the cells that it shows, with all of their digits."""
    cells = {place: pd.Series(column.cells, dtype=object) for place, column in enumerate(columns)}
    frame = pd.DataFrame({place: _dated(cells[place]) for place in cells})
    write_csv(frame.set_axis([column.head for column in columns], axis="columns"), path)


def _dated(cells: pd.Series) -> pd.Series:
    """Moments of one kind as such, so that days are written as days."""
    known = cells[[not missing(cell) for cell in cells]]
    if known.empty or not all(isinstance(cell, pd.Timestamp) for cell in known):
        return cells
    return cells.infer_objects()


def _is_written(index: pd.Index) -> bool:
    if index.nlevels > 1 or index.name is not None or not len(index):
        return names_rows(index)
    whole = pd.api.types.is_integer_dtype(index.dtype)
    return not whole or (index.min() >= FIRST_YEAR and index.max() <= LAST_YEAR)


def _label(label: Any) -> Any:
    return tuple(map(_safe, label)) if isinstance(label, tuple) else _safe(label)


def _safe(cell: Any) -> Any:
    """A cell as it is written: what is missing as nothing, a float rounded, text no formula."""
    if isinstance(cell, Value):
        return inert(cell.text)
    if missing(cell):
        return None
    own = as_python(cell)
    number = number_of(own)
    if number is not None:
        return significant(number) if isinstance(number, float) else own
    return inert(_RETURN.sub("\n", own)) if isinstance(own, str) else own
