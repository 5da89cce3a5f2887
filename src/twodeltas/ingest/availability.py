"""Which figures of the ranking were found for a pair of clusters, edition by edition."""

from collections.abc import Hashable
from typing import Any

import pandas as pd

from twodeltas.shared.bounds import METRICS
from twodeltas.shared.editions import METHOD, RESTATED, metrics_of

FOUND, DERIVED, MISSING, NO_PART, OTHER_BORDERS = (
    "found",
    "derived",
    "missing",
    "no part",
    "other borders",
)
QUANTITIES = ("rank", *(f"{m}_{what}" for m in METRICS for what in ("share", "count")))


def grid(rankings: pd.DataFrame, clusters: pd.DataFrame, pair: tuple[str, str]) -> pd.DataFrame:
    """The state of every figure that the ranking has, or could have, of a pair.

    Args:
        rankings: See `twodeltas.shared.tidy.rankings`.
        clusters: `data/clusters.csv` by id, with `since_edition` where the borders changed.
        pair: The two cluster ids.

    Returns:
        One row a cluster, edition and quantity: `id, cluster, edition, quantity, state, raw_row,
        source_id`. The state is `found`, `derived` (computed from other ranks), `missing`,
        `no part` (the edition did not rank by that metric) or `other borders` (the cluster was
        drawn without one of its cities, or was not one yet).
    """
    usual = rankings[rankings["edition"] != RESTATED]
    last = int(usual["edition"].astype(int).max())
    cells = []
    for cluster in pair:
        rows = usual[usual["cluster"] == cluster].set_index("edition")
        since = clusters["since_edition"].fillna(0).astype(int)[cluster]
        for edition in range(min(METHOD), last + 1):
            row = rows.loc[str(edition)].to_dict() if str(edition) in rows.index else {}
            states = _states(row, edition, early=edition < since)
            cells += [_figure(cluster, edition, row, *pair_) for pair_ in states.items()]
    return pd.DataFrame(cells)


def _states(row: dict[Hashable, Any], edition: int, *, early: bool) -> dict[str, str]:
    """The state of every quantity of a cluster in an edition."""
    return {q: OTHER_BORDERS if early else _state(row, edition, q) for q in QUANTITIES}


def _figure(
    cluster: str, edition: int, row: dict[Hashable, Any], quantity: str, state: str
) -> dict[str, Any]:
    return {
        "id": f"{edition}-{cluster} {quantity}",
        "cluster": cluster,
        "edition": edition,
        "quantity": quantity,
        "state": state,
        "raw_row": str(row.get("raw_row", "")),
        "source_id": str(row.get("source_id", "")),
    }


def _state(row: dict[Hashable, Any], edition: int, quantity: str) -> str:
    metric = quantity.split("_")[0]
    if metric in METRICS and metric not in metrics_of(edition):
        return NO_PART
    if pd.isna(row.get(quantity)):
        return MISSING
    return DERIVED if quantity == "rank" and row["rank_origin"] == "derived" else FOUND


def held(cells: pd.DataFrame) -> pd.DataFrame:
    """The figures that were found, of those that the pair could have."""
    return cells[cells["state"].isin([FOUND, DERIVED])]


def possible(cells: pd.DataFrame) -> pd.DataFrame:
    """The figures that the ranking has of the pair, found or not."""
    return cells[cells["state"].isin([FOUND, DERIVED, MISSING])]
