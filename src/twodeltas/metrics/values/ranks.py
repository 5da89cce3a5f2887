"""Who is ranked where: the clusters that are shown, and who of the pair is ahead in what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from twodeltas.metrics import edition_shares
from twodeltas.metrics.names import in_a_sentence
from twodeltas.shared.bounds import METRICS, TOTAL
from twodeltas.shared.profile import Profile, row_origin
from walkback.values.markdown import join
from walkback.values.number_format import NumberFormat
from walkback.values.value import Origin, Value

SHOWN = 15  # clusters in the table and the figure of the top


@dataclass(frozen=True)
class Top:
    """The top of the list, with the pair.

    Attributes:
        clusters: The ids that are shown, the best first, then the pair where it is not among them.
        shares: Their rows of `twodeltas.metrics.edition_shares.standing`.
        wins_on_sum: Whether the first has the largest sum without leading in every metric.
        n_only_limit: Of how many sums only an upper limit is known.
    """

    clusters: list[str]
    shares: pd.DataFrame
    wins_on_sum: bool
    n_only_limit: int


def top(
    ranked: pd.DataFrame, shares: pd.DataFrame, metrics: Sequence[str], pair: Sequence[str]
) -> Top:
    """Choose the clusters that are shown, and say how the first wins.

    Args:
        ranked: See `twodeltas.shared.editions.of_edition`.
        shares: See `twodeltas.metrics.edition_shares.standing`.
        metrics: The metrics of the edition.
        pair: The two cluster ids.
    """
    best = ranked["rank"].nsmallest(SHOWN).index
    clusters = [*best, *(c for c in pair if c not in best)]
    rows = shares[shares["cluster"].isin(clusters)]
    first = str(ranked["rank"].idxmin())
    trails = any(edition_shares.trails(shares, m, first) for m in metrics)
    known = rows.loc[rows["quantity"] == TOTAL, "known"]
    return Top(
        clusters=clusters,
        shares=rows,
        wins_on_sum=edition_shares.leads(shares, TOTAL, first) and trails,
        n_only_limit=int((known == edition_shares.OPEN).sum()),
    )


def lead_sentence(a: Profile, b: Profile, shares: pd.DataFrame, metrics: Sequence[str]) -> str:
    """Who is ahead in which metric, as a title."""
    ahead: dict[str, list[str]] = {"first": [], "second": [], "open": []}
    for metric in metrics:
        order = edition_shares.order_in_metric(shares, metric, a.cluster, b.cluster)
        ahead[order].append(in_a_sentence(metric))
    parts = [
        f"{who.short} is ahead in {join(ahead[key])}"
        for key, who in (("first", a), ("second", b))
        if ahead[key]
    ]
    if ahead["open"]:
        parts.append(f"{join(ahead['open'])} cannot be told apart")
    return join(parts, ", ")


def origins(edition: pd.DataFrame, clusters: Sequence[str]) -> tuple[Origin, ...]:
    """The raw rows behind several clusters of an edition."""
    return tuple(sorted(row_origin(edition.loc[c]) for c in clusters if c in edition.index))


def counted(numbers: NumberFormat, clusters: Sequence[str], edition: pd.DataFrame) -> Value:
    """How many clusters there are, as a value that comes from their rows."""
    rows = origins(edition, clusters)
    return Value.exact(len(clusters), how="counted rows", origins=rows, format=numbers)


def handed_over(a: Profile, b: Profile) -> dict[str, Value]:
    """The values of the pair that the summary quotes, by name."""
    values: dict[str, Value] = {}
    for letter, one in (("a", a), ("b", b)):
        values |= {f"rank_{letter}": one.rank, f"total_{letter}": one.total}
        values |= {f"{m}_{letter}": one.share[m] for m in METRICS}
        values |= {f"{m}_place_{letter}": one.place[m] for m in METRICS}
    return values
