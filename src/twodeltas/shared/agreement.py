"""How far two or more codings of the same rows agree: Krippendorff's alpha."""

from collections.abc import Callable, Hashable, Sequence

import numpy as np
import pandas as pd

from walkback.errors import AnalysisError

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
    codes = units.astype(object).where(units.notna(), None).to_numpy()
    unknown = set(codes.ravel()) - {None, *categories}
    if unknown:
        raise AnalysisError(f"{min(map(str, unknown))}: not on the scale → correct the code.")
    return np.column_stack([(codes == category).sum(axis=1) for category in categories])


def coincidences(table: Matrix) -> Matrix:
    """The coincidences of each unit: how often two of its codes meet.

    Args:
        table: What `counts` returned.

    Returns:
        Units × categories × categories, each symmetric. A unit with `m` codes adds `m` in all; one
        with a single code adds nothing [@krippendorff2011].
    """
    size = table.sum(axis=1)
    others = np.where(size > 1, size - 1, np.inf)[:, None, None]
    own = table[:, :, None] * np.eye(table.shape[1])
    return np.asarray((table[:, :, None] * table[:, None, :] - own) / others)


def _ordinal(_: Matrix, totals: Matrix) -> Matrix:
    return _apart(np.cumsum(totals, axis=-1) - totals / 2) ** 2


def _nominal(values: Matrix, _: Matrix) -> Matrix:
    return 1 - np.eye(len(values))


def _interval(values: Matrix, _: Matrix) -> Matrix:
    return _apart(values) ** 2


def _ratio(values: Matrix, _: Matrix) -> Matrix:
    sums = values[:, None] + values[None, :]
    return (_apart(values) / np.where(sums == 0, 1, sums)) ** 2


def _apart(places: Matrix) -> Matrix:
    return np.asarray(places[..., :, None] - places[..., None, :])


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
    observed = coincidences(counts(units, categories)).sum(axis=0)
    return float(_of(observed, level, categories))


def _of(observed: Matrix, level: str, categories: Sequence[Hashable]) -> Matrix:
    """Alpha of each coincidence matrix of a stack; `nan` where fewer than two codes meet."""
    totals = observed.sum(axis=-1)
    ordered = categories if level in ("interval", "ratio") else range(len(categories))
    distance = DISTANCES[level](np.array(ordered, float), totals)
    chance = totals[..., :, None] * totals[..., None, :]
    apart = (chance * distance).sum(axis=(-2, -1))
    expected = np.where(apart > 0, apart, np.nan) / (totals.sum(axis=-1) - 1)
    return np.asarray(1 - (observed * distance).sum(axis=(-2, -1)) / expected)


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
    each = coincidences(counts(units, categories))
    chosen = rng.integers(len(each), size=(draws, len(each)))
    times = np.array([np.bincount(rows, minlength=len(each)) for rows in chosen], float)
    found = _of(np.tensordot(times, each, axes=1), level, categories)
    kept = found[~np.isnan(found)]
    if not len(kept):
        return float("nan"), float("nan")
    low, high = np.quantile(kept, [(1 - within) / 2, (1 + within) / 2])
    return float(low), float(high)
