"""The ranks of two clusters over the editions, and what may be compared of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from twodeltas.shared import editions

LATER = "a further metric enters"  # after the edition that the profile is about


@dataclass(frozen=True)
class Past:
    """The ranks of a pair over the editions.

    Attributes:
        points: See `twodeltas.shared.editions.history`, with `name`.
        breaks: The changes of method between the first and the last of these editions.
        both: The editions that rank both, each with the two ranks (`first`, `second`).
        before: For each cluster of the pair by id, the names of those that merged into it.
        later: For each cluster of the pair that merged into another one, the name of that one.
        span: For each cluster, its ranks (`best`, `worst`, `n`) under the method and borders of the
            edition of the profile.
    """

    points: pd.DataFrame
    breaks: Mapping[int, str]
    both: pd.DataFrame
    before: Mapping[str, list[str]]
    later: Mapping[str, str]
    span: Mapping[str, tuple[int, int, int]]

    @property
    def several(self) -> bool:
        """Whether there is more than one edition to look at."""
        return int(self.points["edition"].nunique()) > 1

    def won(self, which: str, other: str) -> int:
        """In how many editions that rank both one of them has the better rank."""
        return int((self.both[which] < self.both[other]).sum())


def past(
    rankings: pd.DataFrame,
    clusters: pd.DataFrame,
    pair: tuple[str, str],
    names: Mapping[str, str],
    year: int,
) -> Past:
    """Look up the ranks of a pair in all editions.

    Args:
        rankings: See `twodeltas.shared.tidy.rankings`.
        clusters: `data/clusters.csv` by id.
        pair: The two cluster ids.
        names: Names by cluster id.
        year: The edition of the profile.
    """
    found = editions.history(rankings, clusters, pair)
    points = found.assign(name=found["cluster"].map(names))
    years = points["edition"]
    merged = clusters["later_part_of"].dropna()
    return Past(
        points=points,
        breaks={
            edition: what if edition <= year else LATER
            for edition, what in editions.BREAKS.items()
            if not points.empty and years.min() < edition <= years.max()
        },
        both=_both(points, pair),
        before={
            c: [
                names[str(one)]
                for one in merged.index[merged == c]
                if one in set(points["cluster"])
            ]
            for c in pair
        },
        later={c: names[str(merged[c])] for c in pair if c in merged.index},
        span={c: _span(points, c, year) for c in pair},
    )


def _both(points: pd.DataFrame, pair: tuple[str, str]) -> pd.DataFrame:
    """The ranks in the editions that list both under their own names."""
    own = points[points["cluster"].isin(pair)]
    wide = own.pivot_table(index="edition", columns="cluster", values="rank")
    wide = wide.reindex(columns=list(pair)).dropna()
    return wide.set_axis(["first", "second"], axis=1).reset_index()


def _span(points: pd.DataFrame, cluster: str, year: int) -> tuple[int, int, int]:
    """Best and worst rank and number of editions in the unbroken stretch of an edition."""
    here = points[(points["cluster"] == cluster) & (points["edition"] == year)]
    stretch = points[points["segment"].isin(here["segment"])]
    if stretch.empty:
        return 0, 0, 0
    return int(stretch["rank"].min()), int(stretch["rank"].max()), len(stretch)
