"""The sections `[[part]]` of `report.toml`."""

import pytest

from walkback.errors import SetupError
from walkback.report_parts import ReportPart, report_parts

NOTEBOOKS = [{"name": "01"}, {"name": "02"}]


def test_parts_are_read_in_their_order():
    given = [
        {"sections": ["sec-a", "#sec-b"]},
        {"document": "annex", "title": "Data", "label": "sec-data", "notebooks": ["01"]},
    ]
    assert report_parts({"part": given, "notebook": NOTEBOOKS}) == (
        ReportPart(sections=("sec-a", "sec-b")),
        ReportPart("annex", "Data", "sec-data", notebooks=("01",)),
    )
    assert report_parts({}) == ()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"a": 1}, r"write \[\[part\]\]"),
        ([{"document": "brief", "sections": ["sec-a"]}], 'document is "main" or "annex"'),
        ([{"title": 3, "sections": ["sec-a"]}], "title must be a text, got 3"),
        ([{"label": "sec-x", "sections": ["sec-a"]}], "a label belongs to a title"),
        ([{"title": "A"}], "has no sections"),
        ([{"sections": "sec-a"}], "sections must be a list of names"),
        ([{"notebooks": ["03"]}], "'03' is no .* of this report"),
        ([{"sections": ["sec-a"]}, {"sections": ["sec-a"]}], "two parts have the section 'sec-a'"),
        ([{"notebooks": ["01"]}, {"notebooks": ["01"]}], "two parts have the notebook '01'"),
    ],
)
def test_what_cannot_be_meant_is_refused(given, told):
    with pytest.raises(SetupError, match=told):
        report_parts({"part": given, "notebook": NOTEBOOKS})


def test_a_notebook_may_have_a_part_in_either_document():
    given = [{"notebooks": ["01"]}, {"document": "annex", "notebooks": ["01"]}]
    assert len(report_parts({"part": given, "notebook": NOTEBOOKS})) == 2
