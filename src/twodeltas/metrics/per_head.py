"""Size against intensity: ranks by size and per inhabitant, as far as both are published."""

from collections.abc import Sequence

import pandas as pd

PER_MILLION = ("pct_per_million", "pubs_per_million", "vc_per_million")


def of_edition(table: pd.DataFrame, edition: int) -> pd.DataFrame:
    """The rows of one edition of `gii_intensity_by_edition`."""
    return table[table["edition"].astype(str) == str(edition)]


def size_and_intensity(
    edition: pd.DataFrame, intensity: pd.DataFrame, names: dict[str, str], pair: Sequence[str]
) -> pd.DataFrame:
    """Both ranks of every cluster with a published intensity rank, and of the pair.

    Args:
        edition: Rows of one edition by cluster, with `rank`.
        intensity: Rows of `gii_intensity_by_edition` of the same edition.
        names: Names by cluster id.
        pair: The two clusters, kept even where no intensity rank is published.

    Returns:
        `cluster, name, rank, intensity_rank, row`, NaN where not published; `row` is the id in
        `gii_intensity_by_edition`, empty where there is none.
    """
    known = intensity.assign(row=intensity.index).set_index("cluster")
    chosen = dict.fromkeys([*known.index[known["intensity_rank"].notna()], *pair])
    ranks = edition["rank"]
    rows = [
        {
            "cluster": cluster,
            "name": names[cluster],
            "rank": ranks.get(cluster, float("nan")),
            "intensity_rank": known["intensity_rank"].get(cluster, float("nan")),
            "row": known["row"].get(cluster, ""),
        }
        for cluster in chosen
    ]
    table = pd.DataFrame(rows)
    for column in ("rank", "intensity_rank"):
        table[column] = pd.to_numeric(table[column].replace({pd.NA: float("nan")})).astype(float)
    return table


def per_million(intensity: pd.DataFrame) -> pd.DataFrame:
    """The rows with any published figure per million inhabitants."""
    return intensity[intensity[list(PER_MILLION)].notna().any(axis=1)]
