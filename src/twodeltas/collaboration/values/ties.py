"""Who is tied to whom (sec-ties): how many ties of which kind sources name, and where."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from twodeltas.collaboration import aliases, multiplexity, ties
from twodeltas.collaboration import tie_statistics as statistics
from twodeltas.shared import coverage
from walkback.values.number_format import NumberFormat
from walkback.values.value import Value

BETWEEN = (("hong-kong", "shenzhen"), ("hong-kong", "guangzhou"), ("shenzhen", "guangzhou"))


@dataclass(frozen=True)
class Ties:
    """Numbers of reported ties.

    Attributes:
        located: All ties with the cities of their ends (`ties.located`).
        of_cluster: The same of each cluster.
        kinds: Ties by cluster and kind (`multiplexity.layers`).
        all_kinds: The same for all kinds together (`multiplexity.together`).
        firmness: How firm a tie is, where that was noted (`ties.firmness`).
        n_ties: Ties of each cluster.
        n_outside: Those with an end in a place that does not name the cluster.
        n_across: Those that cross a city boundary.
        n_kind: Ties by cluster and kind.
        n_between: Ties by two southern cities.
        n_provincial: Those of Hong Kong with Guangzhou that are ties of the province's own bodies.
        n_classes: Ties with an end that is a class of bodies and not one.
        n_merged: Names of organisations that are counted under another.
        n_hong_kong: Southern ties with an end in Hong Kong.
        n_loose: Ties that are no more than an occasion or an intention.
        n_several: Pairs of organisations that are tied in several kinds.
        most_shared: The largest share of organisations that two kinds have in common.
    """

    located: pd.DataFrame
    of_cluster: dict[str, pd.DataFrame]
    kinds: pd.DataFrame
    all_kinds: pd.DataFrame
    firmness: pd.DataFrame
    n_ties: dict[str, Value]
    n_outside: dict[str, Value]
    n_across: dict[str, Value]
    n_kind: dict[tuple[str, str], Value]
    n_between: dict[tuple[str, str], Value]
    n_provincial: Value
    n_classes: Value
    n_merged: Value
    n_hong_kong: Value
    n_loose: Value
    n_several: dict[str, Value]
    most_shared: Value


def of(
    numbers: NumberFormat,
    edges: pd.DataFrame,
    cities: pd.DataFrame,
    pair: Sequence[str],
    known_as: pd.DataFrame,
) -> Ties:
    """Count the ties.

    Args:
        numbers: How the values read.
        edges: The table `edges` by id, each organisation under one name (`aliases.merged`).
        cities: The table `cities` by id.
        pair: Ids of the two clusters.
        known_as: The table `aliases` by id.
    """
    located = ties.located(edges, cities)
    of_cluster = {c: located[located["cluster"] == c] for c in pair}
    ends = of_cluster["shg"][["main_a", "main_b"]]
    with_guangzhou = located.loc[ties.between(located, "hong-kong", "guangzhou")]
    classes = located.index.difference(aliases.bodies(located, known_as).index)
    return Ties(
        located=located,
        of_cluster=of_cluster,
        kinds=multiplexity.layers(located),
        all_kinds=multiplexity.together(located),
        firmness=ties.firmness(edges),
        n_ties={c: _count(numbers, t.index) for c, t in of_cluster.items()},
        n_outside={c: _count(numbers, t.index[~t["inside"]]) for c, t in of_cluster.items()},
        n_across={c: _count(numbers, t.index[t["across"]]) for c, t in of_cluster.items()},
        n_kind={
            (c, kind): _count(numbers, t.index[t["kind"] == kind])
            for c, t in of_cluster.items()
            for kind in ties.KINDS
        },
        n_between={two: _count(numbers, ties.between(located, *two)) for two in BETWEEN},
        n_provincial=_count(numbers, aliases.of_body(with_guangzhou, known_as)),
        n_classes=_count(numbers, classes),
        n_merged=coverage.count(numbers, "aliases", aliases.counted_as(known_as)),
        n_hong_kong=_count(numbers, ends.index[(ends == "hong-kong").any(axis=1)]),
        n_loose=_count(numbers, ties.loose(located)),
        n_several={c: _several(numbers, t) for c, t in of_cluster.items()},
        most_shared=_most_shared(numbers, located, of_cluster),
    )


def _count(numbers: NumberFormat, rows: Sequence[str] | pd.Index) -> Value:
    return coverage.count(numbers, "edges", [str(row) for row in rows])


def _several(numbers: NumberFormat, own: pd.DataFrame) -> Value:
    rows = multiplexity.several(own)
    number = len(multiplexity.pairs_of(rows))
    return statistics.value(numbers, number, rows, "pairs tied in several kinds", digits=0)


def _most_shared(
    numbers: NumberFormat, located: pd.DataFrame, of_cluster: dict[str, pd.DataFrame]
) -> Value:
    return statistics.value(
        numbers,
        100 * max(multiplexity.overlap(t)["organisations"].max() for t in of_cluster.values()),
        located,
        "largest overlap of two kinds, of the organisations of either",
        digits=0,
        unit="percent",
    )
