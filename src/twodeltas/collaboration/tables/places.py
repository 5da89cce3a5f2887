"""The table of straight-line distances, and the sentence on the places that are not on the map."""

from collections.abc import Iterable

import pandas as pd

from walkback.values.markdown import join, strong


def distances(table: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """Every place with its distances from some cities, those cities first and in bold.

    Args:
        table: What `twodeltas.collaboration.distance.to_cities` returned.
        names: Names by id of the place.
    """
    cities = list(table.columns)
    shown = [strong(names[p]) if p in cities else str(names[p]) for p in table.index]
    columns = {f"to {names[city]}": list(table[city]) for city in cities}
    return pd.DataFrame({"Place": shown, **columns}, dtype=object)


def data(table: pd.DataFrame) -> pd.DataFrame:
    """The same as rows: `place, to, km`, ids of `places`."""
    rows = [
        (place, city, value.number)
        for place, row in table.iterrows()
        for city, value in row.items()
        if value is not None
    ]
    return pd.DataFrame(rows, columns=["place", "to", "km"])


def listed(names: Iterable[str]) -> str:
    """Some names as `a, b and c`."""
    return join([str(name) for name in names])
