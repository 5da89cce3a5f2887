"""The claims by verdict, and how far the checking source stands from the claim."""

import pandas as pd
import pytest

from tests.shared.real import raw
from twodeltas.ingest import verdicts
from walkback.tables.read import read_references

CLAIMS = pd.DataFrame(
    {
        "source_id": ["d1", "d1", "d1", "d2", "d2"],
        "check": ["corroborated", "corroborated", "nuanced", "not_found", "corroborated"],
        "check_source_id": ["p", "house", "s", "d2", "house"],
    },
    index=pd.Index(["A1", "A2", "A3", "B1", "B2"], name="id"),
)
REFERENCES = {
    "p": {"custom": {"kind": "primary"}},
    "s": {"author": [{"literal": "Press"}], "custom": {"kind": "secondary"}},
    "house": {"author": [{"literal": "Yicai Global"}], "custom": {"kind": "secondary"}},
    "d2": {"author": [{"literal": "Paper"}], "custom": {"kind": "secondary"}},
}


def test_all_four_verdicts_are_listed_also_those_not_given():
    found = verdicts.by_verdict(CLAIMS)
    assert list(found) == list(verdicts.VERDICTS)
    assert found["corroborated"] == ["A1", "A2", "B2"]
    assert found["contradicted"] == []


def test_a_source_is_primary_secondary_of_the_house_or_the_document_itself():
    found = verdicts.backing(CLAIMS, REFERENCES, {"d1": "yicai"})
    assert found.to_dict() == {
        "A1": verdicts.PRIMARY,
        "A2": verdicts.SAME_HOUSE,
        "A3": verdicts.SECONDARY,
        "B1": verdicts.ITSELF,
        "B2": verdicts.SECONDARY,  # the house stands behind the other document only
    }


def test_backing_is_counted_with_its_zeros():
    counts = verdicts.by_backing(CLAIMS, verdicts.backing(CLAIMS, REFERENCES, {"d1": "Yicai"}))
    assert counts.loc[verdicts.ITSELF].tolist() == [0, 0, 1, 0]
    assert counts.loc[verdicts.PRIMARY, "corroborated"] == 1
    assert counts.to_numpy().sum() == len(CLAIMS)


def test_a_source_that_is_not_there_is_an_error():
    with pytest.raises(KeyError):
        verdicts.backing(CLAIMS.assign(check_source_id="gone"), REFERENCES, {})


def test_rows_from_the_documents_alone_are_found():
    table = pd.DataFrame({"source_id": ["d1", "s", "d1;s"]}, index=["x", "y", "z"])
    assert verdicts.second_hand(table, ["d1"]) == ["x"]


def test_the_real_claims_have_the_verdicts_that_the_check_recorded():
    """Known answer of the check of the two documents: 32 and 29 claims."""
    claims = raw("claims")
    assert claims["source_id"].value_counts().to_dict() == {
        "reportify-summary-2025": 32,
        "seed-ycwb-2026": 29,
    }
    found = {v: len(ids) for v, ids in verdicts.by_verdict(claims).items()}
    assert sum(found.values()) == len(claims) == 61
    backing = verdicts.backing(claims, read_references(), {"reportify-summary-2025": "Yicai"})
    assert backing["A31"] == verdicts.ITSELF
    assert backing["A02"] == verdicts.SAME_HOUSE
    assert backing["B14"] == verdicts.PRIMARY
