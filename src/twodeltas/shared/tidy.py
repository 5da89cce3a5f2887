"""Tidying: the raw tables as the analysis reads them."""

from collections.abc import Callable

import pandas as pd

METRIC_COLUMNS = {
    "2025": {
        "pct": ("pct_applications", "pct_filings_share_percent", "pct_rank"),
        "publications": ("publications", "pub_share_pct", "pub_rank"),
        "vc": ("vc_deals", "vc_share_pct", "vc_rank"),
    },
    "earlier": {
        "pct": ("pct_applications", "share_pct", ""),
        "publications": ("publications", "share_pub", ""),
        "vc": ("", "", ""),
    },
    "further": {
        "pct": ("pct_applications", "share_pct", "rank_pct"),
        "publications": ("publications", "share_pub", "rank_pub"),
        "vc": ("vc_deals", "share_vc", "rank_vc"),
    },
}
TABLES = {
    "2025": "gii_clusters_2025",
    "earlier": "gii_clusters_by_edition",
    "further": "gii_editions",
}
METRICS = ("pct", "publications", "vc")
TYPES = {  # of the columns of `rankings` that are no text
    "rank": "number",
    "total": "number",
    "total_digits": "number",
    **{f"{m}_{what}": "number" for m in METRICS for what in ("count", "share", "digits", "rank")},
}


def all_editions(read: Callable[[str], pd.DataFrame]) -> pd.DataFrame:
    """All editions of the cluster ranking in one table, see `rankings`.

    Args:
        read: Gives a raw table by its name.
    """
    return rankings(*(read(TABLES[layout]) for layout in ("2025", "earlier", "further")))


def rankings(
    latest: pd.DataFrame, earlier: pd.DataFrame, further: pd.DataFrame | None = None
) -> pd.DataFrame:
    """All editions of the cluster ranking in one table.

    Args:
        latest: The raw table `gii_clusters_2025`, indexed by `id`.
        earlier: The raw table `gii_clusters_by_edition`, indexed by `id`.
        further: The raw table `gii_editions`, indexed by `id`; None for no further edition.

    Returns:
        One row an edition and cluster, indexed by `id` (`2025-shg`): `edition, cluster, rank,
        rank_origin, total, total_digits`, for each metric `_count`, `_share` (percent of the world),
        `_digits` (decimals printed), `_rank`; then the windows, `raw_table, raw_row, source_id,
        caveats`. Empty where not published.
    """
    parts = [
        _one_layout(earlier, earlier["edition"], "earlier", "rank", "share_total"),
        _one_layout(
            latest,
            pd.Series("2025", index=latest.index),
            "2025",
            "rank_2025",
            "total_of_three_shares_pct",
        ),
    ]
    if further is not None and len(further):
        nothing = pd.Series(pd.NA, further.index, dtype="string")
        whole = further.assign(origin="published", source_id_2=nothing, caveats=nothing)
        parts.append(_one_layout(whole, whole["edition"], "further", "rank", "share_total"))
    table = pd.concat(parts)
    return table.set_index(table["edition"] + "-" + table["cluster"]).rename_axis("id")


def _one_layout(
    raw: pd.DataFrame, edition: pd.Series, layout: str, rank: str, total: str
) -> pd.DataFrame:
    """The rows of one raw table in the common layout."""
    table = pd.DataFrame(
        {
            "edition": edition.astype(str),
            "cluster": raw["cluster"],
            "rank": raw[rank].astype("Float64"),
            "rank_origin": raw["origin"],
            "total": raw[total].astype("Float64"),
            "total_digits": raw[total].map(decimals).astype("Float64"),
        }
    )
    for metric, (count, share, place) in METRIC_COLUMNS[layout].items():
        table[f"{metric}_count"] = _column(raw, count)
        table[f"{metric}_share"] = _column(raw, share)
        table[f"{metric}_digits"] = _column(raw, share).map(decimals).astype("Float64")
        table[f"{metric}_rank"] = _column(raw, place)
    for window in ("pct_window", "pub_window"):
        table[window] = raw.get(window, pd.NA)
    table["raw_table"] = TABLES[layout]
    table["raw_row"] = raw.index
    both = raw["source_id"].fillna("") + ";" + raw["source_id_2"].fillna("")
    table["source_id"] = both.str.strip(";")
    table["caveats"] = raw["caveats"]
    return table


def _column(raw: pd.DataFrame, name: str) -> pd.Series:
    return raw[name].astype("Float64") if name else pd.Series(pd.NA, raw.index, dtype="Float64")


def decimals(number: float) -> float:
    """How many decimals a figure was printed with, one at least; missing stays missing."""
    if pd.isna(number):
        return float("nan")
    digits = f"{number:.10f}".rstrip("0").split(".")[1]
    return float(max(1, len(digits)))
