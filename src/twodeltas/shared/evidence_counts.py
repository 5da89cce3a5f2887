"""What the evidence holds of each cluster: how much by scope and subject."""

from collections.abc import Sequence

import pandas as pd

from walkback.errors import AnalysisError

DIMENSIONS = (
    "governance",
    "regulatory_alignment",
    "platforms",
    "shared_facilities",
    "capital_flow",
    "talent_flow",
    "data_and_goods_flow",
    "industry_university",
    "ecosystem_roles",
)
SCOPES = {
    "shg": ("shg", "gba", "hong_kong_mainland", "province", "single_city"),
    "ss": ("shanghai_suzhou", "jkt", "demonstration_zone", "g60", "yrd", "suzhou"),
}
PAIR_SCOPES = {"shg": "shg", "ss": "shanghai_suzhou"}  # the rows about the cluster's own cities
READ_TWICE = ("confirmed", "corrected")  # audit states of a row that a second reader found


def coverage(evidence: pd.DataFrame) -> pd.DataFrame:
    """How many facts there are of each cluster, scope and dimension, zeros included.

    Args:
        evidence: The table `evidence`.

    Returns:
        One row a cluster, scope and dimension: `cluster, scope, dimension, facts, read_twice`.

    Raises:
        AnalysisError: If a row has a scope or dimension that is not counted here.
    """
    cells = pd.MultiIndex.from_tuples(
        [(c, scope, d) for c, scopes in SCOPES.items() for scope in scopes for d in DIMENSIONS],
        names=["cluster", "scope", "dimension"],
    )
    keys = [evidence[name] for name in cells.names]
    facts = evidence.groupby(keys).size()
    lost = facts.index.difference(cells)
    if len(lost):
        raise AnalysisError(
            f"{', '.join('/'.join(key) for key in lost)}: not counted → add the scope or dimension "
            "to twodeltas.shared.evidence_counts."
        )
    twice = evidence["audit"].isin(READ_TWICE).groupby(keys).sum()
    table = pd.DataFrame({"facts": facts, "read_twice": twice}).reindex(cells, fill_value=0)
    return table.astype(int).reset_index()


def rows(evidence: pd.DataFrame, **codes: str | Sequence[str]) -> list[str]:
    """The ids of the rows whose columns have these codes: `rows(evidence, cluster="ss")`."""
    found = pd.Series(data=True, index=evidence.index)
    for column, wanted in codes.items():
        found &= evidence[column].isin([wanted] if isinstance(wanted, str) else wanted)
    return [str(row) for row in evidence.index[found]]
