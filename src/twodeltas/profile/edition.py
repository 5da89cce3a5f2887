"""One edition with all that its published figures imply, for any two of its clusters."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from twodeltas.metrics.breaks import rank_ends, with_unlisted
from twodeltas.metrics.reproduce import without_ranks
from twodeltas.metrics.share_polytope import leads
from twodeltas.shared import bounds, editions
from twodeltas.shared.bounds import TINY, Bounds
from twodeltas.shared.intervals import Ranges, from_bounds


@dataclass(frozen=True)
class Edition:
    """An edition of the ranking.

    Attributes:
        year: The edition.
        metrics: What its rank is computed from.
        ranked: Its rows by cluster, see `twodeltas.shared.editions.of_edition`.
        known: The interval of every share and sum.
        ranges: The same as arrays.
        whole: The same with a row for every rank of the published list.
        agrees: Whether the published ranks agree with the figures; else nothing is computed from
            them.
    """

    year: int
    metrics: tuple[str, ...]
    ranked: pd.DataFrame
    known: Bounds
    ranges: Ranges
    whole: Ranges
    agrees: bool = True

    def places(self, cluster: str, metric: str) -> tuple[int, int] | None:
        """The best and the worst possible rank in a metric; None where nothing narrows it."""
        published = float(self.ranked[f"{metric}_rank"][cluster])
        if not math.isnan(published):
            return int(published), int(published)
        if cluster not in self.whole.clusters:
            return None
        best, worst = rank_ends(self.whole, cluster, (metric,))
        if worst - best >= len(self.whole) - 1:
            return None
        taken = set(self.ranked[f"{metric}_rank"].dropna())
        while best in taken and best < worst:
            best += 1
        while worst in taken and worst > best:
            worst -= 1
        return best, worst

    def leaders(self, metric: str) -> list[str]:
        """The clusters that may be first in a metric; none where any number of them may.

        A cluster that the data do not name may be one of them: then nobody knows.
        """
        j = self.metrics.index(metric)
        firsts = np.flatnonzero(self.whole.place[:, j] == 1)
        if not len(firsts):
            firsts = np.flatnonzero(~(leads(self.whole)[0][:, :, j] > TINY).any(axis=0))
        names = [self.whole.clusters[i] for i in firsts]
        return names if all(name in self.ranked.index for name in names) else []


def edition(rankings: pd.DataFrame, year: int) -> Edition:
    """Read one edition and derive what it implies.

    Args:
        rankings: See `twodeltas.shared.tidy.rankings`.
        year: The edition.

    Raises:
        AnalysisError: If the data hold no row of that edition.
    """
    metrics = editions.metrics_of(year)
    ranked = editions.of_edition(rankings, year)
    if len(metrics) == 1:  # the rank in the list is the rank in its only metric
        ranked[f"{metrics[0]}_rank"] = ranked["rank"]
    known, agrees = _known(ranked, metrics)
    ranges = from_bounds(ranked, known, metrics)
    whole = with_unlisted(ranges)
    if not agrees:  # what contradicts the figures is shown, and nothing is computed from it
        ranges = replace(ranges, rank=np.full(len(ranges), np.nan))
    return Edition(year, metrics, ranked, known, ranges, whole, agrees)


def _known(ranked: pd.DataFrame, metrics: tuple[str, ...]) -> tuple[Bounds, bool]:
    """What the figures imply, and whether the overall ranks agree with them."""
    rules = [bounds.ranks_filled]
    try:
        return bounds.derive(ranked, metrics, rules), True
    except ValueError:
        return bounds.derive(without_ranks(ranked, metrics), metrics, rules), False
