"""The codes of the evidence: the codebook, the two passes and their settlement fit each other."""

import re
from functools import cache

import pytest

from tests.data.conftest import ROOT, Copy
from twodeltas.shared import coding
from walkback.tables.package import load_package
from walkback.tables.read import read_raw

CODES = "data/raw/codes.csv"
HEADING = re.compile(r"^\*\*(\w+)\*\* – (.*?)(?=^\*\*\w+\*\* – |^## |\Z)", re.M | re.S)
TABLES = load_package(ROOT).tables
CODED = {
    name: set(column.constraints["enum"])
    for table in ("codings", "codes", "settlements")
    for name, column in TABLES[table].columns.items()
    if "enum" in column.constraints and name != "scale"
}


@cache
def codebook() -> dict[str, str]:
    """What the codebook says of each scale."""
    return dict(HEADING.findall((ROOT / "data" / "codebook.md").read_text("utf-8")))


@pytest.mark.parametrize("scale", CODED)
def test_the_codebook_names_every_code_and_no_other(scale):
    assert set(re.findall(r"`(\w+)`", codebook()[scale])) - {"csv"} == CODED[scale]


def test_the_codebook_explains_every_scale_and_no_other():
    scales = {scale.name for scale in coding.SCALES} | {"same_release"}
    assert set(codebook()) == scales | {"coding_pass", "reason"}
    assert set(TABLES["settlements"].columns["scale"].constraints["enum"]) == scales
    assert set(TABLES["codes"].columns) == set(TABLES["codings"].columns) - {"coding_pass"}


def test_the_order_of_a_scale_holds_its_codes():
    for scale in coding.SCALES:
        if scale.order:
            assert {*scale.order, *scale.off} == CODED[scale.name]


def test_every_difference_is_settled_and_nothing_else():
    codings, settled = read_raw("codings", ROOT), read_raw("settlements", ROOT)
    scales = [*(scale.name for scale in coding.SCALES), "same_release"]
    differ = {
        (str(row), scale, one, other)
        for scale in scales
        for row, one, other in coding.side_by_side(codings, scale).fillna("").itertuples()
        if one != other
    }
    kept = settled[["evidence", "scale", "first", "second"]].fillna("")
    assert set(map(tuple, kept.to_numpy())) == differ
    assert not settled.duplicated(["evidence", "scale"]).any()


def test_what_was_kept_is_one_of_the_two_and_a_close_call_says_why():
    settled = read_raw("settlements", ROOT).fillna("")
    one = (settled["settled"] == settled["first"]) | (settled["settled"] == settled["second"])
    assert list(settled.index[~one]) == []
    close = settled[settled["reason"] == "judgement"]
    assert list(close.index[close["note"] == ""]) == []


def test_both_passes_coded_every_row():
    codings, evidence = read_raw("codings", ROOT), read_raw("evidence", ROOT)
    for name in coding.PASSES:
        coded = codings.loc[codings["coding_pass"] == name, "evidence"]
        assert coded.is_unique
        assert set(coded) <= set(evidence.index)


@pytest.fixture(scope="module")
def coded_rows(tmp_path_factory) -> Copy:
    copy = Copy(tmp_path_factory.mktemp("codes"))
    copy.keep("clusters", "units", "evidence", "codes", "conflicts", "caveats")
    return copy


def test_a_fact_without_codes_is_told(coded_rows):
    before = set(coded_rows.check())
    rows = coded_rows.rows(CODES)
    at = next(n for n, row in enumerate(rows) if row[1] == "SHG-030")
    coded_rows.save(CODES, rows[:at] + rows[at + 1 :])
    (found,) = set(coded_rows.check()) - before
    coded_rows.save(CODES, rows)
    assert (found.file, found.row_id, found.rule) == (
        "data/raw/evidence.csv",
        "SHG-030",
        "not-covered",
    )
    assert "has no row in data/raw/codes.csv" in found.message
    assert "see data/codebook.md" in found.advice


def test_codes_twice_for_one_fact_and_an_unknown_code_are_told(coded_rows):
    before, text = set(coded_rows.check()), coded_rows.text(CODES)
    coded_rows.put(CODES, "CD-SHG-031", "lever", "goverance")
    coded_rows.put(CODES, "CD-SHG-032", "evidence", "SHG-033")
    found = {(p.file, p.rule) for p in set(coded_rows.check()) - before}
    coded_rows.write(CODES, text)
    assert found == {
        (CODES, "code"),
        (CODES, "duplicate"),
        ("data/raw/evidence.csv", "not-covered"),
    }
