"""A name leads straight to the body that it is counted as."""

from dataclasses import replace

import pytest

from twodeltas.crosschecks import aliases


def test_the_names_of_the_project_lead_to_bodies(sheets):
    assert list(aliases.problems(sheets)) == []
    assert list(aliases.problems({})) == []


@pytest.mark.parametrize(
    ("row", "cells", "column", "message"),
    [
        (
            "AL-009",
            {"canonical": "suzhou-industrial-park-administrative-committee"},
            "canonical",
            "makes a circle: suzhou-industrial-park-administrative-committee → suzhou-industrial-",
        ),
        (
            "AL-016",
            {"canonical": "qianhai-authority"},
            "canonical",
            "is “qianhai-authority”, which is an alias itself (id AL-023)",
        ),
        ("AL-016", {"canonical": ""}, "canonical", "is empty, but “innovation-and-technology-c"),
        ("AL-016", {"alias": "qianhai-authority"}, "alias", "which AL-016 leads elsewhere alre"),
    ],
)
def test_a_slip_is_told_with_its_row(changed, row, cells, column, message):
    found = list(aliases.problems(changed("aliases", row, **cells)))
    assert any(p.column == column and message in p.message and p.row for p in found), found


def test_a_circle_of_two_is_told_of_both(changed):
    sheet = changed("aliases", "AL-016", canonical="qianhai-authority")["aliases"]
    back = {"canonical": "innovation-and-technology-commission"}
    records = [
        replace(r, cells=r.cells | back) if r["id"] == "AL-023" else r for r in sheet.records
    ]
    found = aliases.problems({"aliases": replace(sheet, records=tuple(records))})
    assert {p.row_id for p in found if "makes a circle" in p.message} == {"AL-016", "AL-023"}
