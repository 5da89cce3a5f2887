"""How much was collected of which cluster (tbl-collected)."""

from collections.abc import Sequence

import pandas as pd

from twodeltas.shared.evidence_counts import rows
from twodeltas.shared.start import CASE


def collected(
    evidence: pd.DataFrame, edges: pd.DataFrame, names: dict[str, str], pair: Sequence[str]
) -> pd.DataFrame:
    """Facts and ties of the clusters of the report, and of those that facts were collected for.

    Args:
        evidence: The table `evidence`.
        edges: The table `edges`.
        names: Names of clusters by id.
        pair: The two clusters of the report.
    """
    clusters = list(dict.fromkeys([*pair, *CASE]))
    return pd.DataFrame(
        {
            "Cluster": [names[c] for c in clusters],
            "Facts on collaboration": [len(rows(evidence, cluster=c)) for c in clusters],
            "Ties between organisations": [len(rows(edges, cluster=c)) for c in clusters],
        }
    )
