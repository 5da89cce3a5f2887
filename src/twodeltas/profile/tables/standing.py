"""The cells of the tables on where two clusters stand: figures, first places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from twodeltas.metrics.names import METRIC_NAMES
from twodeltas.profile.edition import Edition
from twodeltas.profile.order import FIRST, LEVEL, OPEN, SECOND
from twodeltas.profile.values.standing import First
from twodeltas.shared.bounds import TOTAL
from twodeltas.shared.profile import Profile
from walkback.values.markdown import Markdown, strong
from walkback.values.value import Value

WIDE = 5  # places: a rank that is known less sharply is told by its best end
COUNTED = {
    "pct": "number of applications",
    "publications": "number of papers",
    "vc": "number of deals",
}


def side_by_side(
    a: Profile, b: Profile, edition: Edition, order: Mapping[str, str], overall: str
) -> pd.DataFrame:
    """Number, share and rank in each metric, the sum of shares and the rank of both clusters.

    Args:
        a: The first cluster.
        b: The second.
        edition: The edition.
        order: Who is ahead by metric.
        overall: Who is ahead by published rank.
    """
    ahead = {FIRST: a.name, SECOND: b.name, LEVEL: "level", OPEN: "cannot be told"}
    rows: list[dict[str, object]] = []
    for metric in edition.metrics:
        name, told = METRIC_NAMES[metric], ahead[order[metric]]
        places = [_place(edition, one.cluster, metric) for one in (a, b)]
        figures: dict[str, Sequence[object]] = {
            COUNTED[metric]: [bare(one.count[metric]) for one in (a, b)],
            "share of the world, %": [bare(one.share[metric]) for one in (a, b)],
            "rank in the metric": places,
        }
        rows += _rows(name, figures, told, (a.name, b.name))
    if len(edition.metrics) > 1:
        sums = {"": [bare(a.total), bare(b.total)]}
        rows += _rows("Sum of shares", sums, "", (a.name, b.name))
    ranks = {"": [bare(a.rank), bare(b.rank)]}
    rows += _rows("Rank in the list", ranks, ahead[overall], (a.name, b.name))
    return pd.DataFrame(rows, dtype=object)


def _rows(
    measure: str, figures: Mapping[str, Sequence[object]], ahead: str, names: tuple[str, str]
) -> list[dict[str, object]]:
    """A row for each figure that is known of one of the two.

    The first has the name of what is measured, and who is ahead.
    """
    known = {what: cells for what, cells in figures.items() if any(c is not None for c in cells)}
    known = known or dict(list(figures.items())[:1])
    return [
        {
            "Measure": Markdown(", ".join(filter(None, [strong(measure), what])))
            if i == 0
            else what,
            names[0]: cells[0],
            names[1]: cells[1],
            "Ahead": ahead if i == 0 else "",
        }
        for i, (what, cells) in enumerate(known.items())
    ]


def bare(value: Value) -> Value | None:
    """A value for a cell that names its unit itself; None where it is not known."""
    return value.bare if value.known else None


def _place(edition: Edition, cluster: str, metric: str) -> object:
    """The rank in a metric: as published, as it follows from figures, or its best end."""
    found = edition.places(cluster, metric)
    if found is None:
        return None
    best, worst = found
    if best == worst:
        return str(best)
    return f"{best}–{worst}" if worst - best <= WIDE else f"{best} at best"


def first_in_the_world(firsts: Sequence[First], a: Profile, b: Profile) -> pd.DataFrame:
    """One row a metric: who is first, its figure, and how many times as much as each it has.

    Args:
        firsts: See `twodeltas.profile.values.standing.firsts`.
        a: The first cluster.
        b: The second.
    """
    return pd.DataFrame(
        [
            {
                "Metric": METRIC_NAMES[first.metric],
                "First": first.names,
                "Its figure": _figure(first),
                f"times {a.name}": _distance(first, a, 0),
                f"times {b.name}": _distance(first, b, 1),
            }
            for first in firsts
        ],
        dtype=object,
    )


def _figure(first: First) -> str | None:
    """Count and share of the first in a metric, as far as they are known."""
    if first.leader is None:
        return None
    share = first.leader.total if first.metric == TOTAL else first.leader.share[first.metric]
    count = None if first.metric == TOTAL else first.leader.count[first.metric]
    told = [value.bare.text for value in (count,) if value is not None and value.known]
    told += [share.text] if share.known else []
    return ", ".join(told) or None


def _distance(first: First, one: Profile, which: int) -> object:
    if first.leader is not None and first.leader.cluster == one.cluster:
        return "is first"
    return first.distances[which]
