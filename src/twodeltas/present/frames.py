"""Writing the data behind a figure or a table as CSV."""

from pathlib import Path

import pandas as pd

SIGNIFICANT = 12  # digits: more than any source has, fewer than another CPU could change


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write a frame as UTF-8 CSV with rounded floats, the same bytes everywhere."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rounded = frame.copy()
    for name in rounded.select_dtypes("float"):
        rounded[name] = rounded[name].map(round_significant)
    named = any(rounded.index.names) or rounded.index.nlevels > 1
    rounded.to_csv(path, index=named, encoding="utf-8", lineterminator="\n")


def round_significant(number: float) -> float:
    """The number with twelve significant digits."""
    return float(f"{number:.{SIGNIFICANT}g}") if number == number else number
