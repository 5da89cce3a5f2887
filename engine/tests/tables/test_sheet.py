"""The form of a table: encoding, separators, quotation marks, header, rows."""

from collections.abc import Callable

import pytest
from spoilable import Spoilable

from walkback.tables.encoding import likely_encoding, read_text
from walkback.tables.problems import BadData, Problem
from walkback.tables.sheet import read_sheet

RAW = "data/raw/"
NAMES = ("caveats", "facts", "ships", "units")
CAVEATS, FACTS, SHIPS, UNITS = (f"{RAW}{name}.csv" for name in NAMES)


def drop_column(copy: Spoilable, file: str, column: str) -> None:
    rows = copy.rows(file)
    at = rows[0].index(column)
    copy.save(file, [row[:at] + row[at + 1 :] for row in rows])


def swap_columns(copy: Spoilable, file: str) -> None:
    copy.save(file, [[row[0], row[2], row[1], *row[3:]] for row in copy.rows(file)])


def append_to_rows(copy: Spoilable, file: str, header: list[str], cells: list[str]) -> None:
    first, *rest = copy.rows(file)
    copy.save(file, [first + header, *(row + cells for row in rest)])


def separate(copy: Spoilable, file: str, sign: str) -> None:
    copy.write(file, "\n".join(sign.join(row) for row in copy.rows(file)))


def in_chinese(copy: Spoilable, file: str, encoding: str) -> None:
    text = (
        copy.text(file).replace("What fact", "深圳香港广州的事实之一").replace("gaff", "上海苏州")
    )
    copy.write(file, text.encode(encoding))


# What is done to one table, and what must be told: row, column, rule, message, advice.
Told = tuple[str, int | None, str | None, str, str, str]
MISTAKES: list[tuple[Callable[[Spoilable], None], Told]] = [
    (
        lambda c: in_chinese(c, FACTS, "gbk"),
        (FACTS, None, None, "encoding", "not UTF-8 (line 2); it looks like GBK", "CSV UTF-8"),
    ),
    (
        lambda c: separate(c, SHIPS, ";"),
        (SHIPS, 1, None, "separator", "separated by semicolons, not by commas", "field delimiter"),
    ),
    (
        lambda c: separate(c, SHIPS, "\t"),
        (SHIPS, 1, None, "separator", "separated by tabs, not by commas", "comma-separated"),
    ),
    (
        lambda c: c.write(SHIPS, ""),
        (SHIPS, None, None, "empty-file", "is empty", "put its contents back"),
    ),
    (
        lambda c: c.write(CAVEATS, c.text(CAVEATS).splitlines()[0]),
        (CAVEATS, None, None, "no-rows", "has a header but no rows", "put the rows back"),
    ),
    (
        lambda c: c.path(SHIPS).unlink(),
        (SHIPS, None, None, "missing-file", "is missing", "put it back"),
    ),
    (
        lambda c: c.edit(FACTS, "\nF-005,", '\n"F-005,'),
        (FACTS, 6, None, "quotes", "quotation mark that is never closed", "around the whole"),
    ),
    (
        lambda c: in_chinese(c, SHIPS, "utf-16"),
        (SHIPS, None, None, "encoding", "it looks like UTF-16", "CSV UTF-8"),
    ),
    (
        lambda c: c.edit(FACTS, "\nF-004,", "\nF-004,,"),
        (FACTS, 5, None, "ragged-row", "cells, but the header has", "keep empty cells"),
    ),
    (
        lambda c: c.edit(FACTS, ",qualifier,", ",qualifer,"),
        (FACTS, 1, "qualifer", "header", "not a column of this", "rename it to “qualifier”"),
    ),
    (
        lambda c: append_to_rows(c, SHIPS, ["share"], ["1"]),
        (SHIPS, 1, "share", "header", "stands 2 times in the header", "keep one"),
    ),
    (
        lambda c: swap_columns(c, SHIPS),
        (SHIPS, 1, "before", "header", "in another order", "id, rank, before"),
    ),
    (
        lambda c: append_to_rows(c, SHIPS, ["remark"], [""]),
        (SHIPS, 1, "remark", "header", "is not a column of this table", "delete it, or"),
    ),
    (
        lambda c: drop_column(c, SHIPS, "before"),
        (SHIPS, 1, "before", "header", "is missing", "add it"),
    ),
    (
        lambda c: append_to_rows(c, SHIPS, ["", ""], ["", ""]),
        (SHIPS, 1, None, "header", "2 of the columns have no name", "delete them"),
    ),
]


@pytest.mark.parametrize(("spoil", "told"), MISTAKES, ids=[told[4][:30] for _, told in MISTAKES])
def test_mistake_of_form_is_told_once_and_nothing_follows_from_it(copied, spoil, told):
    spoil(copied)
    file, row, column, rule, message, advice = told
    problem: Problem
    (problem,) = (p for p in copied.check() if p.rule != "unused")
    assert (problem.file, problem.row, problem.column, problem.rule) == (file, row, column, rule)
    assert problem.severity == "error"
    assert message in problem.message
    assert advice in problem.advice


def test_empty_rows_are_told_as_one_run(copied):
    copied.write(UNITS, copied.text(UNITS) + "\n,,,,\n\n")
    (problem,) = copied.check()
    assert (problem.file, problem.rule) == (UNITS, "empty-row")
    assert problem.message == f"to {problem.row + 2} are empty"


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
