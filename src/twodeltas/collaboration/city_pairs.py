"""Which places fig-ties shows, and how many reported ties join each two of them."""

from collections.abc import Mapping, Sequence

import pandas as pd

from twodeltas.collaboration import network

NAMED = ("hong-kong", "shenzhen", "guangzhou")  # cities that name the southern cluster
AROUND = ("macao", "dongguan", "zhuhai", "jiangmen", "beijing")
SUZHOU_PARTS = ("suzhou", "taicang", "kunshan", "wujiang", "zhangjiagang", "changshu")
EAST = ("shanghai", "suzhou")
ABOVE_LINE = {"shg": len(NAMED), "ss": 1 + len(SUZHOU_PARTS)}  # rows of the cities themselves


def city_pairs(
    of_cluster: Mapping[str, pd.DataFrame], organisations: pd.DataFrame, cities: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """Ties by pair of places, each pair once.

    Args:
        of_cluster: The ties of each cluster, as `ties.located` returned them.
        organisations: The table `organisations` by id.
        cities: The table `cities`; `part_of` leads from a district to its city.

    Returns:
        For each cluster the rows of `network.cells`; in the east the rows are the parts of Suzhou.
    """
    place = organisations["city"]
    city = place.map(cities["part_of"]).fillna(place)
    parts = place.where(city == "suzhou", city)
    shown: dict[str, tuple[pd.Series, Sequence[str], Sequence[str]]] = {
        "shg": (city, [*NAMED, *AROUND], NAMED),
        "ss": (parts, [EAST[0], *SUZHOU_PARTS, "jiangsu"], EAST),
    }
    return {
        c: network.each_once(network.cells(ties, dict(shown[c][0]), *shown[c][1:]))
        for c, ties in of_cluster.items()
    }


def around_suzhou(pairs: pd.DataFrame) -> int:
    """How many ties lead from Shanghai to Suzhou or to a part of it."""
    here = (pairs["column"] == "shanghai") & pairs["row"].isin(SUZHOU_PARTS)
    return int(pairs.loc[here, "ties"].sum())


def inside(pairs: pd.DataFrame) -> int:
    """How many ties stay inside one of the places that are shown."""
    return int(pairs.loc[pairs["row"] == pairs["column"], "ties"].sum())


def data(pairs: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """What is written as CSV beside the figure: the rows of both clusters."""
    return pd.concat(pairs, names=["cluster"]).reset_index("cluster")


def labelled(
    pairs: Mapping[str, pd.DataFrame], names: Mapping[str, str]
) -> dict[str, pd.DataFrame]:
    """The same with names of places; Suzhou is a part in the rows and the whole in the columns.

    Args:
        pairs: What `city_pairs` returned.
        names: Names of places by id.
    """
    rows, columns = {**names, "suzhou": "Suzhou proper"}, {**names, "suzhou": "All of Suzhou"}
    return {
        c: t.assign(row=t["row"].map(rows), column=t["column"].map(columns))
        for c, t in pairs.items()
    }
