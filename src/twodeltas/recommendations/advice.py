"""The recommendations found, by dimension and by whom they address, and what carries over."""

import pandas as pd

from twodeltas.shared.evidence_counts import DIMENSIONS

TARGETS = {"shg": ("shg",), "ss": ("ss", "ss_yrd", "yrd"), "both": ("all",)}
VERDICTS = ("carries_over", "with_substitute", "does_not_carry")


def by_dimension(recommendations: pd.DataFrame, evidence: pd.DataFrame) -> pd.DataFrame:
    """How much advice and how much evidence there is in each dimension.

    Args:
        recommendations: The table `recommendations` by id.
        evidence: The table `evidence` by id.

    Returns:
        One row a dimension: `dimension`, the number of recommendations by target (`advice_shg,
        advice_ss, advice_both`) and of evidence rows by cluster (`evidence_shg, evidence_ss`).
    """
    rows = []
    for dimension in DIMENSIONS:
        advice = recommendations[recommendations["dimension"] == dimension]["target"]
        facts = evidence[evidence["dimension"] == dimension]["cluster"]
        counts = {f"advice_{t}": int(advice.isin(codes).sum()) for t, codes in TARGETS.items()}
        counts |= {f"evidence_{c}": int((facts == c).sum()) for c in ("shg", "ss")}
        rows.append({"dimension": dimension, **counts})
    return pd.DataFrame(rows)


def for_target(rows: pd.DataFrame, target: str) -> pd.DataFrame:
    """The recommendations for `shg`, `ss` or `both`, ordered by dimension."""
    chosen = rows[rows["target"].isin(TARGETS[target])]
    order = chosen["dimension"].map({d: i for i, d in enumerate(DIMENSIONS)})
    return chosen.assign(_order=order).sort_values("_order", kind="stable").drop(columns="_order")


def verdict_counts(transfers: pd.DataFrame, towards: str) -> dict[str, int]:
    """How many instruments carry over to a cluster, by verdict."""
    verdicts = transfers.loc[transfers["to_cluster"] == towards, "verdict"]
    return {verdict: int((verdicts == verdict).sum()) for verdict in VERDICTS}


def resting_on(links: pd.DataFrame, evidence: str, relation: str) -> list[str]:
    """The recommendations that an evidence row stands behind in this relation."""
    chosen = links[(links["evidence"] == evidence) & (links["relation"] == relation)]
    return [str(row) for row in chosen["recommendation"]]


def shares(counts: pd.DataFrame, what: str) -> pd.Series:
    """How `advice` or `evidence` is spread over the dimensions.

    Args:
        counts: What `by_dimension` returned.
        what: `advice` or `evidence`, all targets or both clusters together.

    Returns:
        The share of each dimension, from 0 to 1, by its code.
    """
    sums = counts.set_index("dimension").filter(regex=f"^{what}_").sum(axis=1)
    return sums / sums.sum()
