"""How reported ties hang together, and who stands between others (sec-ties)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from twodeltas.collaboration import brokerage, network
from twodeltas.collaboration import tie_statistics as statistics
from walkback.values.markdown import join
from walkback.values.number_format import NumberFormat
from walkback.values.value import Value

LISTED = ("ties", "sources", "organisations", "undertakings", "pieces", "largest", "open")
LEAST = 3  # pairs between which an organisation stands that is shown
LEADING = 2  # organisations that the prose names


@dataclass(frozen=True)
class Web:
    """The lists of ties as networks.

    Attributes:
        shortest: Ties of the shorter list.
        fewest: Sources of the list with fewer.
        listed: For each cluster its list in numbers (`tie_statistics.summary`).
        n_listed: Some of these by cluster and measure.
        largest_cut: The largest southern group when the list is cut to the eastern size.
        open_without: Southern pairs with a common partner, without the source that matters most.
        rows_of_source: Ids of the ties of that source.
        index_without: The southern E-I index without the source that moves it most.
        rows_of_index: Ids of the ties of that source.
        n_joint: Undertakings of each cluster that join three organisations or more.
        links: Links between organisations and undertakings, of those possible.
        roles: For each cluster the roles of all organisations (`brokerage.roles`).
        brokers: Those that stand between others at least three times.
        n_broker: By cluster and rank from 0: between how many pairs an organisation stands.
        broker_name: By cluster and rank its name.
        seconds: The southern ones behind the first that share a number, with the verb.
        leading: The brokers of both clusters with `cluster, name, city, kind`.
    """

    shortest: int
    fewest: int
    listed: dict[str, pd.DataFrame]
    n_listed: dict[tuple[str, str], Value]
    largest_cut: Value
    open_without: Value
    rows_of_source: list[str]
    index_without: Value
    rows_of_index: list[str]
    n_joint: dict[str, Value]
    links: dict[str, Value]
    roles: dict[str, pd.DataFrame]
    brokers: dict[str, pd.DataFrame]
    n_broker: dict[tuple[str, int], Value]
    broker_name: dict[tuple[str, int], str]
    seconds: str
    leading: pd.DataFrame


def of(
    numbers: NumberFormat,
    of_cluster: Mapping[str, pd.DataFrame],
    organisations: pd.DataFrame,
    *,
    seed: int,
    draws: int,
) -> Web:
    """Measure how the ties hang together.

    Args:
        numbers: How the values read.
        of_cluster: The ties of each cluster, as `ties.located` returned them.
        organisations: The table `organisations` by id.
        seed: Of all random draws.
        draws: How often the longer list is cut.
    """
    shortest = min(len(t) for t in of_cluster.values())
    fewest = min(t["source_id"].nunique() for t in of_cluster.values())
    listed = {
        c: statistics.summary(t, shortest, fewest, draws, seed) for c, t in of_cluster.items()
    }
    roles = {c: brokerage.roles(network.graph(t)) for c, t in of_cluster.items()}
    brokers = {c: brokerage.leading(found, least=LEAST) for c, found in roles.items()}
    leading = pd.concat([own.assign(cluster=c) for c, own in brokers.items()])
    south, names = of_cluster["shg"], organisations["name_en"]
    ranks = [(c, rank) for c in of_cluster for rank in range(LEADING)]
    return Web(
        shortest=shortest,
        fewest=fewest,
        listed=listed,
        n_listed={
            (c, m): _of_list(numbers, listed[c], m, t)
            for c, t in of_cluster.items()
            for m in LISTED
        },
        largest_cut=_largest_cut(numbers, listed["shg"], south),
        open_without=_without(numbers, listed["shg"], "open", south, digits=0),
        rows_of_source=_of_source(listed["shg"], "open", of_cluster),
        index_without=_without(numbers, listed["shg"], "index", south, digits=2),
        rows_of_index=_of_source(listed["shg"], "index", of_cluster),
        n_joint={c: _joint(numbers, t) for c, t in of_cluster.items()},
        links={c: _links(numbers, t) for c, t in of_cluster.items()},
        roles=roles,
        brokers=brokers,
        n_broker={
            (c, rank): _stands(numbers, brokers[c], rank, of_cluster[c]) for c, rank in ranks
        },
        broker_name={(c, rank): str(names[brokers[c].index[rank]]) for c, rank in ranks},
        seconds=_seconds(brokers["shg"], names),
        leading=leading.join(organisations[["name_en", "city", "kind"]]).rename(
            columns={"name_en": "name"}
        ),
    )


def _seconds(brokers: pd.DataFrame, names: pd.Series) -> str:
    """`A follows`, or `A and B follow` where both stand between as many pairs."""
    counts = brokers["open"]
    level = [str(names[name]) for name in counts.index[counts == counts.iloc[1]]]
    return f"{join(level)} {'follows' if len(level) == 1 else 'follow'}"


def _number(listed: pd.DataFrame, measure: str, column: str = "value") -> float:
    cell: Any = listed.loc[measure, column]
    return float(cell)


def _of_list(
    numbers: NumberFormat, listed: pd.DataFrame, measure: str, ties: pd.DataFrame
) -> Value:
    return statistics.value(
        numbers, _number(listed, measure), ties, f"{measure} of the list", digits=0
    )


def _largest_cut(numbers: NumberFormat, listed: pd.DataFrame, ties: pd.DataFrame) -> Value:
    low, high = (_number(listed, "largest", end) for end in ("size_low", "size_high"))
    how = "organisations in the largest group, list cut at random to the size of the other"
    return statistics.band(numbers, low, high, ties, how)


def _without(
    numbers: NumberFormat, listed: pd.DataFrame, measure: str, ties: pd.DataFrame, digits: int
) -> Value:
    """A measure without the source that changes it most."""
    left = _number(listed, measure) + _number(listed, measure, "change")
    return statistics.value(numbers, left, ties, "without that source", digits)


def _of_source(
    listed: pd.DataFrame, measure: str, of_cluster: Mapping[str, pd.DataFrame]
) -> list[str]:
    """The ids of all ties of the source that changes a measure most."""
    ties = pd.concat(of_cluster.values())
    source = listed.loc[measure, "source"]
    return [str(row) for row in ties.index[ties["source_id"] == source]]


def _joint(numbers: NumberFormat, ties: pd.DataFrame) -> Value:
    number = (network.undertakings(ties)["organisations"] > 2).sum()
    return statistics.value(numbers, number, ties, "joining three or more", digits=0)


def _links(numbers: NumberFormat, ties: pd.DataFrame) -> Value:
    named, possible = network.two_mode_density(ties)
    how = "links named, of those possible"
    return statistics.value(numbers, 100 * named / possible, ties, how, digits=1, unit="percent")


def _stands(numbers: NumberFormat, brokers: pd.DataFrame, rank: int, ties: pd.DataFrame) -> Value:
    number: float = brokers["open"].iloc[rank]
    return statistics.value(numbers, number, ties, "pairs between which it stands", digits=0)
