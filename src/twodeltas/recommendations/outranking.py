"""Cross-checks of an order: PROMETHEE II with its stability of weights, and TOPSIS."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from twodeltas.shared.intervals import Array
from walkback.errors import AnalysisError


@dataclass(frozen=True)
class Preference:
    """How strongly a difference d on one criterion is preferred [@brans1985].

    Attributes:
        kind: `usual`, `ushape`, `vshape`, `level`, `linear` or `gauss`.
        q: Up to here a difference does not count.
        p: From here on it counts in full.
        s: The turning point of `gauss`.
    """

    kind: str = "linear"
    q: float = 0.0
    p: float = 0.0
    s: float = 1.0


KINDS: dict[str, Callable[[Array, Preference], Array]] = {
    "usual": lambda d, _: np.where(d > 0, 1.0, 0.0),
    "ushape": lambda d, f: np.where(d > f.q, 1.0, 0.0),
    "vshape": lambda d, f: np.clip(d / f.p, 0, 1),
    "level": lambda d, f: 0.5 * (d > f.q) + 0.5 * (d > f.p),
    "linear": lambda d, f: np.clip((d - f.q) / (f.p - f.q), 0, 1),
    "gauss": lambda d, f: np.where(d > 0, 1 - np.exp(-(d**2) / (2 * f.s**2)), 0.0),
}


def flows(value: Array, preferences: Sequence[Preference]) -> Array:
    """The net flow of every option on every criterion.

    Args:
        value: … × n × m scores, higher is better.
        preferences: One a criterion.

    Returns:
        … × n × m numbers from −1 to 1. Net flows of PROMETHEE II are these times the weights.

    Raises:
        AnalysisError: If a kind is unknown, or there is only one option.
    """
    n = value.shape[-2]
    unknown = {f.kind for f in preferences} - set(KINDS)
    if unknown or n < 2:
        raise AnalysisError(
            f"No flows of {n} option(s) with {', '.join(sorted(unknown)) or 'these kinds'}: give at "
            f"least two options, and kinds out of {', '.join(KINDS)}."
        )
    found = np.empty(value.shape)
    for j, preference in enumerate(preferences):
        d = value[..., :, None, j] - value[..., None, :, j]
        strength = KINDS[preference.kind](d, preference)
        found[..., j] = (strength.sum(axis=-1) - strength.sum(axis=-2)) / (n - 1)
    return found


def stability(flow: Array, weight: Array, criterion: int) -> tuple[float, float]:
    """Between which weights of one criterion the whole order stays as it is.

    The other weights keep their proportions. Net flows are linear in the weight, so the ends are
    exact [@mareschal1988].

    Args:
        flow: n × m flows, see `flows`.
        weight: m weights that add up to one.
        criterion: Which weight moves.
    """
    own = flow[:, criterion]
    others = np.delete(flow, criterion, axis=1) @ np.delete(weight, criterion)
    rest = others / (1 - weight[criterion])
    low, high = 0.0, 1.0
    now = float(weight[criterion])
    for i in range(len(flow)):
        for k in range(i):
            slope = (own[i] - own[k]) - (rest[i] - rest[k])
            if abs(slope) > 1e-12:
                turn = float(-(rest[i] - rest[k]) / slope)
                low, high = (max(low, turn), high) if turn < now else (low, min(high, turn))
    return low, high


def topsis(value: Array, weight: Array, sign: Sequence[int]) -> Array:
    """Closeness to the best of all criteria, 0 to 1, with vector normalisation [@hwang1981].

    Args:
        value: n × m positive measurements.
        weight: m weights.
        sign: 1 where more is better, −1 where less is.
    """
    scaled = value / np.linalg.norm(value, axis=0) * np.asarray(weight) * np.asarray(sign)
    to_best = np.linalg.norm(scaled - scaled.max(axis=0), axis=1)
    to_worst = np.linalg.norm(scaled - scaled.min(axis=0), axis=1)
    return np.asarray(to_worst / (to_best + to_worst))
