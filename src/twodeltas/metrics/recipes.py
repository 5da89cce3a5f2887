"""Other recipes for one score: sums, means of scaled shares, geometric means, pairwise votes."""

from collections.abc import Callable

import numpy as np
import pandas as pd
from scipy.stats import kendalltau, rankdata

from twodeltas.metrics.scaling import min_max, positive, share_of_max, z_scores
from twodeltas.metrics.simplex import equal
from twodeltas.shared.intervals import Array
from walkback.errors import AnalysisError


def arithmetic(table: Array, weights: Array) -> Array:
    """Weighted means of n × m scores, n."""
    return table @ weights


def geometric(table: Array, weights: Array) -> Array:
    """Weighted geometric means of n × m scores, n.

    Raises:
        AnalysisError: If a score is zero or negative, for which a geometric mean says nothing.
    """
    wrong = int((table <= 0).sum())
    if wrong:
        raise AnalysisError(
            f"A geometric mean needs scores above zero, and {wrong} of {table.size} are not: rescale "
            "them to 1–100 first, or leave those clusters out."
        )
    return np.exp(np.log(table) @ weights)


def copeland(table: Array, weights: Array) -> Array:
    """Pairwise votes: clusters beaten less clusters beaten by, n (Munda and Nardo 2009).

    A metric votes with its weight for the cluster with the higher score; a tie on a metric is no vote.
    """
    votes = np.einsum("ikj,j->ik", np.sign(table[:, None, :] - table[None, :, :]), weights)
    found: Array = np.sign(np.where(np.abs(votes) < 1e-12, 0.0, votes)).sum(axis=1)
    return found


RECIPES: dict[str, Callable[[Array, Array], Array]] = {
    "sum of shares": arithmetic,
    "mean of min–max scores": lambda x, w: arithmetic(100 * min_max(x), w),
    "mean of z-scores": lambda x, w: arithmetic(z_scores(x), w),
    "mean of shares of the maximum": lambda x, w: arithmetic(100 * share_of_max(x), w),
    "geometric mean of shares": geometric,
    "geometric mean of min–max scores, 1–100": lambda x, w: geometric(positive(x), w),
    "pairwise votes (Copeland)": copeland,
}


def ranks(scores: Array) -> Array:
    """Ranks of scores, 1 for the highest; ties share the better rank."""
    found: Array = rankdata(-np.round(scores, 12), method="min")
    return found


def compare(table: Array, clusters: tuple[str, ...], published: Array) -> pd.DataFrame:
    """Every recipe on one complete table of shares, at equal weights.

    Args:
        table: Shares, n × m, complete.
        clusters: The n ids.
        published: Their published ranks.

    Returns:
        One row a recipe and cluster: `recipe, cluster, score, rank, published`. A recipe that cannot
        be computed has NaN and says why in `note`.
    """
    parts = []
    for name, recipe in RECIPES.items():
        frame = pd.DataFrame({"recipe": name, "cluster": clusters, "published": published})
        try:
            scores = recipe(table, equal(table.shape[1]))
        except AnalysisError as error:
            parts.append(frame.assign(score=np.nan, rank=np.nan, note=str(error)))
            continue
        parts.append(frame.assign(score=scores, rank=ranks(scores), note=""))
    return pd.concat(parts, ignore_index=True)


def summary(compared: pd.DataFrame, first: str, second: str) -> pd.DataFrame:
    """What each recipe does to the pair and to the top.

    Args:
        compared: What `compare` returned.
        first: Id of the first cluster of the pair.
        second: Id of the second.

    Returns:
        One row a recipe: `recipe, leader, first_rank, second_rank, first_ahead` (None at a tie),
        `mean_shift` (mean absolute change of rank against the published order within the table),
        `tau` (Kendall's τ-b against it), `note`.
    """
    rows = []
    for name, part in compared.groupby("recipe", sort=False):
        by = part.set_index("cluster")
        base = rankdata(by["published"], method="min")
        a, b = (float(by["rank"][c]) for c in (first, second))
        rows.append(
            {
                "recipe": name,
                "leader": ", ".join(by.index[by["rank"] == 1]),
                "first_rank": a,
                "second_rank": b,
                "first_ahead": None if a == b or np.isnan(a) else bool(a < b),
                "mean_shift": float(np.abs(by["rank"] - base).mean()),
                "tau": float(kendalltau(base, by["rank"]).statistic),
                "note": by["note"].iloc[0],
            }
        )
    return pd.DataFrame(rows)
