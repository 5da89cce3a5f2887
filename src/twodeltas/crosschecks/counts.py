"""Counts, shares, figures per million and populations of the ranking against each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from twodeltas.crosschecks.cells import by, number, rows
from walkback.tables.problems import Problem
from walkback.tables.sheet import Sheet, SheetRow

NEW, OLD = "gii_clusters_2025", "gii_clusters_by_edition"
PER_HEAD, DERIVED = "gii_intensity_by_edition", "gii_derived_checks"
_PER_MILLION = {
    "pct_applications": "pct_per_million",
    "publications": "pubs_per_million",
    "vc_deals": "vc_per_million",
}
_WORLD = {  # the share of a count, and the bounds of the world's total that the shares imply
    "pct_applications": ("implied_pct_applications", ("pct_filings_share_percent", "share_pct")),
    "publications": ("implied_publications", ("pub_share_pct", "share_pub")),
    "vc_deals": ("implied_vc_deals", ("vc_share_pct",)),
}
_TOTALS = {
    "total_of_three_shares_pct": ("pct_filings_share_percent", "pub_share_pct", "vc_share_pct"),
    "share_total": ("share_pct", "share_pub"),
}
_ROUNDED_TO_ZERO = {  # up to which count a share may read 0.0
    ("pct_applications", "share_pct"): 700,
    ("publications", "share_pub"): 5000,
}
_SAME = (*_PER_MILLION.values(), "population_million_derived", "intensity_rank")
_ROUNDED = 0.0505  # percentage points that a share of one decimal may be off
_OF_POPULATION = 0.01
_EDITIONS_APART = 3.0  # by how often a count changes at most from one edition to a later one
_YEARS_APART = 2.0  # the same for populations that figures of two editions give


def problems(sheets: Mapping[str, Sheet]) -> Iterator[Problem]:
    """Figures of one cluster that cannot all be right.

    Args:
        sheets: The tables that could be read.
    """
    past = by(sheets, OLD, "edition", "cluster")
    heads = by(sheets, PER_HEAD, "edition", "cluster")
    world = by(sheets, DERIVED, "edition", "measure")
    for row in rows(sheets, NEW):
        yield from _shares(row, "2025", world)
        yield from _total(row)
        yield from _population(row, row)
        yield from _twice(row, heads.get(("2025", row["cluster"])))
        yield from _jumps(row, past.get(("2023", row["cluster"])))
    for row in past.values():
        yield from _shares(row, row["edition"], world)
        yield from _total(row)
        yield from _unknown(row)
    for (edition, cluster), row in heads.items():
        yield from _population(row, past.get((edition, cluster)))
        yield from _later(row, past.get(("2023", cluster)))
    yield from _bounds(sheets, heads)


def _shares(
    row: SheetRow, edition: str, world: Mapping[tuple[str, ...], SheetRow]
) -> Iterator[Problem]:
    """A share is its count by what the world has in all."""
    for count, (measure, columns) in _WORLD.items():
        total = world.get((edition, measure))
        low, high = number(total, "value_low"), number(total, "value_high")
        counted = number(row, count)
        for column in columns if counted and low and high else ():
            share = number(row, column)
            if share is None or low is None or high is None or counted is None:
                continue
            least, most = 100 * counted / high - _ROUNDED, 100 * counted / low + _ROUNDED
            if not least <= share <= most:
                message = f"is {row[column]}, but {row[count]} in column {count} are "
                message += f"{100 * counted / high:.2f} percent of the world's total"
                yield row.problem(column, "share", message, f"correct it, or {count}")


def _total(row: SheetRow) -> Iterator[Problem]:
    """A total is the sum of its shares, and no less than those that are known."""
    for column, parts in _TOTALS.items():
        total = number(row, column)
        known = [share for part in parts if (share := number(row, part)) is not None]
        room = _ROUNDED * (len(parts) + 1)
        if total is None or not known:
            continue
        whole = len(known) == len(parts)
        if sum(known) > total + room or (whole and sum(known) < total - room):
            message = f"is {row[column]}, but the shares in {', '.join(parts)} sum up to "
            message += f"{sum(known):g}"
            yield row.problem(column, "share", message, "correct it, or one of the shares")


def _population(row: SheetRow, counted: SheetRow | None) -> Iterator[Problem]:
    """A count by its figure per million is the population, whichever count is taken."""
    given = number(row, "population_million_derived")
    for count, per_million in _PER_MILLION.items():
        size, rate = number(counted, count), number(row, per_million)
        if given and size and rate and abs(size / rate - given) > _OF_POPULATION * given:
            message = f"is {row['population_million_derived']}, but {size:g} in {count} at "
            message += f"{rate:g} a million make {size / rate:.1f} million"
            advice = f"correct it, {count} or {per_million}"
            yield row.problem("population_million_derived", "per-million", message, advice)


def _twice(row: SheetRow, other: SheetRow | None) -> Iterator[Problem]:
    """Two tables give the same figure of one edition."""
    for column in _SAME if other else ():
        if other and row[column] and other[column] and number(row, column) != number(other, column):
            message = f"is {row[column]}, but {other[column]} in {PER_HEAD}.csv (id {other['id']})"
            yield row.problem(column, "per-million", message, "correct one of the two")


def _jumps(row: SheetRow, before: SheetRow | None) -> Iterator[Problem]:
    """A count does not become ten times as large between two editions."""
    for count in ("pct_applications", "publications"):
        now, then = number(row, count), number(before, count)
        if before and now and then and not 1 / _EDITIONS_APART < now / then < _EDITIONS_APART:
            message = (
                f"is {row[count]}, but {before[count]} in the edition of 2023 (id {before['id']})"
            )
            advice = "look for a digit too many or too few, in one of the two"
            yield row.problem(count, "jump", message, advice)


def _unknown(row: SheetRow) -> Iterator[Problem]:
    """A share of 0 without a small count stands for one that is not known."""
    for (count, share), most in _ROUNDED_TO_ZERO.items():
        counted = number(row, count)
        if number(row, share) == 0 and not (counted and counted <= most):
            message = f"is 0, which column {count} does not bear out: an unknown share is empty"
            yield row.problem(share, "zero", message, "empty it, or give the count")


def _later(row: SheetRow, before: SheetRow | None) -> Iterator[Problem]:
    """Populations that follow from counts of 2023 agree, whichever count is taken."""
    found = {}
    for count, per_million in _PER_MILLION.items():
        size, rate = number(before, count), number(row, per_million)
        if size and rate:
            found[per_million] = size / rate
    if len(found) > 1 and max(found.values()) > _YEARS_APART * min(found.values()):
        most, least = max(found, key=lambda one: found[one]), min(found, key=lambda one: found[one])
        message = f"is {row[most]}, which with the counts of 2023 makes {found[most]:.1f} million "
        message += f"people, but {row[least]} in {least} makes {found[least]:.1f} million"
        yield row.problem(most, "per-million", message, "correct one of the two")


def _bounds(
    sheets: Mapping[str, Sheet], heads: Mapping[tuple[str, ...], SheetRow]
) -> Iterator[Problem]:
    """A derived population lies within the bounds that gii_derived_checks.csv gives."""
    for bounds in rows(sheets, DERIVED):
        row = heads.get((bounds["edition"], bounds["cluster"]))
        given = number(row, "population_million_derived")
        low, high = number(bounds, "value_low"), number(bounds, "value_high")
        known = bounds["measure"] == "population" and None not in (given, low, high)
        if known and not (low or 0) - 0.1 <= (given or 0) <= (high or 0) + 0.1:
            message = f"is {bounds['value_low']}, and {bounds['value_high']} in value_high, but "
            message += f"{PER_HEAD}.csv gives {given:g} million"
            yield bounds.problem("value_low", "per-million", message, "correct one of the two")
