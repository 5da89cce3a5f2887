"""The form of a table: encoding, separators, quotation marks, header, rows."""

import pytest

from tests.data.conftest import Copy
from walkback.tables.encoding import likely_encoding, read_text
from walkback.tables.problems import BadData, Problem
from walkback.tables.sheet import read_sheet

RAW = "data/raw/"


def drop_column(copy: Copy, file: str, column: str) -> None:
    rows = copy.rows(file)
    at = rows[0].index(column)
    copy.save(file, [row[:at] + row[at + 1 :] for row in rows])


def append_to_rows(copy: Copy, file: str, header: list[str], cells: list[str]) -> None:
    first, *rest = copy.rows(file)
    copy.save(file, [first + header, *(row + cells for row in rest)])


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory, baseline) -> dict[str, list[Problem]]:
    """One mistake of form in each of many tables: what the check adds, by file."""
    copy = Copy(tmp_path_factory.mktemp("spoilt"))
    file = RAW + "{}.csv"
    as_gbk = copy.text(file.format("evidence")).encode("gbk", errors="replace")
    copy.write(file.format("evidence"), as_gbk)
    for name, separator in ("edges", ";"), ("gii_method", "\t"):
        rows = copy.rows(file.format(name))
        copy.write(file.format(name), "\n".join(separator.join(row) for row in rows))
    copy.write(file.format("claims"), "")
    copy.write(file.format("conflicts"), copy.text(file.format("conflicts")).splitlines()[0])
    copy.path(file.format("caveats")).unlink()
    copy.edit(file.format("corrections"), "\nCO-005,", '\n"CO-005,')
    frameworks = copy.text(file.format("frameworks"))
    copy.write(file.format("frameworks"), frameworks.encode("utf-16"))
    copy.edit(file.format("city_stats"), "\nCS-004,", "\nCS-004,,")
    copy.edit(file.format("knowledge_flows"), ",qualifier,", ",qualifer,")
    append_to_rows(copy, file.format("gii_clusters_2025"), ["economy"], ["CN"])
    copy.save(
        file.format("gii_intensity_by_edition"),
        [
            [row[0], row[2], row[1], *row[3:]]
            for row in copy.rows(file.format("gii_intensity_by_edition"))
        ],
    )
    append_to_rows(copy, file.format("gii_derived_checks"), ["remark"], [""])
    drop_column(copy, file.format("gii_clusters_by_edition"), "origin")
    copy.write(file.format("cities"), copy.text(file.format("cities")) + "\n,,,,,,\n\n")
    append_to_rows(copy, file.format("organisations"), ["", ""], ["", ""])
    found: dict[str, list[Problem]] = {}
    for problem in set(copy.check()) - baseline:
        found.setdefault(problem.file, []).append(problem)
    return found


TOLD = [
    ("evidence", None, None, "encoding", "not UTF-8 (line 2); it looks like GBK", "CSV UTF-8"),
    ("edges", 1, None, "separator", "separated by semicolons, not by commas", "field delimiter"),
    ("gii_method", 1, None, "separator", "separated by tabs, not by commas", "comma-separated"),
    ("claims", None, None, "empty-file", "is empty", "put its contents back"),
    ("conflicts", None, None, "no-rows", "has a header but no rows", "put the rows back"),
    ("caveats", None, None, "missing-file", "is missing", "put it back"),
    ("corrections", 6, None, "quotes", "quotation mark that is never closed", "around the whole"),
    ("frameworks", None, None, "encoding", "it looks like UTF-16", "CSV UTF-8"),
    ("city_stats", 5, None, "ragged-row", "cells, but the header has", "keep empty cells"),
    (
        "knowledge_flows",
        1,
        "qualifer",
        "header",
        "not a column of this",
        "rename it to “qualifier”",
    ),
    ("gii_clusters_2025", 1, "economy", "header", "stands 2 times in the header", "keep one"),
    (
        "gii_intensity_by_edition",
        1,
        "cluster",
        "header",
        "in another order",
        "id, edition, cluster",
    ),
    ("gii_derived_checks", 1, "remark", "header", "is not a column of this table", "delete it, or"),
    ("gii_clusters_by_edition", 1, "origin", "header", "is missing", "add it"),
    ("organisations", 1, None, "header", "2 of the columns have no name", "delete them"),
]


@pytest.mark.parametrize(("name", "row", "column", "rule", "message", "advice"), TOLD)
def test_mistake_of_form_is_told_once(spoilt, name, row, column, rule, message, advice):
    (problem,) = spoilt[f"{RAW}{name}.csv"]
    assert (problem.row, problem.column, problem.rule) == (row, column, rule)
    assert problem.severity == "error"
    assert message in problem.message
    assert advice in problem.advice


def test_empty_rows_are_told_as_one_run(spoilt):
    (problem,) = spoilt[f"{RAW}cities.csv"]
    assert problem.rule == "empty-row"
    assert problem.message == f"to {problem.row + 2} are empty"


def test_nothing_follows_from_a_table_that_cannot_be_read(spoilt):
    assert set(spoilt) == {f"{RAW}{name}.csv" for name, *_ in TOLD} | {f"{RAW}cities.csv"}


@pytest.mark.parametrize(
    ("encoding", "text", "name"),
    [
        ("gbk", "深圳,香港,广州\n粤港保护知识产权合作专责小组自2003年8月设立。", "GBK"),
        ("big5", "深圳,香港,廣州\n粵港保護知識產權合作專責小組自年月設立", "Big5"),
        ("cp1252", "id,name\n1,Düsseldorf–Köln\n", "an older Windows"),
        ("utf-16", "id,name\n1,深圳\n", "UTF-16"),
    ],
)
def test_likely_encoding(encoding, text, name):
    assert likely_encoding(text.encode(encoding)).startswith(name)


def test_damaged_utf8_is_told(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("id,name\n1,深圳\n".encode()[:-2] + b"\n")
    with pytest.raises(BadData, match="line 2"):
        read_text(path, "a.csv")


def test_folder_in_place_of_a_file_is_told(tmp_path):
    with pytest.raises(BadData, match="cannot be opened"):
        read_text(tmp_path, "a.csv")


def test_rows_are_numbered_as_in_a_spreadsheet(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('id,name\n1,"two\nlines"\n\n2,b\n', encoding="utf-8")
    sheet = read_sheet(path, "a.csv")
    assert [(record.number, record["name"]) for record in sheet.records] == [
        (2, "two\nlines"),
        (4, "b"),
    ]
    assert [(problem.row, problem.rule) for problem in sheet.problems] == [(3, "empty-row")]


def test_first_row_must_hold_names(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("\nid,name\n1,b\n", encoding="utf-8")
    with pytest.raises(BadData, match="begin with the column names"):
        read_sheet(path, "a.csv")
