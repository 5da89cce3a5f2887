"""How far two or more codings of the same rows agree: Krippendorff's alpha."""

from collections.abc import Callable, Hashable, Sequence

import numpy as np
import pandas as pd

from twodeltas.errors import AnalysisError

Matrix = np.ndarray
LEVELS = ("nominal", "ordinal", "interval", "ratio")


def counts(units: pd.DataFrame, categories: Sequence[Hashable]) -> Matrix:
    """How many coders gave each code to each unit.

    Args:
        units: One row a unit, one column a coder; missing codes are `NaN` or `None`.
        categories: The codes, in their order.

    Returns:
        Units × categories.

    Raises:
        AnalysisError: If a code is not one of the categories.
    """
    unknown = {
        code
        for code in units.to_numpy().ravel()
        if not pd.isna(code) and code not in set(categories)
    }
    if unknown:
        raise AnalysisError(f"{min(map(str, unknown))}: not on the scale → correct the code.")
    return np.column_stack([(units == category).sum(axis=1) for category in categories])


def coincidences(table: Matrix) -> Matrix:
    """The coincidence matrix: how often two codes of one unit meet.

    Args:
        table: What `counts` returned.

    Returns:
        A symmetric matrix, categories × categories. A unit with `m` codes adds `m`; one with a
        single code adds nothing [@krippendorff2011].
    """
    size = table.sum(axis=1)
    paired = table[size > 1].astype(float)
    shared = paired / (size[size > 1] - 1)[:, None]
    return np.asarray(paired.T @ shared - np.diag(shared.sum(axis=0)))


def _ordinal(_: Matrix, totals: Matrix) -> Matrix:
    ends = np.cumsum(totals) - totals / 2
    return np.asarray((ends[:, None] - ends[None, :]) ** 2)


def _nominal(_: Matrix, totals: Matrix) -> Matrix:
    return 1 - np.eye(len(totals))


def _interval(values: Matrix, _: Matrix) -> Matrix:
    return np.asarray((values[:, None] - values[None, :]) ** 2)


def _ratio(values: Matrix, _: Matrix) -> Matrix:
    return np.asarray(
        ((values[:, None] - values[None, :]) / (values[:, None] + values[None, :])) ** 2
    )


DISTANCES: dict[str, Callable[[Matrix, Matrix], Matrix]] = {
    "nominal": _nominal,
    "ordinal": _ordinal,
    "interval": _interval,
    "ratio": _ratio,
}


def alpha(units: pd.DataFrame, level: str, categories: Sequence[Hashable]) -> float:
    """Krippendorff's alpha: one minus observed over expected disagreement.

    Args:
        units: One row a unit, one column a coder; missing codes are `NaN` or `None`.
        level: `nominal`, `ordinal`, `interval` or `ratio`.
        categories: The codes of the scale, in their order; numbers for `interval` and `ratio`.

    Returns:
        At most 1; 0 is chance. `nan` if no two codes differ, or none meet: then nothing can be said.

    Raises:
        AnalysisError: If the level is none of the four, or a code is not one of the categories.
    """
    if level not in DISTANCES:
        raise AnalysisError(f"{level}: no level of measurement → use one of {', '.join(LEVELS)}.")
    return _of(counts(units, categories), level, categories)


def _of(table: Matrix, level: str, categories: Sequence[Hashable]) -> float:
    observed = coincidences(table)
    used = observed.sum(axis=0) > 0
    if used.sum() < 2:
        return float("nan")
    observed = observed[np.ix_(used, used)]
    totals = observed.sum(axis=0)
    numbers = [c for c, u in zip(categories, used, strict=True) if u]
    values = np.array(numbers, float) if level in ("interval", "ratio") else np.arange(len(totals))
    distance = DISTANCES[level](values, totals)
    expected = (np.outer(totals, totals) - np.diag(totals)) / (totals.sum() - 1)
    return float(1 - (observed * distance).sum() / (expected * distance).sum())


def interval(
    units: pd.DataFrame,
    level: str,
    categories: Sequence[Hashable],
    *,
    seed: int,
    draws: int = 500,
    within: float = 0.95,
) -> tuple[float, float]:
    """Between which values alpha lies when units are drawn anew, with repetition.

    Args:
        units: As for `alpha`.
        level: As for `alpha`.
        categories: As for `alpha`.
        seed: Of the draws.
        draws: How many times the units are drawn.
        within: Which part of the draws the interval holds.

    Returns:
        The two ends; `nan` for both where no draw has an alpha.
    """
    rng = np.random.default_rng(seed)
    table = counts(units, categories)
    chosen = rng.integers(len(table), size=(draws, len(table)))
    found = np.array([_of(table[rows], level, categories) for rows in chosen])
    kept = found[~np.isnan(found)]
    if not len(kept):
        return float("nan"), float("nan")
    low, high = np.quantile(kept, [(1 - within) / 2, (1 + within) / 2])
    return float(low), float(high)
