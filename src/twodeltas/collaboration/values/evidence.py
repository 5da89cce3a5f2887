"""What the evidence covers (sec-evidence): facts by cluster, by area, on money, read twice."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from twodeltas.shared import coverage, evidence_counts
from twodeltas.shared.evidence_counts import PAIR_SCOPES, READ_TWICE, SCOPES, rows
from walkback.values.number_format import NumberFormat
from walkback.values.value import Value


@dataclass(frozen=True)
class Evidence:
    """Numbers of facts.

    Attributes:
        counted: Facts by cluster, area and subject (`evidence_counts.coverage`).
        n_of: Of each cluster, by its id.
        n_at: About each area, by the code of its scope.
        n_pair_money: About the two eastern cities alone, with the flow of capital as their subject.
        pair_share: Those about the two eastern cities, of all about their cluster.
        twice_share: Those that a second reader went back to.
        primary_share: Those that rest on a primary source.
    """

    counted: pd.DataFrame
    n_of: dict[str, Value]
    n_at: dict[str, Value]
    n_pair_money: Value
    pair_share: Value
    twice_share: Value
    primary_share: Value


def of(numbers: NumberFormat, evidence: pd.DataFrame, pair: Sequence[str]) -> Evidence:
    """Count the facts.

    Args:
        numbers: How the values read.
        evidence: The table `evidence` by id.
        pair: Ids of the two clusters.
    """

    def count(**codes: str | Sequence[str]) -> Value:
        return coverage.count(numbers, "evidence", rows(evidence, **codes))

    n_all, alone = count(), PAIR_SCOPES["ss"]
    n_of = {c: count(cluster=c) for c in pair}
    n_at = {scope: count(scope=scope) for c in pair for scope in SCOPES[c]}
    return Evidence(
        counted=evidence_counts.coverage(evidence),
        n_of=n_of,
        n_at=n_at,
        n_pair_money=count(scope=alone, dimension="capital_flow"),
        pair_share=coverage.share(n_at[alone], n_of["ss"]),
        twice_share=coverage.share(count(audit=READ_TWICE), n_all),
        primary_share=coverage.share(count(confidence="primary"), n_all),
    )
