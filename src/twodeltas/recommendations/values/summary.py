"""What the summary adds: how little is known of results, and what became of the claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from twodeltas.recommendations import words
from twodeltas.shared import evidence_counts, gap_map, items, results, who_moves
from walkback.tables.lookup import Facts
from walkback.values.value import Value

FUNDS, SPENDING = "SHG-116", "SHG-160"  # passed to Hong Kong and Macao; a year's research spending
VERDICTS = ("corroborated", "nuanced", "not_found", "contradicted")


@dataclass(frozen=True)
class Summary:
    """The values of the summary that no section has.

    Attributes:
        n_facts: Facts on collaboration.
        n_coded: Those that are coded.
        n_outcomes: Those that report what people, firms or researchers then do.
        n_money_outcomes: Those of them that are about research money.
        n_delta: Facts that were collected for Shanghai–Suzhou.
        n_pair: Those of them that are about the two cities.
        n_claims: Claims of the two texts.
        verdict: Claims by verdict.
        held_part: The part of them that holds as written, in words.
        results: What is on record of results.
        who_moves: One side alone, or members as equals.
        funds_of_spending: The funds passed on, in percent of one year's research spending.
    """

    n_facts: Value
    n_coded: Value
    n_outcomes: Value
    n_money_outcomes: Value
    n_delta: Value
    n_pair: Value
    n_claims: Value
    verdict: dict[str, Value]
    held_part: str
    results: results.Results
    who_moves: who_moves.WhoMoves
    funds_of_spending: Value


def summary(tables: Mapping[str, pd.DataFrame], facts: Facts, two: Sequence[str]) -> Summary:
    """Count what the summary says.

    Args:
        tables: `evidence, codes, claims, knowledge_flows` by name.
        facts: Every fact and claim by its row.
        two: Ids of the two clusters.
    """
    evidence, codes, claims = (tables[name] for name in ("evidence", "codes", "claims"))
    outcome = codes["step"] == "outcome"
    money = outcome & (codes["lever"] == "money")
    holds = claims["check"] == "corroborated"
    pair = evidence_counts.rows(evidence, cluster="ss", scope=evidence_counts.PAIR_SCOPES["ss"])
    coded = gap_map.coded(evidence, codes, items.independent(evidence, codes))
    return Summary(
        n_facts=facts.count(evidence.index),
        n_coded=facts.count(codes["evidence"]),
        n_outcomes=facts.count(codes["evidence"][outcome]),
        n_money_outcomes=facts.count(codes["evidence"][money]),
        n_delta=facts.count(evidence_counts.rows(evidence, cluster="ss")),
        n_pair=facts.count(pair),
        n_claims=facts.count(claims.index),
        verdict={v: facts.count(claims.index[claims["check"] == v]) for v in VERDICTS},
        held_part=words.part(float(holds.mean())),
        results=results.of(facts.numbers, codes, tables["knowledge_flows"], two),
        who_moves=who_moves.of(facts.numbers, coded, two),
        funds_of_spending=(facts[FUNDS] / facts[SPENDING] * 100).to(digits=1, unit="percent"),
    )
