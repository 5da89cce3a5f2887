"""One row coded otherwise changes what depends on it, and nothing else; checked on the real tables."""

from functools import cache

import pandas as pd
import pytest

from tests.shared.real import raw
from twodeltas.collaboration import recoding
from twodeltas.shared import coding
from walkback.values.number_format import PLAIN

PAIR = ("shg", "ss")


@cache
def now() -> recoding.Coded:
    return recoding.coded(raw("evidence"), raw("codes"), PAIR)


def recoded(row: str, **codes: str | None) -> recoding.Changes:
    """What changes if one row of the real evidence is coded otherwise."""
    table = raw("codes").copy()
    for scale, code in codes.items():
        here = table["evidence"] == row
        assert table.loc[here, scale].iloc[0] != code
        table.loc[here, scale] = code
    return recoding.compare(now(), recoding.coded(raw("evidence"), table, PAIR))


def test_nothing_changes_if_no_row_is_recoded():
    assert recoding.compare(now(), now()) == recoding.Changes([], [], [], [], [], [], 0.0)


def test_another_step_moves_a_row_from_one_cell_to_the_next():
    found = recoded("SS-077", step="output")  # the decision on joint innovation, the only law
    assert found.cells == [
        ("rules", "align", "input", "ss"),
        ("rules", "align", "output", "ss"),
    ]
    assert found.levers == [("rules", "input", "ss"), ("rules", "output", "ss")]
    assert (found.models, found.likeness) == ([], [])


def test_a_stated_outcome_fills_a_cell_that_was_empty_and_is_known_of_the_instrument():
    found = recoded("SS-077", step="outcome")
    assert found.filled == [("rules", "outcome", "ss")]
    assert found.models == [("rules", "law", "ss")]
    assert found.likeness == []  # of the other cluster nothing is known, so the bounds stay


def test_another_level_changes_one_line_and_the_bounds_of_one_lever():
    found = recoded("SS-086", level="district")  # the only row on standards in the east
    assert (found.cells, found.levers) == ([], [])
    assert found.models == [("rules", "standard", "ss")]
    assert found.likeness == ["rules"]
    assert found.moved == pytest.approx(1 / 24)  # one code of four instruments times six


def test_another_instrument_changes_two_lines_of_one_lever():
    found = recoded("SS-088", instrument="body")  # the joint company of the demonstration zone
    assert found.models == [("governance", "body", "ss"), ("governance", "company", "ss")]
    assert found.likeness == []  # another row reports the company, too
    assert found.cells == []


def test_another_lever_changes_both_levers_and_no_third():
    found = recoded("SS-077", lever="governance")
    assert {cell[0] for cell in found.cells} == {"rules", "governance"}
    assert {line[0] for line in found.models} == {"rules", "governance"}
    assert found.likeness == []  # other rows report the decision under rules, too


def test_another_reliability_changes_at_most_the_confidence_of_one_cell():
    found = recoded("SS-077", reliability="D")
    assert found.cells == [("rules", "align", "input", "ss")]
    assert (found.models, found.likeness, found.filled, found.emptied) == ([], [], [], [])


def test_codes_that_neither_map_nor_models_use_change_neither():
    found = recoded("SS-077", factor="people", proximity="social", rung="5", rule_mode="adopt")
    assert found == recoding.Changes([], [], [], [], [], [], 0.0)


def test_a_recoded_row_is_reported_as_recoded():
    table = raw("codes").copy()
    table.loc[table["evidence"] == "SS-077", "step"] = "outcome"
    assert coding.unsettled(raw("codings"), raw("settlements"), table) == [("SS-077", "step")]
    assert coding.unsettled(raw("codings"), raw("settlements"), raw("codes")) == []


def test_close_calls_turned_round_leave_what_was_not_close():
    codes, settled = raw("codes"), raw("settlements")
    other = coding.turned(codes, settled)
    differ = {
        (str(row), scale)
        for scale in (*coding.NAMES, coding.LISTED)
        for row in codes.loc[codes[scale].fillna("") != other[scale].fillna(""), "evidence"]
    }
    close = settled[settled["reason"] == "judgement"]
    assert differ == set(zip(close["evidence"], close["scale"], strict=True))
    pd.testing.assert_index_equal(other.index, codes.index)


def test_a_number_from_codes_knows_its_rows():
    found = recoding.value(PLAIN, 13.89, "codes", ["CD-SS-001"], "largest shift")
    assert (found.text, found.how) == ("14", "computed: largest shift")
    assert [(o.table, o.row) for o in found.origins] == [("codes", "CD-SS-001")]
