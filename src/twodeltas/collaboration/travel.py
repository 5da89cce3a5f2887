"""Which trips fig-travel shows, and how long they take."""

import pandas as pd

from twodeltas.collaboration.series import decimal_year
from twodeltas.shared import dates

COLUMNS = ["cluster", "label", "value", "low", "high", "qualifier", "as_of", "source_id"]
TRIPS = {  # in the order of the figure: the row of `evidence`, and what it is called there
    "SHG-125": "West Kowloon to Futian, fast train",
    "SHG-128": "Hong Kong to the Hetao park, direct",
    "SHG-129": "Science Park to its branch, bus",
    "SHG-126": "CityU campus to the Hetao park",
    "SS-061": "Huaqiao to Anting, metro",
    "SS-027": "Suzhou North to Hongqiao, fast train",
    "SS-060": "Taicang South to Hongqiao, fast train",
    "SS-021": "Huaqiao to Xujiahui, metro, in 2013",
    "SS-024": "Suzhou centre to Shanghai centre, metro",
}


def travel(evidence: pd.DataFrame) -> pd.DataFrame:
    """The reported travel times.

    Args:
        evidence: The table `evidence` by id.

    Returns:
        The rows of `TRIPS` in their order, with `label` and `minutes`: the stated time, or the longest
        one where a range is stated.
    """
    rows = evidence.loc[list(TRIPS)].assign(label=list(TRIPS.values()))
    return rows.assign(minutes=rows["value"].fillna(rows["high"]))


def years(trips: pd.DataFrame) -> str:
    """From which year to which the times were reported."""
    return dates.span(trips["as_of"].map(decimal_year))


def data(trips: pd.DataFrame) -> pd.DataFrame:
    """What is written as CSV beside the figure."""
    return trips[COLUMNS]


def ends_decide(trips: pd.DataFrame) -> bool:
    """Whether in each cluster the longest trip takes at least twice as long as the shortest."""
    of_side = trips["minutes"].groupby(trips["cluster"])
    return bool((of_side.max() >= 2 * of_side.min()).all())
