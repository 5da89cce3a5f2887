"""What the evidence holds of each cluster: how much by scope and subject, and facts side by side."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest

import pandas as pd

from twodeltas.errors import AnalysisError

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
            "to twodeltas.analysis.models."
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


def side_by_side(
    evidence: pd.DataFrame,
    dimension: str,
    themes: Mapping[str, Sequence[str]],
    pair: Sequence[str] = ("shg", "ss"),
) -> pd.DataFrame:
    """Chosen facts of one dimension, those of the two clusters beside each other by theme.

    Args:
        evidence: The table `evidence`.
        dimension: What all facts have to be about; empty for facts of any dimension.
        themes: For each theme the ids of the facts, of both clusters in any order.
        pair: The clusters, left and right.

    Returns:
        One row a fact, by theme and then by cluster: `theme, row` and the columns of `evidence`.
        A theme without facts of one cluster has rows of the other only.

    Raises:
        AnalysisError: If an id is unknown, used twice, or about something else.
    """
    ids = [row for group in themes.values() for row in group]
    _check_chosen(evidence, dimension, ids, pair)
    chosen = [
        {"theme": theme, "row": row}
        for theme, group in themes.items()
        for cluster in pair
        for row in group
        if evidence.loc[row, "cluster"] == cluster
    ]
    return pd.DataFrame(chosen).join(evidence, on="row")


def _check_chosen(
    evidence: pd.DataFrame, dimension: str, ids: Sequence[str], pair: Sequence[str]
) -> None:
    unknown = [row for row in ids if row not in evidence.index]
    twice = sorted({row for row in ids if ids.count(row) > 1})
    if unknown or twice:
        raise AnalysisError(
            f"{', '.join(unknown or twice)}: {'not in evidence.csv' if unknown else 'chosen twice'}"
            " → correct the list of this table."
        )
    for row in ids:
        about, cluster = str(evidence.loc[row, "dimension"]), str(evidence.loc[row, "cluster"])
        if dimension and about != dimension:
            raise AnalysisError(f"{row} is about {about}, not {dimension} → move it to that table.")
        if cluster not in pair:
            raise AnalysisError(f"{row} is about {cluster}, which is not in {list(pair)}.")


def lines_of(
    facts: pd.DataFrame, pair: Sequence[str] = ("shg", "ss")
) -> list[tuple[str, str, str]]:
    """What `side_by_side` returned as lines: theme, left id, right id; empty where there is none."""
    lines = []
    for theme, group in facts.groupby("theme", sort=False):
        left, right = ([str(r) for r in group.loc[group["cluster"] == c, "row"]] for c in pair)
        lines += [(str(theme), a, b) for a, b in zip_longest(left, right, fillvalue="")]
    return lines
