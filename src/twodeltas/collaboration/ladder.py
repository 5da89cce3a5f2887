"""The ladder of joint governance over time: which rung was reported as reached, and when first."""

from collections.abc import Sequence

import pandas as pd

RUNGS = (1, 2, 3, 4, 5, 6)
OWN = "cluster"  # the reach of what the cluster's own cities take part in


def events(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that report a rung as reached, in order of time.

    Args:
        rows: What `gap_map.coded` returned: evidence with its codes.

    Returns:
        One row a row of evidence with a rung, by id: `cluster, rung` (a whole number), `own` (the
        cluster's own cities take part), `boundary, as_of, begins, ends` (decimal years between which
        the date lies; missing where there is none), `item`. Undated rows come last.
    """
    found = rows[rows["rung"].notna()]
    table = found[["cluster", "boundary", "as_of", "item"]].copy()
    table.insert(1, "rung", found["rung"].astype(int))
    table.insert(2, "own", found["reach"] == OWN)
    spans = [year_span(date) for date in found["as_of"]]
    table["begins"] = pd.Series([span[0] for span in spans], table.index, dtype=float)
    table["ends"] = pd.Series([span[1] for span in spans], table.index, dtype=float)
    return table.sort_values(["ends", "rung"], kind="stable")


def year_span(as_of: object) -> tuple[float, float]:
    """Between which decimal years a date lies: `2024` is (2024, 2025), `2024-11` a twelfth of it.

    Args:
        as_of: An ISO year, month or day, an interval of two of these, or a missing value.

    Returns:
        Two decimal years; `nan` for a missing date.
    """
    if pd.isna(as_of):  # type: ignore[call-overload]
        return float("nan"), float("nan")
    parts = str(as_of).split("/")
    return _part(parts[0])[0], _part(parts[-1])[1]


def _part(date: str) -> tuple[float, float]:
    numbers = [int(part) for part in date.split("-")]
    year = float(numbers[0])
    if len(numbers) == 1:
        return year, year + 1
    month = year + (numbers[1] - 1) / 12
    if len(numbers) == 2:
        return month, month + 1 / 12
    day = month + (numbers[2] - 1) / 372
    return day, day + 1 / 372


def climb(table: pd.DataFrame, cluster: str, *, own: bool) -> pd.DataFrame:
    """The highest rung reported so far: the steps of one cluster's line.

    Args:
        table: What `events` returned.
        cluster: The id of the cluster.
        own: Only what the cluster's own cities take part in.

    Returns:
        The rows of `table` at which a higher rung than ever before is reported, in order of time. A
        date counts from its end on: before, it is not certain that the rung was reached.
    """
    dated = table[(table["cluster"] == cluster) & table["ends"].notna()]
    chosen = dated[dated["own"]] if own else dated
    before = chosen["rung"].cummax().shift(fill_value=0)
    return chosen[chosen["rung"] > before]


def first_on(table: pd.DataFrame, cluster: str, *, own: bool) -> dict[int, str | None]:
    """For each rung the row that reports it first; None for a rung that no row reports.

    Args:
        table: What `events` returned.
        cluster: The id of the cluster.
        own: Only what the cluster's own cities take part in.
    """
    of = table[(table["cluster"] == cluster) & (table["own"] | (not own))]
    found = {rung: list(of.index[of["rung"] == rung]) for rung in RUNGS}
    return {rung: str(ids[0]) if ids else None for rung, ids in found.items()}


def undated(table: pd.DataFrame, clusters: Sequence[str]) -> list[str]:
    """The ids of the rows that have a rung and no date."""
    without = table["ends"].isna() & table["cluster"].isin(list(clusters))
    return [str(row) for row in table.index[without]]
