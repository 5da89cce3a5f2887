"""The tables on the coding and on what it shows: in words, with nothing unknown read as no."""

import pandas as pd
import pytest

from tests.collaboration.test_similarity import TWO
from tests.shared.real import raw
from twodeltas.collaboration import recoding, similarity
from twodeltas.collaboration.tables import coding as coding_tables
from twodeltas.collaboration.tables import gap_map as gap_table
from twodeltas.collaboration.tables import model_matrix
from twodeltas.shared import coding, gap_map

PAIR = ("shg", "ss")
NAMES = {"shg": "South", "ss": "East"}
MODELS = similarity.instruments(TWO, PAIR)


def test_agreement_lists_the_weakest_scale_first_and_promises_no_more():
    found = pd.DataFrame(
        {
            "level": ["nominal", "ordinal"],
            "rows": [300, 47],
            "same": [281, 40],
            "split": [0, 7],
            "alpha": [0.926, 0.7999],
            "low": [0.892, 0.61],
            "high": [0.953, 0.9],
        },
        index=pd.Index(["lever", "rung"], name="scale"),
    )
    table = coding_tables.agreement(found)
    assert list(table["Scale"]) == ["Rung of the ladder", "What is worked on (lever)"]
    assert table["Alpha"].tolist() == ["0.7999", "0.93"]
    assert table["It allows"].tolist() == ["tentative conclusions only", "conclusions"]
    assert table["95 % interval"].iloc[0] == "0.61 to 0.90"


def test_every_grade_of_agreement_has_words():
    assert tuple(coding_tables.ALLOWS) == coding.GRADES
    assert {coding.word(alpha) for alpha in (1, 0.7, 0, float("nan"))} == set(coding.GRADES)


def test_reasons_are_counted_with_the_scales_that_they_concern():
    settled = pd.DataFrame(
        {"reason": ["rule", "judgement", "judgement"], "scale": ["level", "mode", "mode"]}
    )
    table = coding_tables.settled(settled)
    assert table["Codes"].tolist() == [2, 1]
    assert table["Most often on"].iloc[0] == "mode (2)"
    assert coding_tables.settled(raw("settlements"))["Codes"].sum() == len(raw("settlements"))
    assert coding_tables.named(["mode", "actors"]) == "how it is run and who acts"


def test_every_attribute_that_is_compared_has_words():
    assert tuple(model_matrix.ATTRIBUTES) == similarity.ATTRIBUTES
    for name in similarity.ATTRIBUTES:
        known = {str(code) for code in MODELS[name].dropna()}
        assert known <= set(model_matrix.words_of(name))
    assert model_matrix.words_of("mode")["several"] == "in several ways"


def test_the_map_as_a_table_says_none_and_names_empty_cells():
    levers = gap_map.by_lever(TWO, PAIR)
    table = gap_table.by_lever(levers, NAMES, PAIR).set_index("Lever")
    assert table.loc["Money", "Came of it, South"] == "1 (0)"
    assert table.loc["Money", "Changed, South"] == "1 (1)"
    assert table.loc["Rules", "Changed, East"] == "none"
    empty = {c: gap_map.gaps(levers, c) for c in PAIR}
    assert gap_table.named(empty["shg"]).startswith(
        "governance (put in, done, came of it, changed), "
    )
    assert "money (put in, done, changed)" in gap_table.named(empty["ss"])
    assert gap_table.levers(["money", "data_goods"]) == "money and data and goods"


def test_the_matrix_says_what_was_not_found_and_what_is_not_stated():
    table = model_matrix.table("en", MODELS, NAMES, PAIR)
    voucher, grant = (dict(row) for row in table.to_dict("records"))
    assert voucher["Instrument"] == "Voucher: *found in one cluster only*"
    assert voucher["South"] == "*not found in the collection*"
    assert grant["Instrument"] == "Research grant: *differs in who acts, level and reach*"
    assert grant["South"] == (
        r"**Government**; **up to the centre**; in force; across the customs border; **the cities**; "
        r"with a stated outcome. *Not stated\: how it is run.* 2 items, the earliest Nov 2019\: X\-0, X\-1"
    )
    assert grant["East"].startswith("**Firms**; **up to cities**; in force; on one side only;")
    assert r"*Not stated\: how it is run, outcome.*" in grant["East"]
    assert grant["East"].endswith(r"1 item, 2020\: X\-2")
    cells = " ".join(table["South"]) + " ".join(table["East"])
    assert " no " not in f" {cells} "


def test_the_end_of_a_title_names_whoever_has_instruments_alone():
    found = similarity.found_in(MODELS, PAIR)
    assert found == {"all": 2, "both": 1, "shg": 0, "ss": 1}
    assert model_matrix.only_in(found, NAMES) == ", 1 only in East"
    assert model_matrix.only_in({"all": 2, "both": 2, "shg": 0, "ss": 0}, NAMES) == ""


@pytest.mark.parametrize("lever", gap_map.LEVERS)
def test_every_lever_of_the_evidence_can_be_shown(lever):
    models = recoding.coded(raw("evidence"), raw("codes"), PAIR).models
    own = models[models["lever"] == lever]
    assert len(model_matrix.table("en", own, NAMES, PAIR)) == own["instrument"].nunique()
    assert set(model_matrix.rows(own)) <= set(raw("evidence").index)
    assert len(model_matrix.rows(own)) >= own["items"].sum()
