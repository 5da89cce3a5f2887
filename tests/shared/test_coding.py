"""The codes of the evidence: agreement by scale, differences, rows that a reader recoded."""

import pandas as pd
import pytest

from twodeltas.shared import coding
from walkback.errors import AnalysisError

NAMES = [scale.name for scale in coding.SCALES]


def one_pass(name: str, rows: dict[str, dict[str, str]]) -> pd.DataFrame:
    usual = dict.fromkeys(NAMES, "none") | {"rung": "2", "force": None, "directness": "1"}
    usual |= {"reliability": "A", "same_release": None}
    table = pd.DataFrame([usual | codes for codes in rows.values()], dtype=object)
    return table.assign(evidence=list(rows), coding_pass=name)


FIRST = one_pass("first", {"X-1": {"lever": "money"}, "X-2": {"lever": "rules"}, "X-3": {}})
SECOND = one_pass(
    "second",
    {"X-3": {"rung": None}, "X-1": {"lever": "money"}, "X-2": {"lever": "people", "rung": "3"}},
)
BOTH = pd.concat([FIRST, SECOND], ignore_index=True)
SETTLED = pd.DataFrame(
    [("X-2", "lever", "people"), ("X-2", "rung", "2"), ("X-3", "rung", None)],
    columns=["evidence", "scale", "settled"],
)
CODES = FIRST.assign(lever=["money", "people", "none"], rung=["2", "2", None])


def test_both_passes_stand_side_by_side_whatever_their_order():
    wide = coding.side_by_side(BOTH, "lever")
    assert wide.to_dict("index")["X-2"] == {"first": "rules", "second": "people"}


def test_a_row_that_was_coded_once_is_named():
    with pytest.raises(AnalysisError, match="X-3: coded once only"):
        coding.side_by_side(BOTH.drop(index=3), "lever")


def test_agreement_counts_rows_that_both_coded_and_rows_that_only_one_did():
    table = coding.agreements(BOTH, seed=1, draws=20)
    assert list(table.index) == NAMES
    assert table.loc["lever", ["rows", "same", "split"]].tolist() == [3, 2, 0]
    assert table.loc["rung", ["rows", "same", "split"]].tolist() == [2, 1, 1]
    assert table.loc["lever", "alpha"] == pytest.approx(1 - 2 / (26 / 5))


def test_what_alpha_allows_is_said_in_a_word():
    assert [coding.word(a) for a in (0.8, 0.7, 0.5, float("nan"))] == [
        "good",
        "tentative",
        "weak",
        "none",
    ]


def test_settled_codes_are_explained_and_a_recoded_row_is_found():
    assert coding.unsettled(BOTH, SETTLED, CODES) == []
    recoded = CODES.assign(step=["outcome", "none", "none"])
    assert coding.unsettled(BOTH, SETTLED, recoded) == [("X-1", "step")]
    joined = CODES.assign(same_release=["X-2", None, None])
    assert coding.unsettled(BOTH, SETTLED, joined) == [("X-1", "same_release")]


def test_settlements_of_one_kind_can_be_turned_to_the_other_pass():
    settled = SETTLED.assign(
        first=["rules", "2", "2"], second=["people", "3", None], reason=["judgement", "rule", "judgement"]
    )  # fmt: skip
    other = coding.turned(CODES, settled).set_index("evidence")
    assert other["lever"].to_dict() == {"X-1": "money", "X-2": "rules", "X-3": "none"}
    assert other.loc["X-2", "rung"] == "2"
    assert other.loc["X-3", "rung"] == "2"
    again = coding.turned(other.reset_index(), settled.assign(settled=["rules", "2", "2"]))
    assert again["lever"].tolist() == CODES["lever"].tolist()
    assert CODES["lever"].tolist() == ["money", "people", "none"]
