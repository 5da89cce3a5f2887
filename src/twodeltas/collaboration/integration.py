"""How far joint counts of cities differ from those that chance would give: Frenken's integration.

Source of the method: [frenken2002]; without counts inside the cities the probabilistic affinity of
[chinchilla2021] takes its place. The two answer different questions and are never mixed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from walkback.errors import AnalysisError
from walkback.values.number_format import NumberFormat
from walkback.values.value import Origin, Value

FEW = 5  # counts below this say little
FEWEST_APART = 3  # cities that a table without counts inside the cities needs
KEY = ["measure", "counting", "source_id", "year_from", "year_to"]  # what makes counts comparable


@dataclass(frozen=True)
class Integration:
    """What a table of joint counts says.

    Attributes:
        counts: The counts, symmetric; NaN on the diagonal where it is not counted.
        ratio: Observed by expected counts, NaN where no count is expected.
        bias: Their natural logarithm; -inf where nothing was counted, NaN where nothing is expected.
        total: The integration index T; 0 if nobody minds where a partner sits. NaN without diagonal.
        within: Mean bias of counts inside a city, weighted by them.
        between: The same between cities.
        by_city: The same for all counts of a city; their mean, weighted by its share, is T.
    """

    counts: pd.DataFrame
    ratio: pd.DataFrame
    bias: pd.DataFrame
    total: float
    within: float
    between: float
    by_city: pd.Series

    @property
    def inside_counted(self) -> bool:
        """Whether the counts inside the cities are there, so that T can be told."""
        return not np.isnan(np.diag(self.counts)).any()


@dataclass(frozen=True)
class Supplied:
    """Joint counts of one cluster from one source.

    Attributes:
        cluster: Its id.
        key: Measure, way of counting, source, first and last year, see `KEY`.
        counts: The symmetric table, cities in the order of the cluster's own.
        rows: The ids of the rows of `pair_counts`.
    """

    cluster: str
    key: tuple[str, str, str, int, int]
    counts: pd.DataFrame
    rows: tuple[str, ...]


def integration(counts: pd.DataFrame) -> Integration:
    """The integration index of a table of counts, with its parts [frenken2002].

    With q the shares of the table, expected under chance is the product of the margins, the bias
    T_ij = ln(q_ij / (q_i. q_.j)), and T = sum of q_ij T_ij. A count of zero adds nothing to the sum.
    Without counts inside the cities expected is proportional to the product of the margins over the
    pairs of different cities, and only ratio and bias are given.

    Args:
        counts: Square and symmetric, index and columns the same cities, not negative. Every pair
            must be known; the diagonal is known for all cities or NaN for all.

    Raises:
        AnalysisError: If it is none of that, or has too few cities or counts.
    """
    _refuse(counts)
    table = counts.to_numpy(dtype=float)
    whole = not np.isnan(np.diag(table)).any()
    seen = np.where(np.isnan(table), 0.0, table)
    margin = seen.sum(axis=1)
    chance = np.outer(margin, margin)
    if not whole:
        np.fill_diagonal(chance, 0.0)
    expected = chance / chance.sum() * seen.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(expected > 0, seen / expected, np.nan)
        bias = np.log(ratio)
    parts = np.where(seen > 0, seen * np.where(seen > 0, bias, 0.0), 0.0)
    inside = np.eye(len(table), dtype=bool)
    gone = np.nan if not whole else 1.0
    by_city = [gone * _mean(parts[i], seen[i]) for i in range(len(table))]
    return Integration(
        counts=counts.astype(float),
        ratio=pd.DataFrame(ratio, counts.index, counts.columns),
        bias=pd.DataFrame(bias, counts.index, counts.columns),
        total=gone * _mean(parts, seen),
        within=gone * _mean(parts[inside], seen[inside]),
        between=gone * _mean(parts[~inside], seen[~inside]),
        by_city=pd.Series(by_city, index=counts.index, dtype=float),
    )


def supplied(rows: pd.DataFrame, cluster: str, cities: Sequence[str]) -> list[Supplied]:
    """The complete tables of counts that somebody typed in or read from an export.

    Args:
        rows: The table `pair_counts`.
        cluster: The id of a cluster.
        cities: Its cities; they come first, other places that the rows name follow.

    Returns:
        One for each measure, way of counting, source and period, the latest first.

    Raises:
        AnalysisError: If a pair is counted twice or not at all, or a period ends before it begins.
    """
    own = rows[rows["cluster"] == cluster]
    found = []
    for _, part in own.groupby(KEY, sort=True):
        measure, counting, source = (str(part[name].iloc[0]) for name in KEY[:3])
        first, last = (int(part[name].iloc[0]) for name in KEY[3:])
        if first > last:
            raise AnalysisError(
                f"pair_counts.csv, {part.index[0]}: year_from {first} is after year_to {last} → "
                "exchange the two."
            )
        named = dict.fromkeys([*part["city_a"], *part["city_b"]])
        order = [city for city in cities if city in named]
        order += [city for city in named if city not in cities]
        key = (measure, counting, source, first, last)
        found.append(Supplied(cluster, key, square(part, order), tuple(map(str, part.index))))
    return sorted(found, key=lambda one: (-one.key[4], one.key))


def comparable(first: Sequence[Supplied], second: Sequence[Supplied]) -> list[Supplied]:
    """The latest counts of both clusters from one source, made alike; else the latest of each."""
    for one in first:
        for other in second:
            if one.key == other.key:
                return [one, other]
    return [found[0] for found in (first, second) if found]


def square(rows: pd.DataFrame, cities: Sequence[str]) -> pd.DataFrame:
    """Rows of pairs as a symmetric table; the diagonal is NaN where no city is counted by itself.

    Raises:
        AnalysisError: If a pair is given twice or is missing.
    """
    table = pd.DataFrame(np.nan, index=list(cities), columns=list(cities))
    for row, one, other, count in zip(
        rows.index, rows["city_a"], rows["city_b"], rows["count"], strict=True
    ):
        if not np.isnan(table.loc[one, other]):
            raise AnalysisError(
                f"pair_counts.csv, {row}: {one} and {other} are counted twice by one source for one "
                "period → delete one of the two rows."
            )
        table.loc[one, other] = table.loc[other, one] = float(count)
    _refuse_gaps(table)
    return table


def value(
    numbers: NumberFormat, number: float, rows: Sequence[str], source: str, digits: int = 2
) -> Value:
    """A computed figure with the rows of `pair_counts` behind it; unknown stays unknown."""
    origins = tuple(Origin("pair_counts", row, (source,)) for row in rows)
    if np.isnan(number):
        return Value(how="not known", origins=origins, format=numbers)
    how = "computed from joint counts"
    return Value.exact(number, digits=digits, how=how, origins=origins, format=numbers)


def _mean(parts: np.ndarray, weights: np.ndarray) -> float:
    """The sum of the parts by the sum of their weights; NaN without weight."""
    whole = weights.sum()
    return float(parts.sum() / whole) if whole > 0 else float("nan")


def _refuse(counts: pd.DataFrame) -> None:
    table = counts.to_numpy(dtype=float)
    if list(counts.index) != list(counts.columns) or len(counts) < 2:
        raise AnalysisError("Joint counts need the same two or more cities in rows and columns.")
    _refuse_gaps(counts)
    if not np.array_equal(table, table.T, equal_nan=True):
        raise AnalysisError(
            "Joint counts must be the same in both directions → give each pair once."
        )
    if (table < 0).any() or np.isinf(table).any():
        raise AnalysisError("Joint counts must be 0 or more → correct the row.")
    if np.isnan(np.diag(table)).any() and len(counts) < FEWEST_APART:
        raise AnalysisError(
            "Two cities and no counts inside them give nothing to compare → add a row for each city "
            "with itself, or a third city."
        )
    if not np.nansum(table):
        raise AnalysisError("All joint counts are 0 → there is nothing to compare.")


def _refuse_gaps(counts: pd.DataFrame) -> None:
    """Unknown is never zero: every pair must be given, and the diagonal for all cities or none."""
    missing = np.isnan(counts.to_numpy(dtype=float))
    apart = np.argwhere(np.triu(missing, 1))
    if len(apart):
        one, other = (counts.index[i] for i in apart[0])
        raise AnalysisError(
            f"pair_counts.csv has no count for {one} and {other} → add the row; a count of 0 is "
            "written as 0."
        )
    alone = np.diag(missing)
    if alone.any() and not alone.all():
        city = counts.index[int(np.argmax(alone))]
        raise AnalysisError(
            f"pair_counts.csv has no count of {city} with itself, but has one of another city → add "
            "it, or leave out all of them."
        )
