"""Writing the data behind a figure or a table as CSV."""

from pathlib import Path
from typing import Any

import pandas as pd

from walkback.markup import inert
from walkback.values.rounding import round_significant


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write a frame as UTF-8 CSV, the same bytes everywhere: floats rounded, no text a formula."""
    path.parent.mkdir(parents=True, exist_ok=True)
    written = frame.copy()
    for place, name in enumerate(frame.columns):
        if not pd.api.types.is_integer_dtype(frame.dtypes.iloc[place]):
            written.isetitem(place, [_safe(cell) for cell in frame[name]])
    written.columns = frame.columns.map(_safe)
    named = any(frame.index.names) or frame.index.nlevels > 1
    if named:
        written.index = frame.index.map(_label).set_names(frame.index.names)
    written.to_csv(path, index=named, encoding="utf-8", lineterminator="\n")


def _label(label: Any) -> Any:
    return tuple(map(_safe, label)) if isinstance(label, tuple) else _safe(label)


def _safe(cell: Any) -> Any:
    if isinstance(cell, float):
        return round_significant(cell)
    return inert(cell) if isinstance(cell, str) else cell
