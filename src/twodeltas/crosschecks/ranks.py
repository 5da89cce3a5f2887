"""The ranking against itself: last ranks, changes of rank, and the figures that made the order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from twodeltas.crosschecks.cells import by, number, rows
from walkback.tables.problems import Problem, printable
from walkback.tables.sheet import Sheet, SheetRow

NEW, OLD = "gii_clusters_2025", "gii_clusters_by_edition"
_BEFORE = {"2022_restated": ("2021",), "2023": ("2022_restated", "2022"), "2024": ("2023",)}
_ORDERS = {  # a better rank never has a smaller figure
    "rank_2025": ("total_of_three_shares_pct",),
    "pct_rank": ("pct_applications", "pct_filings_share_percent"),
    "pub_rank": ("publications", "pub_share_pct"),
    "vc_rank": ("vc_deals", "vc_share_pct"),
}
SHARES = ("pct_filings_share_percent", "pub_share_pct", "vc_share_pct")
_ROUNDED = 0.1  # by how much totals of rounded shares may be out of order


def problems(sheets: Mapping[str, Sheet]) -> Iterator[Problem]:
    """Ranks, last ranks and changes that do not fit each other.

    Args:
        sheets: The tables that could be read.
    """
    past = by(sheets, OLD, "edition", "cluster")
    for row in rows(sheets, NEW):
        yield from _change(row, "rank_2025", "rank_2024", "rank_change_vs_2024")
        yield from _last(row, "rank_2024", [past.get(("2024", row["cluster"]))])
    for row in past.values():
        yield from _change(row, "rank", "rank_prev_as_printed", "rank_change_as_printed")
        editions = _BEFORE.get(row["edition"], ())
        before = [past.get((edition, row["cluster"])) for edition in editions]
        yield from _last(row, "rank_prev_as_printed", before)
    for rank, figures in _ORDERS.items():
        for figure in figures:
            yield from _order(list(rows(sheets, NEW)), rank, figure)
    for edition in {row["edition"] for row in past.values()}:
        within = [row for row in past.values() if row["edition"] == edition]
        yield from _order(within, "rank", "share_total")


def _change(row: SheetRow, rank: str, last: str, change: str) -> Iterator[Problem]:
    """A change of rank is the last rank less the rank; where one is known so is the other."""
    now, before, said = (number(row, column) for column in (rank, last, change))
    if now is None:
        return
    if before is None and said is not None:
        message = f"says {row[change]}, but column {last} is empty"
        yield row.problem(change, "rank", message, f"fill in {last}, or empty it")
    elif before is not None and said is None:
        message = (
            f"is empty, but rank {row[rank]} after rank {row[last]} is a change of {before - now:g}"
        )
        yield row.problem(change, "rank", message, f"write {before - now:g}, or empty {last}")
    elif before is not None and said != before - now:
        message = f"is {row[change]}, but from rank {row[last]} to rank {row[rank]} it is {before - now:g}"
        yield row.problem(change, "rank", message, f"correct it, {rank} or {last}")


def _last(row: SheetRow, last: str, before: Sequence[SheetRow | None]) -> Iterator[Problem]:
    """A last rank is the rank in the edition before, as it was printed or restated."""
    known = [one for one in before if one is not None]
    if row[last] and known and row[last] not in {one["rank"] for one in known}:
        message = f"is {row[last]}, but the edition before gives rank {known[0]['rank']} "
        message += f"({OLD}.csv, id {known[0]['id']})"
        yield row.problem(last, "rank", message, "correct one of the two")


def _order(ranked: Sequence[SheetRow], rank: str, figure: str) -> Iterator[Problem]:
    """Figures that rise where the rank falls."""
    known = [
        (place, size, row)
        for row in ranked
        if (place := number(row, rank)) is not None and (size := _size(row, figure)) is not None
    ]
    known.sort(key=lambda one: one[0])
    for (_, larger, above), (_, size, below) in pairwise(known):
        if size > larger + _ROUNDED:
            name = printable(above["cluster"])
            message = f"is {size:.10g}, more than {larger:.10g} of {name}, "
            message += f"which column {rank} places before it"
            advice = f"correct {figure} or {rank} of one of the two"
            yield below.problem(figure, "rank", message, advice)


def _size(row: SheetRow, figure: str) -> float | None:
    """A figure, or the sum of the three shares where no total was printed."""
    size = number(row, figure)
    if size is None and figure == "total_of_three_shares_pct":
        shares = [number(row, share) for share in SHARES]
        return sum(share for share in shares if share) if all(shares) else None
    return size
