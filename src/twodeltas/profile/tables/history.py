"""The ranks of two clusters by edition, with what changed between the editions."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from twodeltas.metrics.tables.ranking import ranks
from twodeltas.profile.history import Past

FROM = "from here on within its present borders"


def by_edition(past: Past, pair: tuple[str, str], names: Mapping[str, str]) -> pd.DataFrame:
    """One row an edition that ranks one of the two; those that merged into them are named.

    Args:
        past: The ranks of the pair.
        pair: The two cluster ids.
        names: Names by cluster id.
    """
    rows = []
    for edition, points in past.points.groupby("edition"):
        cells = [ranks(points[points["line"] == i], names[c], ", ") for i, c in enumerate(pair)]
        rows.append(
            {
                "Edition": str(edition),
                names[pair[0]]: cells[0],
                names[pair[1]]: cells[1],
                "What changed": "; ".join(_changes(past, int(str(edition)), pair, names)) or None,
            }
        )
    return pd.DataFrame(rows, dtype=object)


def _changes(
    past: Past, edition: int, pair: tuple[str, str], names: Mapping[str, str]
) -> list[str]:
    """A new metric, and a cluster that is found within its present borders for the first time."""
    found = [past.breaks[edition]] if edition in past.breaks else []
    for cluster in pair:
        own = past.points[past.points["cluster"] == cluster]["edition"]
        if past.before.get(cluster) and len(own) and int(own.min()) == edition:
            found.append(f"{names[cluster]} {FROM}")
    return found
