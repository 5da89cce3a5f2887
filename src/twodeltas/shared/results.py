"""What is on record of results: changes by the codes, use of what is shared, and figures on joint work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from twodeltas.shared.coverage import count
from twodeltas.shared.evidence_counts import PAIR_SCOPES
from twodeltas.shared.gap_map import LEVERS
from walkback.values.number_format import NumberFormat
from walkback.values.value import Value

JOINT = (  # parts of the measures of knowledge_flows that count what two sides did with each other
    "copub", "copatent", "coinvent", "transfer", "contracts_between", "anhui_tech_contracts",
    "vc_backed_firms_intra", "vc_investments", "listed_firm", "hk_partner", "jointly_funded",
)  # fmt: skip
TOTALS = (
    "with_mainland_cities",
    "in_and_out",
    "node_strength",
    "centrality",
)  # with all partners alike


def changed(codes: pd.DataFrame) -> list[str]:
    """The facts that report what people, firms or researchers then do.

    Args:
        codes: The table `codes`.
    """
    return [str(row) for row in codes.loc[codes["step"].eq("outcome"), "evidence"]]


def used(codes: pd.DataFrame) -> list[str]:
    """The facts that count the users of a facility that crosses a boundary between cities.

    The codebook files users served as what came of a step, not as what people then do. Whoever asks
    for results will ask for these, too.

    Args:
        codes: The table `codes`.
    """
    shared = codes["mechanism"].eq("share") & codes["instrument"].eq("facility")
    served = shared & codes["step"].eq("output") & codes["crosses"].eq("yes")
    return [str(row) for row in codes.loc[served.fillna(value=False), "evidence"]]


def joint(flows: pd.DataFrame) -> list[str]:
    """The figures on work that two sides did with each other; what stands twice counts once.

    Totals of a city with all its partners tell of no side, and findings without a number are no figures.

    Args:
        flows: The table `knowledge_flows` by id.
    """
    measure = flows["measure"].astype("string").fillna("")
    between = measure.str.contains("|".join(JOINT)) & ~measure.str.contains("|".join(TOTALS))
    told = flows[["value", "low", "high"]].notna().any(axis=1) & flows["duplicate_of"].isna()
    return [str(row) for row in flows.index[between & told]]


def silent(codes: pd.DataFrame) -> list[str]:
    """The levers under which no fact reports a change or a use.

    Args:
        codes: The table `codes`.
    """
    told = {*changed(codes), *used(codes)}
    heard = set(codes.loc[codes["evidence"].isin(sorted(told)), "lever"])
    return [lever for lever in LEVERS if lever not in heard]


@dataclass(frozen=True)
class Results:
    """How much is on record of results.

    Attributes:
        n_changed: Facts that report what people, firms or researchers then do.
        n_used: Further facts that count users of a facility; see `used`.
        used: Their ids.
        n_flows: Figures on flows of knowledge, each once.
        n_joint: Those of them that count work done with each other.
        n_joint_pair: Those of these that are about the cities that name a cluster and no larger area.
        silent: The levers under which no fact reports a change or a use.
    """

    n_changed: Value
    n_used: Value
    used: list[str]
    n_flows: Value
    n_joint: Value
    n_joint_pair: Value
    silent: list[str]


def of(
    numbers: NumberFormat, codes: pd.DataFrame, flows: pd.DataFrame, pair: Sequence[str]
) -> Results:
    """Count what is on record of results.

    Args:
        numbers: How the values read.
        codes: The table `codes`.
        flows: The table `knowledge_flows` by id.
        pair: Ids of the two clusters.
    """
    own = {PAIR_SCOPES[cluster] for cluster in pair}
    work = joint(flows)
    return Results(
        n_changed=count(numbers, "evidence", changed(codes)),
        n_used=count(numbers, "evidence", used(codes)),
        used=used(codes),
        n_flows=count(numbers, "knowledge_flows", flows.index[flows["duplicate_of"].isna()]),
        n_joint=count(numbers, "knowledge_flows", work),
        n_joint_pair=count(
            numbers, "knowledge_flows", [r for r in work if flows.loc[r, "scope"] in own]
        ),
        silent=silent(codes),
    )
