"""Which choice matters: variance-based (Sobol) indices of the difference of a pair."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from SALib.analyze import sobol as analyze
from scipy.stats import qmc

from twodeltas.metrics import draws
from twodeltas.metrics.edition_shares import NARROW
from twodeltas.metrics.uncertainty import EVERYTHING, Choices, ranks_of, scores
from twodeltas.shared.bounds import TINY
from twodeltas.shared.intervals import Array, Ranges
from walkback.errors import AnalysisError

Model = Callable[[Mapping[str, Array]], dict[str, Array]]
RESAMPLES = 200


def indices(
    model: Model, factors: Mapping[str, int], base: int = 1024, seed: int = 2025
) -> pd.DataFrame:
    """First-order and total Sobol indices of a model with grouped factors.

    Args:
        model: From uniform numbers by factor, N × k each, to one or more results of N numbers.
        factors: How many uniform numbers each factor takes; they count as one.
        base: A power of two; the model is run base · (factors + 2) times.
        seed: Seed of the scrambled Sobol sequence and of the bootstrap.

    Returns:
        One row a result and factor: `result, factor, first, first_error, total, total_error`; errors
        are half-widths of 95 % bootstrap intervals. All zero if the result never changes.

    Raises:
        AnalysisError: If `base` is not a power of two.
    """
    if base < 2 or base & (base - 1):
        raise AnalysisError(
            f"{base} is no power of two, as a Sobol sequence needs: use 1024 or 2048."
        )
    groups = [name for name, size in factors.items() for _ in range(size)]
    problem = {
        "num_vars": len(groups),
        "names": [f"{g}{i}" for i, g in enumerate(groups)],
        "bounds": [[0.0, 1.0]] * len(groups),
        "groups": groups,
    }
    results = model(_by_factor(sample(list(factors.values()), base, seed), factors))
    parts = [
        _analyse(problem, result, seed).assign(result=name) for name, result in results.items()
    ]
    return pd.concat(parts, ignore_index=True)[["result", "factor", *COLUMNS]]


def sample(sizes: Sequence[int], base: int, seed: int) -> Array:
    """The points at which a model is run, as `SALib.sample.sobol` gives them, without its loops.

    Every point of one half of a scrambled Sobol sequence is followed by its copies in which the
    columns of one group come from the other half.

    Args:
        sizes: Columns of each group.
        base: A power of two.
        seed: Seed of the scrambling.

    Returns:
        base · (groups + 2) × columns array.
    """
    columns = sum(sizes)
    both = qmc.Sobol(d=2 * columns, seed=seed).random(base)
    a, b = both[:, :columns], both[:, columns:]
    group = np.repeat(np.arange(len(sizes)), sizes)
    mixed = [np.where(group == k, b, a) for k in range(len(sizes))]
    return np.stack([a, *mixed, b], axis=1).reshape(-1, columns)


def _analyse(problem: dict[str, Any], result: Array, seed: int) -> pd.DataFrame:
    names = list(dict.fromkeys(problem["groups"]))
    if np.ptp(result) < TINY:
        return pd.DataFrame({"factor": names, **dict.fromkeys(COLUMNS, 0.0)})
    standard = (result - result.mean()) / result.std()
    found = analyze.analyze(
        problem, standard, calc_second_order=False, num_resamples=RESAMPLES, seed=seed
    )
    table = pd.DataFrame({c: found[k] for c, k in COLUMNS.items()}).round(3) + 0.0
    return table.assign(factor=names)


COLUMNS = {"first": "S1", "first_error": "S1_conf", "total": "ST", "total_error": "ST_conf"}


def _by_factor(u: Array, factors: Mapping[str, int]) -> dict[str, Array]:
    ends = np.cumsum(list(factors.values()))
    return dict(zip(factors, np.split(u, ends[:-1], axis=1), strict=True))


def of_pair(
    ranges: Ranges,
    first: str,
    second: str,
    choices: Choices = EVERYTHING,
    base: int = 1024,
    seed: int = 2025,
) -> pd.DataFrame:
    """Which choice drives the lead of the first cluster over the second.

    Two results are analysed: the difference of scores in standard deviations of all clusters'
    scores, and the difference of ranks (second minus first, so that more is better for the first).

    Args:
        ranges: The clusters to rank, all with limited shares.
        first: Id of the first cluster.
        second: Id of the second.
        choices: What is varied.
        base: See `indices`.
        seed: See `indices`.

    Returns:
        `result` (`score` or `rank`) and the columns of `indices`; factors `weights`, `scale`, `mean`,
        `rounding` (shares known to 0.15 points) and `unknown figures` (all others and sums).

    Raises:
        AnalysisError: If the pair is unknown or nothing limits its shares.
    """
    pair = ranges.pair(first, second)
    wide = ranges.high - ranges.low > NARROW
    n, m = ranges.low.shape
    tied = draws.coupled(ranges) & wide.any(axis=1)
    factors = {"weights": m, "scale": 1, "mean": 1, "rounding": int((~wide).sum()),
               "unknown figures": int(wide.sum() + tied.sum())}  # fmt: skip
    factors = {name: size for name, size in factors.items() if size}

    def run(u: Mapping[str, Array]) -> dict[str, Array]:
        table = np.broadcast_to(ranges.middle, (len(u["weights"]), n, m))
        if choices.figures:
            table = _figures(ranges, u, wide, tied)
        found = scores(
            table,
            draws.weights(u["weights"], choices.band),
            draws.pick(u["scale"][:, 0], len(choices.scales)),
            draws.pick(u["mean"][:, 0], len(choices.means)),
            choices,
        )
        standard = found / found.std(axis=1, keepdims=True)
        return {"score": _lead(standard, pair), "rank": -_lead(ranks_of(found).astype(float), pair)}

    return indices(run, factors, base, seed)


def _figures(ranges: Ranges, u: Mapping[str, Array], wide: np.ndarray, tied: np.ndarray) -> Array:
    """The shares that the uniform numbers of the two kinds of unknown figures stand for."""
    size = len(u["weights"])
    each, total = np.full((size, *wide.shape), 0.5), np.full((size, len(tied)), 0.5)
    if "rounding" in u:
        each[:, ~wide] = u["rounding"]
    if "unknown figures" in u:
        each[:, wide] = u["unknown figures"][:, : wide.sum()]
        total[:, tied] = u["unknown figures"][:, wide.sum() :]
    return draws.shares(ranges, each, total)


def _lead(score: Array, pair: tuple[int, int]) -> Array:
    return score[:, pair[0]] - score[:, pair[1]]


def leads(found: pd.DataFrame, factor: str, times: float = 2) -> bool:
    """Whether one choice drives every result far more than any other.

    Args:
        found: What `of_pair` returned.
        factor: The choice.
        times: How many times the next total index its own must be in each result, at least.
    """
    total = found.pivot_table(index="result", columns="factor", values="total")
    if factor not in total:
        return False
    rest = total.drop(columns=factor).max(axis=1)
    return bool((total[factor] >= times * rest).all() and (total[factor] > 0).all())
