"""The integration of cities as a table."""

from collections.abc import Mapping, Sequence

import pandas as pd

from twodeltas.collaboration.integration import Integration, Supplied, value
from twodeltas.collaboration.values.integration import what
from walkback.values.number_format import NumberFormat, plain
from walkback.values.value import Value


def table(
    numbers: NumberFormat,
    sets: Sequence[tuple[Supplied, Integration]],
    names: Mapping[str, str],
    cities: Mapping[str, str],
) -> pd.DataFrame:
    """The index, its two parts and that of each city; a dash where counts inside cities lack.

    Args:
        numbers: How the figures read.
        sets: Counts with what was computed from them.
        names: Names of clusters by id.
        cities: Names of cities by id.
    """
    rows = []
    for one, found in sets:
        inside = found.inside_counted
        each = [f"{cities[str(c)]} {plain(x, 2)}" for c, x in found.by_city.items() if x == x]
        rows.append(
            {
                "Cluster": names[one.cluster],
                "Counts": what(one),
                "Index": _figure(numbers, found.total, one),
                "Inside cities": _figure(numbers, found.within, one),
                "Between cities": _figure(numbers, found.between, one),
                "Each city": ", ".join(each) if inside else None,
            }
        )
    return pd.DataFrame(rows, dtype=object)


def data(sets: Sequence[tuple[Supplied, Integration]]) -> pd.DataFrame:
    """Every cell as a row: cluster, source, the two cities, count, ratio to chance, bias."""
    rows = [
        {
            "cluster": one.cluster,
            "measure": one.key[0],
            "source_id": one.key[2],
            "city_a": a,
            "city_b": b,
            "count": found.counts.loc[a, b],
            "ratio": found.ratio.loc[a, b],
            "bias": found.bias.loc[a, b],
        }
        for one, found in sets
        for i, a in enumerate(found.counts.index)
        for b in found.counts.index[i:]
    ]
    return pd.DataFrame(rows)


def _figure(numbers: NumberFormat, number: float, one: Supplied) -> Value | None:
    """The figure as a value; None where it is not known."""
    return None if number != number else value(numbers, number, one.rows, one.key[2])
