"""A correction names a cell that is there, and what it left stands in it."""

import pytest

from twodeltas.crosschecks import recorded

CASES = [
    ({"row": "SHG-999"}, "row", "error", "names “SHG-999”, which is no row of evidence.csv"),
    ({"field": "colour"}, "field", "error", "names “colour”, which is no column of data/raw/evi"),
    ({"now": "5 May"}, "now", "change", "is “5 May”, but column as_of of SS-088 (data/raw/eviden"),
]


def record_of(sheets, table, row, field):
    return next(
        r["id"]
        for r in sheets["corrections"].records
        if (r["table"], r["row"], r["field"]) == (table, row, field)
    )


def test_every_correction_of_the_project_stands_in_its_row(sheets):
    assert list(recorded.problems(sheets)) == []
    assert list(recorded.problems({"corrections": sheets["corrections"]})) == []


@pytest.mark.parametrize(("cells", "column", "severity", "message"), CASES)
def test_a_slip_is_told_with_its_row(changed, sheets, cells, column, severity, message):
    name = record_of(sheets, "evidence", "SS-088", "as_of")
    found = list(recorded.problems(changed("corrections", name, **cells)))
    (one,) = [p for p in found if p.row_id == name]
    assert (one.column, one.severity) == (column, severity)
    assert message in one.message
    assert one.row
    assert one.advice


def test_a_correction_that_was_not_applied_is_an_error(changed):
    (one,) = recorded.problems(changed("evidence", "SS-088", as_of="2021-07"))
    assert (one.column, one.severity) == ("now", "error")
    assert one.message == (
        "is “2021-05”, but column as_of of SS-088 (data/raw/evidence.csv) holds “2021-07”"
    )
    assert one.advice == "write it into that row, or take the correction back"


def test_a_correction_of_a_value_that_never_stood_there_is_told(changed, sheets):
    first = record_of(sheets, "claims", "A09", "note")
    found = list(recorded.problems(changed("corrections", first, now="another note")))
    assert any(p.column == "was" and "had left “another note” there" in p.message for p in found)
