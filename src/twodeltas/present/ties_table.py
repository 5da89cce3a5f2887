"""The table of ties by kind."""

from collections.abc import Mapping, Sequence

import pandas as pd

KIND_NAMES = {
    "joint_fund": "Joint funding or company",
    "joint_lab": "Joint laboratory or institute",
    "branch_campus": "Branch or campus",
    "co_built_park": "Park or zone built together",
    "shared_facility": "Shared facility",
    "mou": "Agreement, event or talks",
}


def by_kind(
    kinds: pd.DataFrame, names: Mapping[str, str], pair: Sequence[str] = ("shg", "ss")
) -> pd.DataFrame:
    """How many ties of each kind each cluster has, and how many of them reach outside it.

    Args:
        kinds: What `twodeltas.analysis.ties.kinds` returned.
        names: Short names by cluster id.
        pair: The clusters, left and right.

    Returns:
        One row a kind and a last one with the sums: the kind, then for each cluster the ties and
        those with an end outside its named cities.
    """
    counts = kinds.set_index(["cluster", "kind"])
    order = list(dict.fromkeys(kinds["kind"]))
    columns: dict[str, list[object]] = {"Kind of tie": [*(KIND_NAMES[k] for k in order), "All"]}
    for cluster in pair:
        own = counts.loc[cluster].loc[order]
        columns[names[cluster]] = [*own["ties"], own["ties"].sum()]
        columns[f"{names[cluster]}, outside"] = [*own["outside"], own["outside"].sum()]
    return pd.DataFrame(columns).astype(dict.fromkeys(list(columns)[1:], int))
