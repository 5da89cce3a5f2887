"""Whether the ranks of further editions follow from their figures, told row by row as the data check does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from twodeltas.metrics.reproduce import DIFFERS, reproduce, without_ranks
from twodeltas.shared import editions
from twodeltas.shared.bounds import derive
from twodeltas.shared.tidy import rankings
from walkback.errors import AnalysisError
from walkback.tables.problems import counted

if TYPE_CHECKING:
    import pandas as pd

    from walkback.tables.problems import Problem
    from walkback.tables.sheet import SheetRow

RULE = "edition"
ADVICE = "compare the row with the source: one of the figures, or the rank, must be wrong"


def problems(frames: Mapping[str, pd.DataFrame], rows: Mapping[str, SheetRow]) -> Iterator[Problem]:
    """The rows of further editions that contradict each other or themselves.

    Args:
        frames: The raw tables by layout, see `twodeltas.shared.tidy.TABLES`.
        rows: The rows of `gii_editions` as they were read, by id.
    """
    further = frames["further"]
    yield from _twice(further, rows)
    if further.duplicated(["edition", "cluster"]).any():
        return
    table = rankings(frames["2025"], frames["earlier"], further)
    for year in sorted(set(further["edition"])):
        yield from _of_edition(editions.of_edition(table, int(year)), int(year), rows)


def _twice(further: pd.DataFrame, rows: Mapping[str, SheetRow]) -> Iterator[Problem]:
    """A cluster that an edition lists more than once."""
    again = further.duplicated(["edition", "cluster"])
    for row in further.index[again]:
        cluster = further.loc[row, "cluster"]
        message = f"lists {cluster} a second time in its edition"
        yield rows[str(row)].problem("cluster", RULE, message, "keep one of the rows")


def _of_edition(
    edition: pd.DataFrame, year: int, rows: Mapping[str, SheetRow]
) -> Iterator[Problem]:
    """Figures of one edition that cannot all be true; ranks that do not follow from them."""
    metrics = editions.metrics_of(year)
    try:
        derive(without_ranks(edition, metrics), metrics)
    except ValueError as error:
        first = rows[str(edition["raw_row"].iloc[0])]
        yield first.problem(None, RULE, f"{year}: {error}".rstrip("."), ADVICE)
        return
    try:
        found = reproduce(edition, metrics)
    except AnalysisError:  # an edition of ranks alone
        return
    for told in found[found["status"] == DIFFERS].to_dict("records"):
        row = rows[str(edition["raw_row"][told["cluster"]])]
        others = counted(int(told["against"]), "cluster")
        message = (
            f"rank {told['rank']:.0f} does not follow from its figures: by the sums of shares "
        )
        message += f"{others} would be on its other side"
        yield row.problem("rank", RULE, message, ADVICE, "warning")
