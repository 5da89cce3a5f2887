"""Options ordered by the importance of criteria alone: what holds for all weights that keep it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from twodeltas.shared.intervals import Array
from walkback.errors import AnalysisError

TOP, DEPENDS, BEATEN = "robust top", "depends", "dominated"
PLACES = 3  # how many places count as the top
LIKELY = 2 / 3  # of the draws, the “likely” of the guidance that is cited below
STEP = 25.0  # a step of the scale of scores, 0 to 100
TINY = 1e-9

Transform = Callable[[Array], Array]  # … × n × m scores into as many numbers


@dataclass(frozen=True)
class Question:
    """What is ordered.

    Attributes:
        options: Ids of the n options.
        value: n × m scores from 0 to 100, criteria as columns.
        low: n × m lowest scores that are possible.
        high: n × m highest.
        corners: k × m weightings; every weighting that is allowed is a mixture of them.
    """

    options: tuple[str, ...]
    value: Array
    low: Array
    high: Array
    corners: Array

    def without(self, option: str) -> Question:
        """The same question with one option left out."""
        kept = [i for i, name in enumerate(self.options) if name != option]
        names = tuple(self.options[i] for i in kept)
        return Question(names, self.value[kept], self.low[kept], self.high[kept], self.corners)


def _as_it_is(value: Array) -> Array:
    return value


def ordered(order: Sequence[int], m: int | None = None) -> Array:
    """The corners of all weightings that keep an order of importance.

    Args:
        order: Columns of the criteria, the most important first.
        m: Number of criteria; None means as many as are ordered.

    Returns:
        k × m array: the first criterion alone, the first two in equal parts, …
    """
    corners = np.zeros((len(order), m or len(order)))
    for k in range(len(order)):
        corners[k, list(order[: k + 1])] = 1 / (k + 1)
    return corners


def equal(m: int) -> Array:
    """The one weighting in which all m criteria count alike, as 1 × m corners."""
    return np.full((1, m), 1 / m)


def centroid(corners: Array) -> Array:
    """The middle of the allowed weightings: with an order of importance the rank-order centroid.

    For m criteria w_k = (1/k + … + 1/m) / m [@barron1996].
    """
    return np.asarray(corners.mean(axis=0))


def dominance(value: Array, corners: Array) -> np.ndarray:
    """Which option is ahead of which under every allowed weighting.

    With an order of importance this is the test of partial averages: i is ahead of j if every
    running mean of v_i − v_j, the most important criterion first, is at least 0 and one is above.

    Args:
        value: n × m scores.
        corners: k × m corners of the allowed weightings.

    Returns:
        n × n array of truths; the row is ahead of the column.
    """
    reached = value @ corners.T
    lead = reached[:, None, :] - reached[None, :, :]
    return np.asarray((lead >= -TINY).all(axis=2) & (lead > TINY).any(axis=2))


def weightings(corners: Array, draws: int, rng: np.random.Generator) -> Array:
    """Weightings drawn evenly over all that are allowed; draws × m."""
    return rng.dirichlet(np.ones(len(corners)), size=draws) @ corners


def scores(question: Question, draws: int, rng: np.random.Generator) -> Array:
    """Scores drawn evenly between their lowest and highest; draws × n × m."""
    return rng.uniform(question.low, question.high, size=(draws, *question.value.shape))


def places(totals: Array) -> Array:
    """The place of each option in each draw, 1 the best; options that tie share the mean place."""
    above = (totals[:, None, :] > totals[:, :, None] + TINY).sum(axis=2)
    level = (np.abs(totals[:, None, :] - totals[:, :, None]) <= TINY).sum(axis=2)
    return np.asarray(above + (level + 1) / 2)


def acceptability(
    question: Question, *, seed: int, draws: int, transform: Transform = _as_it_is
) -> pd.DataFrame:
    """How often each option reaches the top when weights and scores vary (SMAA) [@lahdelma2001].

    Args:
        question: The options.
        seed: Of the draws.
        draws: How many.
        transform: How scores become what is weighted and summed; as they are if not given.

    Returns:
        By option: `top`, the share of draws in which it has one of the first three places; `low,
        median, high`, its 5th, 50th and 95th percentile of place; `tier`, see `tiers`.
    """
    _refuse_small(question)
    rng = np.random.default_rng(seed)
    weight = weightings(question.corners, draws, rng)
    drawn = scores(question, draws, rng)
    place = places(np.einsum("dnm,dm->dn", transform(drawn), weight))
    low, median, high = np.percentile(place, [5, 50, 95], axis=0)
    found = pd.DataFrame(
        {"top": (place <= PLACES).mean(axis=0), "low": low, "median": median, "high": high},
        index=pd.Index(question.options, name="option"),
    )
    ahead = dominance(transform(question.value), question.corners)
    return found.assign(tier=tiers(found["top"].to_numpy(), ahead))


def tiers(top: Array, ahead: np.ndarray) -> list[str]:
    """The tier of each option.

    Args:
        top: Share of the draws in which it has one of the first places.
        ahead: n × n, see `dominance`.

    Returns:
        `robust top` if so few others can be ahead that an option has one of the first places under
        every allowed weighting, and is likely to when scores vary as well. `dominated` if so many
        others are ahead under every allowed weighting that none of these places is left, and it is
        unlikely to have one when scores vary. Else `depends`, on weights or scores. Likely means in two
        thirds of the draws, unlikely in one [@ipcc2010].
    """
    n = len(ahead)
    lost = ahead.sum(axis=0) >= PLACES
    held = n - 1 - ahead.sum(axis=1) < PLACES
    found = np.where(held & (top >= LIKELY), TOP, DEPENDS)
    return [str(tier) for tier in np.where(lost & (top <= 1 - LIKELY), BEATEN, found)]


def reversals(question: Question, transform: Transform = _as_it_is) -> pd.DataFrame:
    """Pairs whose order turns round when a third option is left out.

    Args:
        question: The options, compared at the middle of the allowed weightings.
        transform: As in `acceptability`.

    Returns:
        `left_out, first, second`: `first` is ahead of `second` only while `left_out` is there.
    """
    found = []
    whole = _totals(question, transform)
    for gone in question.options:
        rest = _totals(question.without(gone), transform)
        for first in rest.index:
            for second in rest.index:
                was, now = whole[first] - whole[second], rest[first] - rest[second]
                if was > TINY and now < -TINY:
                    found.append((gone, first, second))
    return pd.DataFrame(found, columns=["left_out", "first", "second"])


def _totals(question: Question, transform: Transform) -> pd.Series:
    value = transform(question.value)
    return pd.Series(value @ centroid(question.corners), index=question.options)


def _refuse_small(question: Question) -> None:
    if len(question.options) <= PLACES:
        raise AnalysisError(
            f"{len(question.options)} options cannot be parted into {PLACES} places and a rest → "
            "add options to data/raw/actions.csv."
        )
