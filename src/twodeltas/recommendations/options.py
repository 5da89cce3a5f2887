"""The options of a cluster as a question of order: scores, their errors, importance of criteria."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from twodeltas.recommendations import smaa
from twodeltas.recommendations.outranking import Preference, flows, stability, topsis
from twodeltas.recommendations.smaa import STEP, Question, Transform, centroid
from twodeltas.shared.intervals import Array
from walkback.errors import AnalysisError

INDIFFERENT, PREFERRED = STEP, 2 * STEP  # thresholds of PROMETHEE: not below the error of a score


def by_importance(criteria: pd.DataFrame) -> list[str]:
    """The ids of the criteria, the most important first."""
    return [str(row) for row in criteria.sort_values("importance").index]


def question(
    actions: pd.DataFrame,
    scores: pd.DataFrame,
    order: Sequence[str],
    cluster: str,
    *,
    error: float = 1.0,
    importance: bool = True,
) -> Question:
    """The options of one cluster, with what their scores may be.

    A score may be a step higher or lower, or lies between its own lowest and highest.

    Args:
        actions: The table `actions` by id.
        scores: The table `scores`.
        order: Ids of the criteria, the most important first.
        cluster: Whose options.
        error: How many times as wide the errors are.
        importance: Whether weights keep this order; otherwise all criteria count alike.

    Raises:
        AnalysisError: If an option has no score, or two, on a criterion.
    """
    options = [str(row) for row in actions.index[actions["cluster"] == cluster]]
    _refuse_gaps(scores, options, order)
    value, below, above = (
        _square(column, scores, options, order)
        for column in (scores["score"], _error(scores, "low"), _error(scores, "high"))
    )
    low = np.clip(value - error * below, 0, 100)
    high = np.clip(value + error * above, 0, 100)
    m = len(order)
    corners = smaa.ordered(range(m)) if importance else smaa.equal(m)
    return Question(tuple(options), value, low, high, corners)


def promethee(m: int) -> Transform:
    """Net flows on m criteria in place of scores: how far each option outranks the others.

    Differences up to a step of the scale, the error of a score, do not count; two steps count in full.
    """
    preferences = [Preference("linear", INDIFFERENT, PREFERRED)] * m
    return lambda value: flows(value, preferences)


def cross_checked(asked: Question) -> pd.DataFrame:
    """The options by three ways to compare, at the middle of the allowed weightings.

    Returns:
        By option: `value`, the weighted sum; `net_flow` of PROMETHEE II; `closeness` of TOPSIS.
    """
    weight = centroid(asked.corners)
    m = asked.value.shape[1]
    columns = {
        "value": asked.value @ weight,
        "net_flow": promethee(m)(asked.value) @ weight,
        "closeness": topsis(asked.value, weight, [1] * m),
    }
    return pd.DataFrame(columns, index=pd.Index(asked.options, name="option"))


def same_first(checked: pd.DataFrame, other: str) -> list[str]:
    """The options that have one of the first places by value and by another column."""
    both = (set(checked[c].nlargest(smaa.PLACES).index) for c in ("value", other))
    return sorted(set.intersection(*both))


def stable_weights(asked: Question) -> pd.DataFrame:
    """Between which weights of each criterion the order by net flow stays as it is.

    Returns:
        One row a criterion, in the order of the columns: `low, weight, high`.
    """
    weight, flow = centroid(asked.corners), promethee(asked.value.shape[1])(asked.value)
    ends = [stability(flow, weight, j) for j in range(len(weight))]
    rows = [(low, now, high) for (low, high), now in zip(ends, weight, strict=True)]
    return pd.DataFrame(rows, columns=["low", "weight", "high"])


def _error(scores: pd.DataFrame, side: str) -> pd.Series:
    """How far each score may be off to one side, a step if the table does not say."""
    off = scores[f"score_{side}"].astype(float) - scores["score"].astype(float)
    return off.abs().fillna(STEP)


def _square(
    column: pd.Series, scores: pd.DataFrame, options: Sequence[str], order: Sequence[str]
) -> Array:
    """A column of the scores as options × criteria."""
    places = zip(scores["option"], scores["criterion"], strict=True)
    cells = dict(zip(places, column.astype(float), strict=True))
    return np.array([[cells[option, criterion] for criterion in order] for option in options])


def _refuse_gaps(scores: pd.DataFrame, options: Sequence[str], order: Sequence[str]) -> None:
    counts = scores.groupby(["option", "criterion"]).size()
    for option in options:
        for criterion in order:
            if (number := int(counts.get((option, criterion), 0))) != 1:
                raise AnalysisError(
                    f"data/raw/scores.csv: {option} has {number} scores on {criterion} → it needs one; "
                    "add the row, or delete the second."
                )
