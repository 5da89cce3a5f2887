"""The rules of the verdicts: the real table follows them, and every way to break them is told."""

import pandas as pd
import pytest

from tests.conftest import ROOT
from tests.shared.real import raw
from twodeltas.ingest import verdict_rules
from walkback.tables.labels import labels
from walkback.tables.lookup import ids_in

SOUND = {
    "source_id": "doc",
    "kind": "state",
    "check": "corroborated",
    "rule": "same",
    "check_directness": "2",
    "check_rows": "F1",
    "check_source_id": "office",
}
DIRECT = {"F1": "1", "F3": "3"}


def told(**cells):
    claims = pd.DataFrame([{**SOUND, **cells}], index=["A01"])
    return list(verdict_rules.problems(claims, DIRECT))


def real_directness():
    codes = raw("codes").set_index("evidence")["directness"].dropna()
    return {str(row): str(code) for row, code in codes.items()}


def test_a_claim_that_follows_its_rule_is_let_through():
    assert told() == []


@pytest.mark.parametrize(
    ("cells", "column", "says"),
    [
        ({"check": "nuanced"}, "check", "gives “corroborated”"),
        ({"check_directness": "3"}, "check_directness", "corroborates nothing"),
        ({"check_rows": "F3"}, "check_rows", "directness 3 alone"),
        ({"check_source_id": "doc"}, "check_source_id", "no second source"),
        ({"check_source_id": None}, "check_source_id", "no second source"),
        ({"check_directness": None}, "check_directness", "is empty"),
        ({"kind": "advice"}, "rule", "of kind “advice”"),
        ({"rule": "advice", "check": "not_found", "check_directness": None}, "rule", "“state”"),
        ({"rule": "unmeasured", "check": "nuanced"}, "rule", "not of a state"),
        ({"rule": "nothing", "check": "not_found"}, "check_directness", "“2” under rule"),
    ],
)
def test_a_claim_that_breaks_a_rule_is_told_with_its_place(cells, column, says):
    (problem,) = told(**cells)
    assert (problem.row_id, problem.column) == ("A01", column)
    assert says in problem.message
    assert problem.advice


def test_a_row_of_an_act_beside_an_opinion_bears_a_claim():
    assert told(check_rows="F1;F3") == []


def test_every_real_claim_follows_its_rule():
    assert list(verdict_rules.problems(raw("claims"), real_directness())) == []


def test_no_real_claim_is_corroborated_by_opinions_or_forecasts_alone():
    claims, direct = raw("claims"), real_directness()
    held = claims[claims["check"] == "corroborated"]
    assert set(held["check_directness"]) <= {"1", "2"}
    for rows in held["check_rows"]:
        codes = [direct[i] for i in ids_in(rows) if i in direct]
        assert not codes or set(codes) != {"3"}


def test_the_verdicts_that_an_audit_mended_stay_mended():
    """Known answers of the audit of 30 November 2026."""
    check = raw("claims")["check"]
    nuanced = ("A01", "A18", "A19", "A25", "B02", "B15")
    assert {check[claim] for claim in nuanced} == {"nuanced"}
    assert check["A13"] == "not_found"
    assert "number of deals" in raw("claims").loc["A09", "statement"]


def test_no_claim_of_cause_holds_without_a_measured_effect():
    claims = raw("claims")
    causes = claims[claims["kind"] == "cause"]
    assert len(causes) >= 6
    assert not (causes["rule"] == "same").any()


def test_a_claim_is_quoted_by_its_document_and_checked_by_another():
    claims = raw("claims")
    assert set(claims["source_id"]) == {"reportify-summary-2025", "seed-ycwb-2026"}
    held = claims[claims["rule"].isin(["same", "scope", "unmeasured", "opinion", "otherwise"])]
    for _, row in held.iterrows():
        assert set(ids_in(row["check_source_id"])) - {row["source_id"]}


def test_the_codebook_has_every_rule_with_its_words():
    book = (ROOT / "data/codebook.md").read_text(encoding="utf-8")
    words = labels("claims", "rule", "when")
    assert set(words) == set(verdict_rules.GIVES) == set(labels("claims", "rule", "name"))
    flat = " ".join(book.split())
    for rule, when in words.items():
        assert f"`{rule}` {when}" in flat, rule
