"""The integration of cities in words and as a table."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from twodeltas.collaboration.integration import FEW, Integration, Supplied, value
from walkback.tables.labels import labels
from walkback.values.markdown import join
from walkback.values.number_format import NumberFormat
from walkback.values.value import Origin, Value


def what(one: Supplied) -> str:
    """What was counted: `joint papers, 2019–2023, counted in full`."""
    measure, counting, _, first, last = one.key
    years = str(first) if first == last else f"{first}–{last}"
    counted = labels("pair_counts", "measure")[measure]
    return f"{counted}, {years}, {labels('pair_counts', 'counting')[counting]}"


def counted(sets: Sequence[tuple[Supplied, Integration]]) -> str:
    """What was counted, each kind once, as `a and b`."""
    return join(dict.fromkeys(what(one) for one, _ in sets))


def compared(
    sets: Sequence[tuple[Supplied, Integration]], names: Mapping[str, str], pair: Sequence[str]
) -> str:
    """Whether the counts of a pair of clusters may be set against each other, as a sentence."""
    if len(sets) < len(pair):
        return f"There are counts for {names[sets[0][0].cluster]} only."
    if len({one.key for one, _ in sets}) == 1:
        return "The counts of both clusters come from one source and were made alike."
    return (
        "The counts of the two clusters differ in source, years or way of counting and must not be set "
        "against each other."
    )


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
        each = [f"{cities[str(c)]} {x:.2f}" for c, x in found.by_city.items() if x == x]
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


def weakest(
    numbers: NumberFormat,
    sets: Sequence[tuple[Supplied, Integration]],
    cities: Mapping[str, str],
) -> tuple[str, Value]:
    """The two cities with the fewest joint counts for their size, and the ratio to chance.

    Pairs with too few counts to say much are left aside while there are others.
    """
    known = [pair for one, found in sets for pair in _apart(one, found)]
    enough = [pair for pair in known if pair[1] >= FEW]
    ratio, _, a, b, one = min(enough or known, key=lambda pair: pair[0])
    origins = tuple(Origin("pair_counts", row, (one.key[2],)) for row in one.rows)
    how = "computed from joint counts"
    amount = Value.exact(ratio, "times", digits=2, how=how, origins=origins, format=numbers)
    return f"{cities[a]} and {cities[b]}", amount


def _apart(one: Supplied, found: Integration) -> Iterator[tuple[float, float, str, str, Supplied]]:
    """Ratio and count of each pair of different cities, where a ratio is known."""
    cities = [str(city) for city in found.counts.index]
    ratios, counts = (table.to_numpy(dtype=float) for table in (found.ratio, found.counts))
    for i, j in zip(*np.triu_indices(len(cities), 1), strict=True):
        if not np.isnan(ratios[i, j]):
            yield float(ratios[i, j]), float(counts[i, j]), cities[i], cities[j], one


def _figure(numbers: NumberFormat, number: float, one: Supplied) -> Value | None:
    """The figure as a value; None where it is not known."""
    return None if number != number else value(numbers, number, one.rows, one.key[2])
