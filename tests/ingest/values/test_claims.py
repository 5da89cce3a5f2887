"""The claims of the two texts, counted by verdict and by how good the check was."""

import pandas as pd

from tests.shared.real import raw
from twodeltas.ingest.values.claims import ADVICE, YCWB, YICAI, claims
from walkback.tables.read import read_references
from walkback.values.number_format import PLAIN

REFERENCES = {
    "office": {"custom": {"kind": "primary"}},
    "page": {"author": [{"literal": "Yicai Global"}], "custom": {"kind": "secondary"}},
}
TABLE = pd.DataFrame(
    {
        "source_id": [YICAI, YICAI, YICAI, YCWB, YCWB],
        "check": ["corroborated", "corroborated", "nuanced", "corroborated", "not_found"],
        "dimension": ["governance", "capital_flow", "capital_flow", "platforms", "platforms"],
        "check_source_id": ["office", "page", "office", YCWB, "office"],
        "kind": ["state", "cause", "state", "appearance", "state"],
        "rule": ["same", "same", "scope", "appearance", "nothing"],
        "quote": ["1 a", "b", "c", "2 d", "e"],
        "quote_zh": [None, None, None, "3 丁", None],
    },
    index=pd.Index(["A01", "A02", "A03", "B01", "B02"], name="id"),
)
EVIDENCE = pd.DataFrame({"source_id": ["office", YICAI]}, index=pd.Index(["F1", "F2"], name="id"))
DIFFERENCES = pd.DataFrame(
    {"kind": ["degree", "number"], "stronger": ["en", "neither"]}, index=["LD-1", "LD-2"]
)


def rows(value):
    return [origin.row for origin in value.origins]


def test_claims_are_counted_by_verdict_and_backing():
    found = claims(PLAIN, TABLE, EVIDENCE, REFERENCES, DIFFERENCES)
    assert rows(found.verdict["corroborated"]) == ["A01", "A02", "B01"]
    assert found.verdict["contradicted"].number == 0
    assert rows(found.n_on_primary) == ["A01"]
    assert rows(found.n_on_house) == ["A02"]
    assert rows(found.n_on_itself) == ["B01"]
    assert rows(found.n_open) == ["B02"]
    assert found.borrowed == rows(found.n_borrowed) == ["F2"]
    assert (found.n_money, found.n_money_nuanced) == (2, 1)
    assert found.nuanced_mostly_on == ["capital_flow"]
    assert (rows(found.n_causes), rows(found.n_causes_hold)) == (["A02"], ["A02"])
    assert found.by_rule == {"same": 2, "scope": 1, "appearance": 1, "nothing": 1}
    assert rows(found.n_numbers_differ) == ["B01", "LD-2"]
    assert rows(found.n_stronger["en"]) == ["LD-1"]


def test_the_claims_of_one_text():
    found = claims(PLAIN, TABLE, EVIDENCE, REFERENCES, DIFFERENCES)
    assert list(found.of(YCWB).index) == ["B01", "B02"]
    assert (found.n_hold(YICAI), found.n_hold(YCWB)) == (2, 1)


def test_advice_of_the_digest_is_among_what_was_not_found():
    found = claims(
        PLAIN, raw("claims"), raw("evidence"), read_references(), raw("language_differences")
    )
    assert set(ADVICE) <= set(rows(found.verdict["not_found"]))
    assert found.n_open.number + found.n_advice.number == found.verdict["not_found"].number
    assert set(found.table["source_id"]) == {YICAI, YCWB}
