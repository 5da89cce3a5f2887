"""The shares of one edition as arrays of intervals, and the clusters that are asked for by name."""

from __future__ import annotations

import difflib
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from twodeltas.shared.bounds import METRICS, TINY, TOTAL, Bounds
from walkback.errors import AnalysisError

Array = NDArray[np.float64]
LIST = 100  # clusters in a published list


@dataclass(frozen=True)
class Ranges:
    """What is known of n clusters on m metrics.

    Attributes:
        clusters: The n ids.
        metrics: The m metrics.
        low: Lowest possible shares in percent of the world, n × m.
        high: Highest possible shares, n × m, inf where nothing is known.
        total: Lowest and highest possible sums of shares, n × 2.
        rank: Published overall ranks, n, NaN where not published.
        place: Published ranks in each metric, n × m, NaN where not published.
        count: Published counts, n × m, NaN where not published.
        world: Lowest and highest possible world counts, m × 2.
    """

    clusters: tuple[str, ...]
    metrics: tuple[str, ...]
    low: Array
    high: Array
    total: Array
    rank: Array
    place: Array
    count: Array
    world: Array

    def __len__(self) -> int:
        """The number of clusters."""
        return len(self.clusters)

    def index(self, cluster: str) -> int:
        """The row of a cluster.

        Raises:
            AnalysisError: If the edition does not list it; the nearest name is suggested.
        """
        if cluster in self.clusters:
            return self.clusters.index(cluster)
        near = difflib.get_close_matches(cluster, self.clusters, n=1, cutoff=0.6)
        hint = f"; did you mean '{near[0]}'?" if near else f": choose one of {self._some()}."
        raise AnalysisError(f"This edition has no cluster '{cluster}'{hint}")

    def _some(self) -> str:
        return ", ".join(self.clusters[:8]) + (", …" if len(self) > 8 else "")

    def only(self, clusters: Sequence[str]) -> Ranges:
        """The same for some of the clusters, in the order given."""
        place = {cluster: row for row, cluster in enumerate(self.clusters)}
        rows = [place[c] if c in place else self.index(c) for c in clusters]
        names = ("low", "high", "total", "rank", "place", "count")
        taken = {name: getattr(self, name)[rows] for name in names}
        return replace(self, clusters=tuple(clusters), **taken)

    def pair(self, first: str, second: str) -> tuple[int, int]:
        """The rows of two different clusters about whose shares something is known.

        Raises:
            AnalysisError: If they are the same, unknown, or nothing limits one of their shares.
        """
        if first == second:
            raise AnalysisError(f"'{first}' is compared with itself: name two different clusters.")
        rows = self.index(first), self.index(second)
        for row in rows:
            open_ = [m for m, h in zip(self.metrics, self.high[row], strict=True) if math.isinf(h)]
            if open_:
                raise AnalysisError(
                    f"Nothing published limits {', '.join(open_)} of '{self.clusters[row]}' in this "
                    "edition: choose an edition with published shares, such as 2023 or 2025."
                )
        return rows

    def require_limits(self) -> None:
        """Check that every share has an upper limit, as drawing and comparing need.

        Raises:
            AnalysisError: If nothing published limits a share.
        """
        open_ = self._where(np.isinf(self.high.max(axis=1)))
        if open_:
            raise AnalysisError(
                f"Nothing published limits the shares of {', '.join(open_[:5])}: leave them out, "
                "for example with ranges.only(ranges.bounded)."
            )

    @property
    def bounded(self) -> tuple[str, ...]:
        """The clusters whose sum of shares is known to be above zero and below a limit."""
        keep = (self.total[:, 0] > TINY) & np.isfinite(self.high).all(axis=1)
        return self._where(keep)

    def narrow(self, width: float = 0.3) -> tuple[str, ...]:
        """The clusters all of whose shares are known to `width` percentage points."""
        return self._where((self.high - self.low).max(axis=1) <= width)

    def known(self, metric: str) -> tuple[str, ...]:
        """The clusters whose share in a metric is stated, derived or bounded on both sides."""
        j = self.metrics.index(metric)
        keep = (self.low[:, j] > 0) & np.isfinite(self.high[:, j])
        return self._where(keep)

    def _where(self, keep: NDArray[np.bool_]) -> tuple[str, ...]:
        return tuple(self.clusters[i] for i in np.flatnonzero(keep))

    @property
    def middle(self) -> Array:
        """One possible point a cluster, n × m: as far along every interval as the sum allows.

        Without knowledge of the sum these are the middles of the intervals.
        """
        low, high = self.low.sum(axis=1), self.high.sum(axis=1)
        spread = np.where(high - low > TINY, high - low, 1.0)
        step = np.clip((self.total.mean(axis=1) - low) / spread, 0.0, 1.0)
        found: Array = self.low + step[:, None] * (self.high - self.low)
        return found


def from_bounds(edition: pd.DataFrame, bounds: Bounds, metrics: Sequence[str] = METRICS) -> Ranges:
    """The intervals of all clusters of an edition as arrays.

    Args:
        edition: See `twodeltas.shared.bounds.derive`.
        bounds: What that function returned.
        metrics: The metrics that the rank of this edition is computed from.

    Raises:
        AnalysisError: If no metric is given, or one that the edition does not have.
    """
    missing = [m for m in metrics if f"{m}_share" not in edition]
    if missing or not metrics:
        raise AnalysisError(
            f"This edition has no metric {', '.join(missing) or 'at all'}: choose from "
            f"{', '.join(m for m in METRICS if f'{m}_share' in edition)}."
        )
    clusters = tuple(str(c) for c in edition.index)
    ends = np.array([[bounds.interval(c, m) for m in metrics] for c in clusters])
    total = np.array([bounds.interval(c, TOTAL) for c in clusters])
    low, high = ends[:, :, 0], ends[:, :, 1]
    total = np.column_stack(
        [np.maximum(total[:, 0], low.sum(axis=1)), np.minimum(total[:, 1], high.sum(axis=1))]
    )
    return Ranges(
        clusters=clusters,
        metrics=tuple(metrics),
        low=low,
        high=high,
        total=total,
        rank=edition["rank"].to_numpy(dtype=float),
        place=_columns(edition, metrics, "rank"),
        count=_columns(edition, metrics, "count"),
        world=np.array([bounds.interval("world", m) for m in metrics]),
    )


def _columns(edition: pd.DataFrame, metrics: Sequence[str], what: str) -> Array:
    return edition[[f"{m}_{what}" for m in metrics]].to_numpy(dtype=float)
