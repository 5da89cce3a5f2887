"""What flows between the cities of a cluster: how much, at what cost, under which rule, what was promised."""

from collections.abc import Sequence

import pandas as pd

from twodeltas.collaboration.ladder import year_span

FACTORS = ("capital", "people", "data", "goods", "technology")
ASPECTS = ("volume", "friction", "rule", "capacity")
NOT_YET = ("target", "expected")  # what is hoped for is no volume
MODES = ("adopt", "connect", "adapt")
FOR_FOREIGNERS = {"SS-096", "SS-097", "SS-098"}  # eastern permits that residents do not need


def stated(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that say something of a flow.

    Args:
        rows: What `gap_map.coded` returned.

    Returns:
        These rows with `aspect`: the code of `flow_says`, but `capacity` for a volume that is only
        aimed at or expected.
    """
    chosen = rows[rows["factor"].isin(FACTORS) & rows["flow_says"].isin(ASPECTS)]
    hoped = (chosen["flow_says"] == "volume") & chosen["qualifier"].isin(NOT_YET)
    return chosen.assign(aspect=chosen["flow_says"].mask(hoped, "capacity"))


def overview(rows: pd.DataFrame, clusters: Sequence[str]) -> pd.DataFrame:
    """How many independent items speak of each factor, and how its rules are made to fit.

    Args:
        rows: What `stated` returned.
        clusters: Ids of the clusters, in their order.

    Returns:
        One row a factor and cluster, zeros included: `factor, cluster`, one column an aspect and one
        a mode of rule (items), `ids`.
    """
    return pd.DataFrame([_counts(rows, factor, c) for factor in FACTORS for c in clusters])


def _counts(rows: pd.DataFrame, factor: str, cluster: str) -> dict[str, object]:
    here = rows[(rows["factor"] == factor) & (rows["cluster"] == cluster)]
    aspects = {a: int(here.loc[here["aspect"] == a, "item"].nunique()) for a in ASPECTS}
    modes = {m: int(here.loc[here["rule_mode"] == m, "item"].nunique()) for m in MODES}
    return {"factor": factor, "cluster": cluster, **aspects, **modes, "ids": ";".join(here.index)}


def latest(
    rows: pd.DataFrame, factors: Sequence[str], clusters: Sequence[str], most: int = 2
) -> pd.DataFrame:
    """The latest facts on each factor and aspect, of both clusters.

    Args:
        rows: What `stated` returned.
        factors: Which factors, in their order.
        clusters: Ids of the clusters, in their order.
        most: How many facts of one cell at most; of one item only the latest.

    Returns:
        One row a fact: `factor, aspect, cluster, row, items` (of the cell) and the columns of `rows`.
        The latest comes first; at one date, what the cluster's own cities take part in.
    """
    parts = [
        _latest(rows, factor, aspect, c, most)
        for factor in factors
        for aspect in ASPECTS
        for c in clusters
    ]
    return pd.concat(parts, ignore_index=True)


def _latest(rows: pd.DataFrame, factor: str, aspect: str, cluster: str, most: int) -> pd.DataFrame:
    here = rows[
        (rows["factor"] == factor) & (rows["aspect"] == aspect) & (rows["cluster"] == cluster)
    ]
    order = here.assign(
        ends=[year_span(date)[1] for date in here["as_of"]], own=here["reach"] == "cluster"
    ).sort_values(["ends", "own"], ascending=False, kind="stable", na_position="last")
    chosen = order.drop_duplicates("item").head(most).drop(columns=["ends", "own"])
    chosen = chosen.assign(row=chosen.index, items=here["item"].nunique())
    return chosen.drop(columns=["factor", "aspect", "cluster"]).assign(
        factor=factor, aspect=aspect, cluster=cluster
    )
