"""Straight-line distances between places on the globe, and their position on a small map."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from walkback.errors import AnalysisError
from walkback.tables.lookup import ids_in
from walkback.values.number_format import NumberFormat
from walkback.values.value import Origin, Value

MEAN_RADIUS = 6371.0088  # kilometres: mean radius of the ellipsoid of WGS 84
HOW = "straight line between two points"


def haversine(latitude: Any, longitude: Any, to_latitude: Any, to_longitude: Any) -> Any:
    """The shortest way over a sphere between points, in kilometres [sinnott1984].

    The Earth is taken as a sphere of the mean radius, which is at most half a percent off.

    Args:
        latitude: Degrees north, a number or an array.
        longitude: Degrees east.
        to_latitude: The same of the other end; numpy's rules say which arrays fit together.
        to_longitude: The same.
    """
    south, west, north, east = map(np.radians, (latitude, longitude, to_latitude, to_longitude))
    rise, run = np.sin((north - south) / 2), np.sin((east - west) / 2)
    half = rise**2 + np.cos(south) * np.cos(north) * run**2
    return 2 * MEAN_RADIUS * np.arcsin(np.sqrt(half))


def placed(places: pd.DataFrame, cluster: str) -> pd.DataFrame:
    """The places on the map of a cluster whose coordinates are known."""
    known = places["latitude"].notna() & places["longitude"].notna()
    return places[known & (places["cluster"] == cluster)]


def not_placed(places: pd.DataFrame) -> pd.DataFrame:
    """The places of which no source gives the coordinates."""
    return places[places["latitude"].isna() | places["longitude"].isna()]


def between(numbers: NumberFormat, places: pd.DataFrame, one: str, other: str) -> Value:
    """The distance between two places, to a kilometre.

    Args:
        numbers: How the value reads.
        places: The table `places`.
        one: The id of a place.
        other: The id of another.

    Raises:
        AnalysisError: If one of them is not in the table, or has no coordinates.
    """
    length = _length(places, one, other)
    origins = tuple(
        Origin("places", place, ids_in(places.loc[place, "source_id"])) for place in (one, other)
    )
    return Value.rounded(round(length), 0, "km", how=HOW, origins=origins, format=numbers)


def to_cities(numbers: NumberFormat, places: pd.DataFrame, cities: Sequence[str]) -> pd.DataFrame:
    """The distance of every place from some cities.

    Args:
        numbers: How the values read.
        places: Rows of `places` with coordinates.
        cities: Ids of places among them.

    Returns:
        `Value`s in kilometres, index the places, columns the cities; None for a city to itself. First
        the cities themselves, then the others by the distance from the nearest of them.
    """
    rows = {
        str(place): [
            None if place == city else between(numbers, places, str(place), city) for city in cities
        ]
        for place in places.index
    }
    table = pd.DataFrame.from_dict(rows, orient="index", columns=list(cities), dtype=object)
    near = {place: min(v.number for v in row if v is not None) for place, row in rows.items()}
    others = sorted((p for p in rows if p not in cities), key=lambda place: (near[place], place))
    return table.loc[[*cities, *others]]


def along(table: pd.DataFrame, one: str, other: str, detour: float = 1.1) -> list[str]:
    """The places that lie along the way between two of the cities.

    Args:
        table: What `to_cities` returned.
        one: A column of it.
        other: Another column of it.
        detour: How many times the straight way the way through a place may be, at most.
    """
    straight: Any = table.loc[one, other]
    rest = table.drop(index=list(table.columns))
    ways = rest[one].map(lambda way: way.number) + rest[other].map(lambda way: way.number)
    return [str(place) for place in ways.index[ways <= detour * straight.number]]


def farthest(places: pd.DataFrame, cities: Sequence[str]) -> tuple[str, str]:
    """The two of some cities that lie farthest apart; ties by the order given.

    Raises:
        AnalysisError: If there are fewer than two cities.
    """
    pairs = [(a, b) for i, a in enumerate(cities) for b in cities[i + 1 :]]
    if not pairs:
        raise AnalysisError("A distance has two ends: name at least two cities.")
    return max(pairs, key=lambda pair: round(_length(places, *pair)))


def east_north(latitude: Any, longitude: Any, centre: tuple[float, float]) -> tuple[Any, Any]:
    """Where a point lies on a map of a small area, in kilometres east and north of its centre.

    Degrees are stretched as at the centre; 80 kilometres from it lengths are off by one percent.

    Args:
        latitude: Degrees north, a number or an array.
        longitude: Degrees east.
        centre: Latitude and longitude of the centre of the map.
    """
    degree = np.pi / 180 * MEAN_RADIUS
    north = (np.asarray(latitude, dtype=float) - centre[0]) * degree
    east = (np.asarray(longitude, dtype=float) - centre[1]) * degree * np.cos(np.radians(centre[0]))
    return east, north


def _length(places: pd.DataFrame, one: str, other: str) -> float:
    """The distance of two places in kilometres."""
    return float(haversine(*_point(places, one), *_point(places, other)))


def _point(places: pd.DataFrame, place: str) -> tuple[float, float]:
    if place not in places.index:
        raise AnalysisError(f"No place '{place}' → add it to data/raw/places.csv.")
    latitude, longitude = (float(places[name].loc[place]) for name in ("latitude", "longitude"))
    if math.isnan(latitude) or math.isnan(longitude):
        raise AnalysisError(
            f"'{place}' has no coordinates → type them into data/raw/places.csv, with their source."
        )
    return latitude, longitude
