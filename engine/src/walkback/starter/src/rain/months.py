"""Rain by month: sums that remember the rows that they came from."""

from collections.abc import Iterable

from walkback.tables.lookup import Facts
from walkback.values.value import Value


def total(facts: Facts, rows: Iterable[str]) -> Value:
    """The rain of several months together.

    Args:
        facts: The facts by row id.
        rows: Ids of rows of `data/raw/rain.csv`.

    Returns:
        The sum in mm, with the origin of each row.
    """
    months = [facts[row] for row in rows]
    return sum(months, start=Value.exact(0)).told(f"sum of {len(months)} months")
