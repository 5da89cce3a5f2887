"""The figures of collaboration: data in, matplotlib figure out."""

from twodeltas.collaboration.charts import (
    dots,
    gap_map,
    joint,
    ladder,
    likeness,
    map,  # noqa: A004 - the locator map
    matrix,
    tie_statistics,
    timeline,
)

__all__ = [
    "dots",
    "gap_map",
    "joint",
    "ladder",
    "likeness",
    "map",
    "matrix",
    "tie_statistics",
    "timeline",
]
