"""Evidence-and-gap map: where there is evidence on a lever, how much, and where there is none."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd

from twodeltas.shared.coding import STEPS

LEVERS = ("governance", "rules", "platforms", "money", "people", "data_goods", "knowledge")
CONFIDENCES = ("low", "medium", "high")
OF_RECORD = ("A", "B")
NAMED = ("A", "B", "C")


def confidence(reliability: str, directness: str) -> str:
    """How far one row can be trusted, from its two codes.

    `high`: the body that acted, or an agency or paper of record, gives the act or count itself.
    `medium`: such a source reports what another said, or other press and companies with named
    sources give an act, a count or a report. `low`: the rest, opinions and forecasts among it.
    """
    if reliability in OF_RECORD and directness == "1":
        return "high"
    return "medium" if reliability in NAMED and directness in {"1", "2"} else "low"


def coded(evidence: pd.DataFrame, codes: pd.DataFrame, item: pd.Series) -> pd.DataFrame:
    """The rows of evidence with their codes, their item and their confidence.

    Args:
        evidence: The table `evidence` by id.
        codes: The table `codes`, with `evidence`.
        item: What `items.independent` returned.

    Returns:
        `evidence` with the columns of `codes` (its own `id` and `evidence` aside), `item` and
        `confidence_coded`. The actors as the source names them are `who_acts`, their code `actors`.
    """
    added = codes.set_index("evidence").drop(columns="id", errors="ignore")
    table = evidence.rename(columns={"actors": "who_acts"}).join(added).assign(item=item)
    table["confidence_coded"] = [
        confidence(str(r), str(d))
        for r, d in zip(table["reliability"], table["directness"], strict=True)
    ]
    return table


class Row(NamedTuple):
    """A row of evidence, as far as a cell of the map counts it."""

    id: str
    confidence: str
    item: str
    within: bool


def cells(rows: pd.DataFrame, clusters: Sequence[str]) -> pd.DataFrame:
    """The map: one row for each lever, mechanism, step and cluster, empty cells included.

    Args:
        rows: What `coded` returned, or a part of it.
        clusters: Ids of the clusters, in their order.

    Returns:
        `lever, mechanism, step, cluster, items` (independent items), `rows` (rows of evidence),
        `within` (items about the cluster itself), `confidence` (of the best row; missing where there is
        none) and `ids`. A mechanism is listed under a lever if it occurs there in any cluster;
        a lever without any row of evidence is listed with the mechanism `none`.
    """
    placed = rows[rows["lever"].isin(LEVERS) & rows["step"].isin(STEPS)]
    keys = pd.MultiIndex.from_tuples(
        [
            (lever, mechanism, step, cluster)
            for lever in LEVERS
            for mechanism in _mechanisms(placed, lever)
            for step in STEPS
            for cluster in clusters
        ],
        names=["lever", "mechanism", "step", "cluster"],
    )
    own = placed["reach"].eq("cluster").fillna(False)  # about the cluster itself
    told = zip(placed.index, placed["confidence_coded"], placed["item"], own, strict=True)
    held: dict[tuple[str, ...], list[Row]] = {}
    for key, row in zip(zip(*(placed[n] for n in keys.names), strict=True), told, strict=True):
        held.setdefault(key, []).append(Row(*row))
    return pd.DataFrame([_counted(held.get(key, [])) for key in keys], index=keys).reset_index()


def _mechanisms(placed: pd.DataFrame, lever: str) -> list[str]:
    counts = placed.loc[placed["lever"] == lever, "mechanism"].value_counts()
    return sorted(counts.index, key=lambda m: (-counts[m], m)) or ["none"]


def _counted(rows: Sequence[Row]) -> dict[str, object]:
    held = {row.confidence for row in rows}
    return {
        "items": len({row.item for row in rows}),
        "rows": len(rows),
        "within": len({row.item for row in rows if row.within}),
        "confidence": next((c for c in reversed(CONFIDENCES) if c in held), None),
        "ids": ";".join(row.id for row in rows),
    }


def by_lever(rows: pd.DataFrame, clusters: Sequence[str]) -> pd.DataFrame:
    """The map without its mechanisms: `lever, step, cluster, items, within, ids`.

    Args:
        rows: What `coded` returned.
        clusters: Ids of the clusters, in their order.
    """
    together = rows.assign(mechanism="all")
    return cells(together, clusters).drop(columns="mechanism")


def gaps(
    table: pd.DataFrame, cluster: str, steps: Iterable[str] = STEPS, column: str = "items"
) -> pd.DataFrame:
    """The empty cells of one cluster.

    Args:
        table: What `by_lever` or `cells` returned.
        cluster: The id of the cluster.
        steps: Which steps are looked at.
        column: `items` for all rows, `within` for those about the cluster itself.
    """
    empty = (table["cluster"] == cluster) & (table[column] == 0) & table["step"].isin(list(steps))
    return table[empty]
