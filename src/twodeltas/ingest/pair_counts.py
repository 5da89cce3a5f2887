"""Rules over the rows of `pair_counts` together: each pair once, none missing, one cluster."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from walkback.tables import numbers
from walkback.tables.problems import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from walkback.tables.problems import Problem
    from walkback.tables.sheet import Sheet, SheetRow

# Without counts inside cities fewer than three of them give nothing to compare.
FEWEST_APART = 3

# Rows that agree in these are one square of cities by cities.
SQUARE = ("cluster", "measure", "counting", "source_id", "year_from", "year_to")


def pair_problems(counts: Sheet | None, cities: Sheet | None) -> Iterator[Problem]:
    """What the chapter on collaboration would refuse, or take for something else.

    Args:
        counts: The table `pair_counts`, None if it could not be read.
        cities: The table `cities`, None if it could not be read.
    """
    homes = {city["id"]: city["cluster"] for city in (cities.sound if cities else ())}
    squares: dict[tuple[str, ...], list[SheetRow]] = {}
    for record in counts.sound if counts else ():
        yield from _years(record)
        yield from _homes(record, homes)
        squares.setdefault(tuple(record[name] for name in SQUARE), []).append(record)
    for records in squares.values():
        yield from _square(records)


def _years(record: SheetRow) -> Iterator[Problem]:
    first, last = record["year_from"], record["year_to"]
    if first.isdecimal() and last.isdecimal() and int(first) > int(last):
        message = f"{printable(first)} is after {printable(last)} in column year_to"
        yield record.problem("year_from", "interval", message, "exchange the two, or correct one")


def _homes(record: SheetRow, homes: dict[str, str]) -> Iterator[Problem]:
    """A city of another cluster is probably a slip; a place of no cluster may be counted."""
    for column in ("city_a", "city_b"):
        home = homes.get(record[column])
        if home and home != record["cluster"]:
            message = f"{printable(record[column])} is a city of {home}, but the row counts for "
            message += printable(record["cluster"])
            yield record.problem(column, "pairs", message, "correct one of the two", "warning")


def _square(records: Sequence[SheetRow]) -> Iterator[Problem]:
    """Each pair once, whichever city comes first, and every pair of the cities that are named."""
    first: dict[frozenset[str], SheetRow] = {}
    for record in records:
        one, other = record["city_a"], record["city_b"]
        twin = first.setdefault(frozenset((one, other)), record)
        if twin is not record:
            message = f"counts {printable(one)} and {printable(other)} again: so does row "
            message += f"{twin.number}, from the same source for the same years"
            yield record.problem("city_b", "duplicate", message, "delete one of the two rows")
    yield from _gaps(records[-1], first)
    yield from _enough(records[-1], first)


def _gaps(last: SheetRow, given: dict[frozenset[str], SheetRow]) -> Iterator[Problem]:
    """Unknown is never zero: the pairs without a row, and the cities without one of their own."""
    cities = sorted(set().union(*given))
    apart = [pair for pair in combinations(cities, 2) if frozenset(pair) not in given]
    for one, other in apart:
        message = f"ends counts that have no row for {printable(one)} and {printable(other)}"
        yield last.problem(None, "pairs", message, "add the row; write a count of 0 as 0")
    alone = [city for city in cities if frozenset((city,)) not in given]
    for city in alone if len(alone) < len(cities) else ():
        message = f"ends counts that have no row of {printable(city)} with itself, but of others"
        yield last.problem(None, "pairs", message, "add the row, or leave out all such rows")


def _enough(last: SheetRow, given: dict[frozenset[str], SheetRow]) -> Iterator[Problem]:
    """Two cities are compared with what either does alone; counts that are all 0 say nothing."""
    cities = set().union(*given)
    alone = any(frozenset((city,)) in given for city in cities)
    if len(cities) < (2 if alone else FEWEST_APART):
        what = "one city alone" if alone else "two cities and none inside them"
        message = f"ends counts of {what}: nothing to compare"
        advice = "add another city" if alone else "add each city with itself, or a third city"
        yield last.problem(None, "pairs", message, advice)
    if all(numbers.parse(record["count"], "number") == 0 for record in given.values()):
        yield last.problem("count", "pairs", "ends counts that are all 0", "correct or delete them")
