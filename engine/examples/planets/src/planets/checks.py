"""What this report checks beside its data package; `report.toml` names this function."""

from collections.abc import Iterator
from itertools import pairwise

from walkback.tables.check import Tables
from walkback.tables.problems import Problem


def order(tables: Tables) -> Iterator[Problem]:
    """Planets that are farther out than another one and yet have a shorter year."""
    if not tables.sound:
        return
    rows = {row["id"]: row for row in tables.sheets["orbits"].records}
    far = sorted(
        (float(row["value"]), row["planet"])
        for row in rows.values()
        if row["measure"] == "distance"
    )
    years = [(float(rows[f"{p}-period"]["value"]), p) for _, p in far if f"{p}-period" in rows]
    for (inner, name), (outer, planet) in pairwise(years):
        if outer <= inner:
            message = (
                f"{outer:g} is no more than the {inner:g} of {name}, which is nearer to the Sun"
            )
            yield rows[f"{planet}-period"].problem(
                "value", "order", message, "correct one of the two, or a distance"
            )
