"""What may be compared with what: the method and the borders of each edition of the ranking."""

from collections.abc import Sequence

import pandas as pd

from walkback.errors import AnalysisError

METHOD = {  # edition from which a rule holds: the metrics that the rank is computed from
    2017: ("pct",),
    2018: ("pct", "publications"),
    2025: ("pct", "publications", "vc"),
}
BREAKS = {2018: "publications enter", 2025: "venture deals enter"}
RESTATED = "2022_restated"


def metrics_of(edition: int) -> tuple[str, ...]:
    """The metrics that the rank of an edition is computed from (table `gii_method`)."""
    return METHOD[max(first for first in METHOD if first <= edition)]


def of_edition(rankings: pd.DataFrame, edition: int) -> pd.DataFrame:
    """The rows of one edition indexed by cluster, with missing figures as NaN.

    Raises:
        AnalysisError: If the data hold no row of that edition.
    """
    rows = rankings[rankings["edition"] == str(edition)]
    if rows.empty:
        known = ", ".join(sorted(set(rankings["edition"]) - {RESTATED}))
        raise AnalysisError(f"No edition {edition} in the data: choose one of {known}.")
    numbers = [
        c
        for c in map(str, rows.columns)
        if c.endswith(("rank", "total", "_count", "_share", "_digits"))
    ]
    table = rows.set_index("cluster")
    table[numbers] = table[numbers].astype("float64")
    return table


def history(rankings: pd.DataFrame, clusters: pd.DataFrame, pair: Sequence[str]) -> pd.DataFrame:
    """The ranks of a pair over all editions, its predecessors included, cut at every break.

    Args:
        rankings: See `twodeltas.shared.tidy.rankings`.
        clusters: `data/clusters.csv` by id, with `later_part_of` for clusters that merged.
        pair: The two cluster ids.

    Returns:
        `edition, cluster, rank, origin, line, segment, raw_table, raw_row`. Points of one `segment`
        share method and borders, so only they may be joined.
    """
    line = {cluster: i for i, cluster in enumerate(pair)}
    for cluster, later in clusters["later_part_of"].dropna().items():
        if later in line:
            line[str(cluster)] = line[later]
    rows = rankings[rankings["cluster"].isin(line) & (rankings["edition"] != RESTATED)]
    rows = rows.dropna(subset=["rank"])
    table = pd.DataFrame(
        {
            "edition": rows["edition"].astype(int),
            "cluster": rows["cluster"],
            "rank": rows["rank"].astype(float),
            "origin": rows["rank_origin"],
            "line": rows["cluster"].map(line),
            "raw_table": rows["raw_table"],
            "raw_row": rows["raw_row"],
            "source_id": rows["source_id"],
        }
    )
    method = table["edition"].map(lambda e: max(first for first in METHOD if first <= e))
    table["segment"] = table["cluster"] + "-" + method.astype(str)
    return table.sort_values(["line", "edition", "cluster"]).reset_index(drop=True)


def unbroken(past: pd.DataFrame) -> list[str]:
    """The segments that lead from the first edition to the latest.

    Args:
        past: What `history` returned.
    """
    ends = past.groupby("segment")["edition"].agg(["min", "max"])
    whole = (ends["min"] == past["edition"].min()) & (ends["max"] == past["edition"].max())
    return [str(segment) for segment in ends.index[whole]]
