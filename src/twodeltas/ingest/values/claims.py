"""What became of the claims of the two texts that the work began with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from twodeltas.ingest import two_languages, verdicts
from twodeltas.shared import coverage
from walkback.values.number_format import NumberFormat
from walkback.values.value import Value

YICAI, YCWB = "reportify-summary-2025", "seed-ycwb-2026"
DOCUMENTS = {
    YICAI: "Digest of the Yicai article, October 2025",
    YCWB: "Comment of the Yangcheng Evening News, March 2026",
}
HOUSES = {YICAI: "Yicai"}  # who stands behind the digest
ADVICE = ("A28", "A29", "A30")  # what the digest recommends: nothing that a source could confirm
MONEY = "capital_flow"


@dataclass(frozen=True)
class Claims:
    """The values of the section on the claims.

    Attributes:
        table: The table `claims` by id.
        backing: How far from the claim the source stands that it was checked against, by id.
        verdict: Claims by verdict.
        n_claims: Claims.
        n_on_primary: Claims that hold and rest on a primary source.
        n_on_house: Claims that hold and were checked against a page of the same publishing house.
        n_on_itself: Claims that hold and were checked against the text itself.
        n_advice: Claims that are advice.
        n_open: Other claims that were found nowhere else.
        borrowed: Ids of the facts that come from nowhere but the two texts.
        n_borrowed: How many these are.
        n_money: How many claims are about capital flow.
        n_money_nuanced: How many of these are nuanced.
        nuanced_mostly_on: The dimensions with most nuanced claims.
        by_rule: How many claims each rule decided, by rule.
        n_causes: Claims that one thing brought about another.
        n_causes_hold: Those of them that hold as written.
        differences: The table `language_differences` by id.
        n_differences: Passages in which the two languages differ.
        n_stronger: Those in which a language claims more, by its code.
        n_numbers_differ: Claims whose numbers differ between the languages.
        n_compared: Claims that stand in both languages.
    """

    table: pd.DataFrame
    backing: pd.Series
    verdict: dict[str, Value]
    n_claims: Value
    n_on_primary: Value
    n_on_house: Value
    n_on_itself: Value
    n_advice: Value
    n_open: Value
    borrowed: list[str]
    n_borrowed: Value
    n_money: int
    n_money_nuanced: int
    nuanced_mostly_on: list[str]
    by_rule: dict[str, int]
    n_causes: Value
    n_causes_hold: Value
    differences: pd.DataFrame
    n_differences: Value
    n_stronger: dict[str, Value]
    n_numbers_differ: Value
    n_compared: Value

    def of(self, document: str) -> pd.DataFrame:
        """The claims of one of the two texts."""
        return self.table[self.table["source_id"] == document]

    def n_hold(self, document: str) -> int:
        """How many claims of one of the two texts hold as written."""
        return int((self.of(document)["check"] == "corroborated").sum())


def claims(
    numbers: NumberFormat,
    table: pd.DataFrame,
    evidence: pd.DataFrame,
    references: Mapping[str, Mapping[str, Any]],
    differences: pd.DataFrame,
) -> Claims:
    """Count the claims by verdict, and by how good the check was.

    Args:
        numbers: How the values read.
        table: The table `claims` by id.
        evidence: The table `evidence` by id.
        references: CSL-JSON entries by id.
        differences: The table `language_differences` by id.
    """
    check, dimension = table["check"], table["dimension"]
    backing = verdicts.backing(table, references, HOUSES)
    holds, nuanced, on_money = check == "corroborated", check == "nuanced", dimension == MONEY
    causes = table["kind"] == "cause"
    borrowed = verdicts.second_hand(evidence, list(DOCUMENTS))

    def n_claims(ids: pd.Index | list[str]) -> Value:
        return coverage.count(numbers, "claims", ids)

    return Claims(
        table=table,
        backing=backing,
        verdict={v: n_claims(ids) for v, ids in verdicts.by_verdict(table).items()},
        n_claims=n_claims(table.index),
        n_on_primary=n_claims(table.index[holds & (backing == verdicts.PRIMARY)]),
        n_on_house=n_claims(table.index[holds & (backing == verdicts.SAME_HOUSE)]),
        n_on_itself=n_claims(table.index[holds & (backing == verdicts.ITSELF)]),
        n_advice=n_claims(list(ADVICE)),
        n_open=n_claims(table.index[check == "not_found"].difference(list(ADVICE))),
        borrowed=borrowed,
        n_borrowed=coverage.count(numbers, "evidence", borrowed),
        n_money=int(on_money.sum()),
        n_money_nuanced=int((nuanced & on_money).sum()),
        nuanced_mostly_on=list(dimension[nuanced].mode()),
        by_rule={str(rule): int(n) for rule, n in table["rule"].value_counts().items()},
        n_causes=n_claims(table.index[causes]),
        n_causes_hold=n_claims(table.index[causes & holds]),
        differences=differences,
        n_differences=coverage.count(numbers, "language_differences", differences.index),
        n_stronger={
            lang: coverage.count(numbers, "language_differences", own.index)
            for lang in ("en", "zh")
            for own in [differences[differences["stronger"] == lang]]
        },
        n_numbers_differ=n_claims(
            [
                *two_languages.differing(table),
                *differences.index[differences["kind"] == "number"],
            ]
        ),
        n_compared=n_claims(table.index[table["quote_zh"].notna()]),
    )
