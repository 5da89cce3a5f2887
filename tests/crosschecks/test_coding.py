"""Codes, passes and settlements agree, and a slip in one of them is told with its row."""

import pytest

from twodeltas.crosschecks import coding


def test_the_codes_are_those_that_were_agreed_or_settled(sheets):
    assert list(coding.problems(sheets)) == []
    assert list(coding.problems({"codes": sheets["codes"]})) == []


@pytest.mark.parametrize(
    ("table", "row", "cells", "message"),
    [
        ("settlements", "ST-0001", {}, "has no row in settlements.csv, but the passes coded"),
        ("settlements", "ST-0001", {"first": "C"}, "is “C”, but the first pass coded “A” in cod"),
        ("settlements", "ST-0001", {"settled": "D"}, "is “D”, which neither pass coded"),
        ("settlements", "ST-0001", {"first": "B"}, "settles “reliability” of SHG-002, on which bo"),
        ("codings", "C1-SHG-001", {"lever": "rules"}, "but the passes coded “rules” and “governan"),
    ],
)
def test_a_slip_is_an_error(changed, table, row, cells, message):
    found = [str(p) for p in coding.problems(changed(table, row, **cells)) if p.severity == "error"]
    assert any(message in one for one in found), found


def test_a_code_that_was_changed_asks_for_a_correction(changed):
    (one,) = coding.problems(changed("codes", "CD-SHG-001", lever="rules"))
    assert (one.severity, one.column) == ("change", "lever")
    assert one.message == "is “rules”, but the two passes and their settlement gave “governance”"


def test_a_code_whose_change_is_recorded_is_left_alone(changed, sheets):
    recoded = changed("codes", "CD-SHG-001", lever="rules")
    record = {"table": "codes", "row": "CD-SHG-001", "field": "lever"}
    recorded = changed("corrections", "CO-178", **record)["corrections"]
    assert list(coding.problems({**recoded, "corrections": recorded})) == []
