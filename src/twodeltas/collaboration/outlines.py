"""Coast, lakes and boundaries of the two deltas, as `data/coastline.geojson` has them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np

from walkback import paths
from walkback.errors import DataError
from walkback.tables.package import load_json

if TYPE_CHECKING:
    from pathlib import Path

FILE = "data/coastline.geojson"
KINDS = ("land", "lake", "customs_border", "province_border")


def read_outlines(root: Path | None = None) -> dict[str, dict[str, list[np.ndarray]]]:
    """The lines of the map.

    Args:
        root: The checkout; without it the current one.

    Returns:
        For each cluster and each of `KINDS` the lines, arrays of shape (points, 2) with longitude
        and latitude in degrees. Lines of land and lakes are closed: the outer rings and the holes.

    Raises:
        DataError: If the file cannot be read or holds something else.
    """
    collection = load_json((root or paths.current().root) / FILE, FILE)
    found: dict[str, dict[str, list[np.ndarray]]] = defaultdict(lambda: {k: [] for k in KINDS})
    try:
        for feature in collection["features"]:
            cluster, kind = (feature["properties"][name] for name in ("cluster", "kind"))
            found[cluster][kind] += _lines(feature["geometry"]["coordinates"])
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise DataError(
            f"{FILE} does not hold the outlines as tools/make_coastline.py writes them "
            f"({type(error).__name__}: {error}) → make it again, or undo the last edit."
        ) from None
    return dict(found)


def _lines(nested: list[Any]) -> list[np.ndarray]:
    """Every line in coordinates that are nested to any depth."""
    if isinstance(nested[0][0], list):
        return [line for part in nested for line in _lines(part)]
    return [np.array(nested, dtype=float).reshape(-1, 2)]
