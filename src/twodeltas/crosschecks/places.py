"""Places lie near the city that they are part of, and near the other places of their cluster."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from statistics import median

from twodeltas.crosschecks.cells import number, rows
from walkback.tables.problems import Problem, printable
from walkback.tables.sheet import Sheet, SheetRow

_FROM_CITY = 100.0  # kilometres
_FROM_CLUSTER = 150.0
_DEGREE = 111.2  # kilometres of a degree of latitude

Point = tuple[float, float]


def problems(sheets: Mapping[str, Sheet]) -> Iterator[Problem]:
    """Places that lie too far away, and places with half of a point.

    Args:
        sheets: The tables that could be read.
    """
    points: dict[str, Point] = {}
    clusters: dict[str, list[Point]] = {}
    places = list(rows(sheets, "places"))
    for place in places:
        yield from _half(place)
        if point := _point(place):
            points[place["id"]] = point
            clusters.setdefault(place["cluster"], []).append(point)
    middles = {name: _middle(found) for name, found in clusters.items() if name}
    for place in places:
        if point := points.get(place["id"]):
            yield from _far(
                place, point, points.get(place["part_of"]), place["part_of"], _FROM_CITY
            )
            middle = middles.get(place["cluster"])
            yield from _far(place, point, middle, place["cluster"], _FROM_CLUSTER)


def _point(place: SheetRow) -> Point | None:
    latitude, longitude = number(place, "latitude"), number(place, "longitude")
    return None if latitude is None or longitude is None else (latitude, longitude)


def _half(place: SheetRow) -> Iterator[Problem]:
    for column, other in (("latitude", "longitude"), ("longitude", "latitude")):
        if place[other] and not place[column]:
            message = f"is empty, but column {other} is not"
            yield place.problem(column, "place", message, "give both, or neither")


def _middle(points: list[Point]) -> Point:
    """The median, which one place that was moved does not move."""
    return median(point[0] for point in points), median(point[1] for point in points)


def _far(
    place: SheetRow, point: Point, other: Point | None, name: str, most: float
) -> Iterator[Problem]:
    if other is None:
        return
    away = kilometres(point, other)
    if away > most:
        north = abs(point[0] - other[0]) >= abs(point[1] - other[1])
        column = "latitude" if north else "longitude"
        message = (
            f"is {place[column]}, which puts it {away:,.0f} km from the middle of {printable(name)}"
        )
        advice = "correct the coordinates: were they exchanged, or is a digit wrong?"
        yield place.problem(column, "place", message, advice)


def kilometres(one: Point, other: Point) -> float:
    """How far two points lie apart, near enough for a check."""
    east = (one[1] - other[1]) * math.cos(math.radians((one[0] + other[0]) / 2))
    return _DEGREE * math.hypot(one[0] - other[0], east)
