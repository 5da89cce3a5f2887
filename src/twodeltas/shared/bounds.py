"""What the published figures of one edition imply about those that are not published.

Every share is known to lie in an interval. Named rules narrow the intervals, each by an inequality
that can be said in one sentence, until none of them narrows anything further. No rule guesses: what
the rules leave open stays open.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pandas as pd

METRICS = ("pct", "publications", "vc")
TOTAL = "total"
TINY = 1e-9  # narrowing by less than this is rounding noise, not knowledge


@dataclass(frozen=True)
class Step:
    """One narrowing of one interval.

    Attributes:
        cluster: Id of the cluster, `world` for a world total.
        quantity: A metric, or `total` for the sum of the shares, in percent of the world.
        end: `low` or `high`.
        value: The new end.
        rule: Name of the inequality.
        reason: The inequality in words.
        rows: The clusters whose published figures were used.
    """

    cluster: str
    quantity: str
    end: str
    value: float
    rule: str
    reason: str
    rows: tuple[str, ...]


@dataclass
class Bounds:
    """The intervals of one edition and the steps that led to them.

    Attributes:
        low: Lower ends by (cluster, quantity).
        high: Upper ends by (cluster, quantity).
        steps: The narrowings in the order in which they were found.
    """

    low: dict[tuple[str, str], float] = field(default_factory=dict)
    high: dict[tuple[str, str], float] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)

    def interval(self, cluster: str, quantity: str) -> tuple[float, float]:
        """The interval as (low, high); (0, inf) where nothing is known."""
        key = (cluster, quantity)
        return self.low.get(key, 0.0), self.high.get(key, math.inf)

    def narrow(self, step: Step) -> bool:
        """Take a step if it narrows the interval; whether it did."""
        ends, better = (self.low, max) if step.end == "low" else (self.high, min)
        old = self.interval(step.cluster, step.quantity)[0 if step.end == "low" else 1]
        new = better(old, step.value)
        if new == old or abs(new - old) < TINY:
            return False
        ends[step.cluster, step.quantity] = new
        self.steps.append(step)
        return True

    def why(self, cluster: str, quantity: str) -> dict[str, Step]:
        """The last step that set each end of an interval."""
        return {s.end: s for s in self.steps if (s.cluster, s.quantity) == (cluster, quantity)}


Figures = dict[str, dict[str, float]]  # by cluster, then by column of the edition
Rule = Callable[[Figures, Bounds, tuple[str, ...]], Iterator[Step]]


def derive(
    edition: pd.DataFrame, metrics: Sequence[str] = METRICS, more: Sequence[Rule] = ()
) -> Bounds:
    """Intervals of all shares and sums of one edition.

    Args:
        edition: One row a cluster (index), with `rank`, `total`, `total_digits` and for each metric m
            `m_count`, `m_share` (percent), `m_digits` (decimals printed) and `m_rank`; NaN where not
            published.
        metrics: The metrics that the rank of this edition is computed from.
        more: Further rules beside the usual ones, such as `ranks_filled`.

    Returns:
        The intervals in percent of the world total and percentage points.

    Raises:
        ValueError: If two published figures contradict each other.
    """
    bounds = Bounds()
    numbers = edition.select_dtypes("number").astype(float)
    figures: Figures = {
        str(c): {str(k): float(v) for k, v in row.items()} for c, row in numbers.iterrows()
    }
    rules: list[Rule] = [printed_share, world_total, count_over_world, printed_total]
    rules += [sum_of_shares, overall_rank, metric_rank, ranks_taken, *more]
    moved = True
    while moved:
        moved = False
        for rule in rules:
            for step in list(rule(figures, bounds, tuple(metrics))):
                moved |= bounds.narrow(step)
        _check(bounds)
    return bounds


def printed_share(figures: Figures, _: Bounds, metrics: tuple[str, ...]) -> Iterator[Step]:
    """A share printed with n decimals lies within half a unit of the last one."""
    for metric in metrics:
        for cluster, share, digits in _rows(figures, f"{metric}_share", f"{metric}_digits"):
            reason = f"printed as {share:.{int(digits)}f}%, rounded to {int(digits)} decimals"
            half = 0.5 * 10**-digits
            yield from _both(cluster, metric, share - half, share + half, "rounding", reason)


def world_total(figures: Figures, _: Bounds, metrics: tuple[str, ...]) -> Iterator[Step]:
    """A count and its printed share bound the world total from both sides."""
    for metric in metrics:
        names = (f"{metric}_count", f"{metric}_share", f"{metric}_digits")
        for cluster, count, share, digits in _rows(figures, *names):
            half = 0.5 * 10**-digits
            if share <= half:
                continue
            ends = (100 * count / (share + half), 100 * count / (share - half))
            reason = "count divided by the printed share"
            for step in _both("world", metric, *ends, "world total", reason):
                yield Step(step.cluster, step.quantity, step.end, step.value, step.rule, step.reason,
                           (cluster,))  # fmt: skip


def count_over_world(figures: Figures, bounds: Bounds, metrics: tuple[str, ...]) -> Iterator[Step]:
    """A share is the count over the world total."""
    for metric in metrics:
        low, high = bounds.interval("world", metric)
        if not math.isfinite(high) or low <= 0:
            continue
        for cluster, count in _rows(figures, f"{metric}_count"):
            reason = "count divided by the world total that the printed shares imply"
            ends = (100 * count / high, 100 * count / low)
            yield from _both(cluster, metric, *ends, "count over world total", reason)


def printed_total(figures: Figures, _: Bounds, __: tuple[str, ...]) -> Iterator[Step]:
    """A printed sum of shares lies within half a unit of its last decimal."""
    for cluster, total, digits in _rows(figures, TOTAL, "total_digits"):
        reason = f"sum printed as {total:.{int(digits)}f}"
        half = 0.5 * 10**-digits
        yield from _both(cluster, TOTAL, total - half, total + half, "printed sum", reason)


def sum_of_shares(figures: Figures, bounds: Bounds, metrics: tuple[str, ...]) -> Iterator[Step]:
    """The sum is the sum of the shares, so each part is the sum less the others."""
    for cluster in figures:
        ends = {q: bounds.interval(cluster, q) for q in (*metrics, TOTAL)}
        low, high = sum(ends[m][0] for m in metrics), sum(ends[m][1] for m in metrics)
        yield from _both(cluster, TOTAL, low, high, "sum of shares", "the shares added up")
        for metric in metrics:
            others = [m for m in metrics if m != metric]
            least = ends[TOTAL][0] - sum(ends[m][1] for m in others)
            most = ends[TOTAL][1] - sum(ends[m][0] for m in others)
            reason = "the sum less the other shares"
            yield from _both(cluster, metric, least, most, "sum less the others", reason)


def overall_rank(figures: Figures, bounds: Bounds, _: tuple[str, ...]) -> Iterator[Step]:
    """A sum is no larger than that of any better-ranked cluster, no smaller than of a worse."""
    yield from _ordered(_ranked(figures, "rank"), TOTAL, "overall rank", bounds)


def metric_rank(figures: Figures, bounds: Bounds, metrics: tuple[str, ...]) -> Iterator[Step]:
    """The same within one metric."""
    for metric in metrics:
        ranked = _ranked(figures, f"{metric}_rank")
        yield from _ordered(ranked, metric, "rank in the metric", bounds)


def ranks_taken(figures: Figures, bounds: Bounds, metrics: tuple[str, ...]) -> Iterator[Step]:
    """Where ranks 1 to k of a metric are all taken, every other cluster is below the k-th."""
    for metric in metrics:
        holder = {rank: cluster for cluster, rank in _ranked(figures, f"{metric}_rank")}
        above: set[str] = set()
        last = 0
        while last + 1 in holder:
            last += 1
            kth = holder[last]
            above.add(kth)
            for other in (c for c in figures if c not in above):
                high, low = bounds.interval(kth, metric)[1], bounds.interval(other, metric)[0]
                reason = f"ranks one to {last} of the metric are taken by others"
                yield Step(other, metric, "high", high, "ranks taken", reason, (kth,))
                reason = f"every cluster outside ranks one to {last} of the metric has less"
                yield Step(kth, metric, "low", low, "ranks taken", reason, (other,))


def ranks_filled(figures: Figures, bounds: Bounds, metrics: tuple[str, ...]) -> Iterator[Step]:
    """Where as many clusters are surely ahead of a rank as its number says, all others are below.

    A cluster is sixth and five are surely larger, whether or not their own ranks are printed: no
    other cluster can have more than the sixth.
    """
    for metric in metrics:
        places = dict(_ranked(figures, f"{metric}_rank"))
        for cluster, rank in places.items():
            high = bounds.interval(cluster, metric)[1]
            ahead = surely_ahead(figures, bounds, metric, cluster, places)
            if not math.isfinite(high) or len(ahead) != rank - 1:
                continue
            for other in (c for c in figures if c != cluster and c not in ahead):
                reason = f"ranks one to {rank} of the metric are taken by others"
                yield Step(other, metric, "high", high, "ranks taken", reason, (cluster,))
                low = bounds.interval(other, metric)[0]
                reason = f"every cluster outside ranks one to {rank} of the metric has less"
                yield Step(cluster, metric, "low", low, "ranks taken", reason, (other,))


def surely_ahead(
    figures: Figures, bounds: Bounds, metric: str, cluster: str, places: dict[str, int]
) -> set[str]:
    """The clusters with a better rank in a metric, or a share that is certainly larger.

    Args:
        figures: The published figures by cluster.
        bounds: What is known so far.
        metric: The metric.
        cluster: The cluster that they are ahead of; it has a rank.
        places: The published ranks in the metric.
    """
    high, rank = bounds.interval(cluster, metric)[1], places[cluster]
    return {
        other
        for other in figures
        if other != cluster
        and (places.get(other, math.inf) < rank or bounds.interval(other, metric)[0] > high + TINY)
    }


def _ordered(
    ranked: list[tuple[str, int]], quantity: str, rule: str, bounds: Bounds
) -> Iterator[Step]:
    for (better, first), (worse, second) in pairwise(ranked):
        if first == second:
            continue
        high, low = bounds.interval(better, quantity)[1], bounds.interval(worse, quantity)[0]
        yield Step(worse, quantity, "high", high, rule, f"ranked below number {first}", (better,))
        yield Step(better, quantity, "low", low, rule, f"ranked above number {second}", (worse,))


def _both(
    cluster: str, quantity: str, low: float, high: float, rule: str, reason: str
) -> Iterator[Step]:
    if math.isfinite(low):
        yield Step(cluster, quantity, "low", low, rule, reason, (cluster,))
    if math.isfinite(high):
        yield Step(cluster, quantity, "high", high, rule, reason, (cluster,))


def _rows(figures: Figures, *names: str) -> Iterator[tuple[Any, ...]]:
    """The cluster and its figures in these columns, where all of them are published."""
    for cluster, row in figures.items():
        found = tuple(row.get(name, math.nan) for name in names)
        if not any(map(math.isnan, found)):
            yield cluster, *found


def _ranked(figures: Figures, column: str) -> list[tuple[str, int]]:
    """The clusters with a published rank, best first."""
    return sorted(((c, int(r)) for c, r in _rows(figures, column)), key=lambda pair: pair[1])


def _check(bounds: Bounds) -> None:
    for key in bounds.low.keys() & bounds.high.keys():
        if bounds.low[key] > bounds.high[key] + 1e-9:
            cluster, quantity = key
            reasons = "; ".join(f"{e}: {s.reason}" for e, s in bounds.why(*key).items())
            raise ValueError(
                f"The published figures contradict each other for {cluster}, {quantity}: at least "
                f"{bounds.low[key]:.3f} but at most {bounds.high[key]:.3f} ({reasons})."
            )
