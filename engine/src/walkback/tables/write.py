"""Tables out of pandas: the same table gives the same bytes, and a file is whole or not there."""

from __future__ import annotations

import csv
import io
import math
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any

import pandas as pd

from walkback import paths
from walkback.atomic_files import write_bytes
from walkback.errors import DataError
from walkback.values.rounding import round_significant

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def write_processed(frame: pd.DataFrame, name: str, where: paths.Paths | None = None) -> Path:
    """Write a table below `data/processed`: UTF-8, LF, `id` first, floats to 12 digits.

    Text is written as it is, also when it begins like a formula.

    Args:
        frame: The table, with `id` as its index or as a column.
        name: The table's name, without `.csv`.
        where: The paths to write below; without them the current ones.

    Returns:
        The file that was written.

    Raises:
        DataError: If ids are missing or repeated, or a cell is infinite or no plain value.
    """
    where = where or paths.current()
    table = _with_id_first(frame, name)
    columns = [table[column] for column in table.columns]
    lines = [_line(table.columns)]
    lines += [
        _line(
            _as_text(value, name, column.name) for value, column in zip(row, columns, strict=True)
        )
        for row in zip(*columns, strict=True)
    ]
    path = where.write / "data" / "processed" / f"{name}.csv"
    write_bytes(path, "".join(lines).encode("utf-8"))
    return path


def _with_id_first(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    table = frame if "id" in frame.columns else frame.rename_axis(index="id").reset_index()
    ids = table["id"]
    if ids.isna().any() or not ids.is_unique or (ids.astype(str).str.strip() == "").any():
        raise DataError(f"Table {name} has rows without an id or with the same id → mend its ids")
    return table[["id", *(column for column in table.columns if column != "id")]]


def _line(cells: Iterable[str]) -> str:
    """One row of CSV, ended by a line feed; cells that hold a line break are quoted."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue()[:-2] + "\n"


def _as_text(value: Any, table: str, column: Any) -> str:
    """A value as text; a missing one as an empty cell."""
    if isinstance(value, str):
        return value
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return ""
    if pd.api.types.is_bool(value):
        return "true" if value else "false"
    if isinstance(value, Integral):
        return str(int(value))
    if isinstance(value, Real) and math.isfinite(value):
        return repr(round_significant(float(value)))
    raise DataError(
        f"Column {column} of table {table} holds {value!r} → write a finite number or text, and "
        "leave cells empty where nothing is known"
    )
