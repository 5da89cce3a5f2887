"""A thousand spoilt tables: the check passes them or tells what is wrong, and never fails itself.

`WALKBACK_EXAMPLES=20000` tries more, and other ones each time.
"""

import csv
import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.data.conftest import TODAY, Copy
from walkback.errors import DataError
from walkback.tables.check import check_data
from walkback.tables.problems import report
from walkback.tables.read import read_raw

Rows = list[list[str]]

EXAMPLES = int(os.environ.get("WALKBACK_EXAMPLES", "1000"))
MANY = settings(
    max_examples=EXAMPLES,
    derandomize="WALKBACK_EXAMPLES" not in os.environ,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
ALONE = ("units", "criteria", "cities", "gaps", "transfers", "gii_method", "clusters")
LINKED = "city_stats"
HOSTILE = (
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    '#read("/etc/passwd")',
    "```{=html}\n<b>\n```",
    "a\u202eb",
    "a\u200bb",
    "a\x00b",
    "\x1b[31m",
    "../../etc/passwd",
    "a;;b;",
    ";",
    " ; ",
    "x" * 40_000,
    "x" * 140_000,
    "９",
    "1e999",
    "-0",
    "2024-02-30",
    "0000",
    "99999999999999999999",
    "\ud7ff\uffff",
    "NaN",
    "",
    " ",
)


def place_of(name: str) -> str:
    return "data/clusters.csv" if name == "clusters" else f"data/raw/{name}.csv"


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Copy]:
    """A package for each table: alone, or with short tables that it refers to."""
    made = {}
    for name in ALONE:
        made[name] = Copy(tmp_path_factory.mktemp(name))
        made[name].keep(name)
        made[name].save(place_of(name), made[name].rows(place_of(name))[:12])
    made[LINKED] = Copy(tmp_path_factory.mktemp(LINKED))
    made[LINKED].keep(LINKED, "cities", "units")
    for table in (LINKED, "cities", "units"):
        made[LINKED].save(place_of(table), made[LINKED].rows(place_of(table))[:12])
    return made


# -- spoiling rows ------------------------------------------------------------------------------


def swap_columns(rows: Rows, a: int, b: int, _: str) -> None:
    first, second = a % len(rows[0]), b % len(rows[0])
    for row in rows[b % 2 :]:  # with the header or without it
        if max(first, second) < len(row):
            row[first], row[second] = row[second], row[first]


def double_header(rows: Rows, a: int, b: int, _: str) -> None:
    rows[0][a % len(rows[0])] = rows[0][b % len(rows[0])]


def other_header(rows: Rows, a: int, _b: int, text: str) -> None:
    rows[0][a % len(rows[0])] = text


def drop_column(rows: Rows, a: int, _b: int, _: str) -> None:
    for row in rows:
        del row[a % len(rows[0]) : a % len(rows[0]) + 1]


def double_row(rows: Rows, a: int, b: int, _: str) -> None:
    rows.insert(b % (len(rows) + 1), list(rows[a % len(rows)]))


def ragged(rows: Rows, a: int, b: int, text: str) -> None:
    row = rows[a % len(rows)]
    rows[a % len(rows)] = row[: b % len(row)] if b % 2 else [*row, text]


def merged(rows: Rows, a: int, b: int, _: str) -> None:
    """What is left of merged cells: the first keeps its text, those below are empty."""
    for row in rows[a % len(rows) + 1 : a % len(rows) + 4]:
        row[b % len(row)] = ""


def cell(rows: Rows, a: int, b: int, text: str) -> None:
    row = rows[a % len(rows)]
    row[b % len(row)] = text


def empty_rows(rows: Rows, a: int, _b: int, _: str) -> None:
    rows[a % (len(rows) + 1) : 0] = [[], [""], ["", " "]]


def one_row(rows: Rows, a: int, _b: int, _: str) -> None:
    rows[:] = rows[a % len(rows) : a % len(rows) + 1]


# -- spoiling bytes -----------------------------------------------------------------------------


def workbook() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        book.writestr("xl/workbook.xml", "<workbook/>")
    return packed.getvalue()


CONFLICT = b"<<<<<<< HEAD\na,1\n=======\na,2\n>>>>>>> other\n"
BYTES: list[Callable[[bytes, int, bytes], bytes]] = [
    lambda data, at, junk: data[:at] + junk + data[at + len(junk) :],
    lambda data, at, junk: data[:at] + junk + data[at:],
    lambda data, at, _: data[:at],
    lambda data, at, _: data[at:],
    lambda data, at, _: bytes([*data[:at], data[at % len(data)] ^ 0x80, *data[at + 1 :]]),
    lambda data, at, _: data[:at] + b'"' + data[at:],
    lambda data, at, _: data[:at] + b"\x00" + data[at:],
    lambda data, *_: b"\xef\xbb\xbf" + data,
    lambda data, *_: data.replace(b"\n", b"\r"),
    lambda data, *_: data.replace(b"\n", b"\r\n\r\n"),
    lambda data, *_: data.replace(b",", b";"),
    lambda data, *_: data.replace(b",", b"\t"),
    lambda data, *_: data.replace(b",", b"|"),
    lambda *_: b"",
    lambda *_: b" \n\n\t",
    lambda *_: workbook(),
    lambda *_: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    lambda *_: b"<!DOCTYPE html><p>Log in",
    lambda data, at, _: (
        data[: data.find(b"\n", at) + 1] + CONFLICT + data[data.find(b"\n", at) + 1 :]
    ),
    lambda data, *_: data.decode("utf-8").encode("gb18030", "replace"),
    lambda data, *_: data.decode("utf-8").encode("big5", "replace"),
    lambda data, *_: data.decode("utf-8").encode("utf-16"),
    lambda data, *_: data.decode("utf-8").encode("latin-1", "replace"),
    lambda data, *_: data + b"x" * 140_000,
]
ROWS = (
    swap_columns,
    double_header,
    other_header,
    drop_column,
    double_row,
    ragged,
    merged,
    cell,
    cell,
    cell,
    cell,
    empty_rows,
    one_row,
)
NUMBER = st.integers(0, 10_000)
TEXT = st.sampled_from(HOSTILE) | st.text(max_size=12)
SPOIL_ROWS = st.lists(
    st.tuples(st.sampled_from(ROWS), NUMBER, NUMBER, TEXT), min_size=1, max_size=4
)
SPOIL_BYTES = st.none() | st.tuples(
    st.sampled_from(BYTES), NUMBER, st.binary(min_size=1, max_size=6)
)


def written(rows: Rows) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode("utf-8", "surrogatepass")


@MANY
@given(name=st.sampled_from((*ALONE, LINKED)), spoil=SPOIL_ROWS, bytes_too=SPOIL_BYTES)
def test_every_spoilt_table_is_passed_or_told(copies, name, spoil, bytes_too):
    copy, file = copies[name], place_of(name)
    original = copy.path(file).read_bytes()
    rows = copy.rows(file)
    for change, a, b, text in spoil:
        if rows and all(rows):
            change(rows, a, b, text)
    data = written(rows)
    if bytes_too and data:
        change, at, junk = bytes_too
        data = change(data, at % len(data), junk)
    copy.write(file, data)
    try:
        problems = check_data(copy.root, TODAY)
        told = report(problems)
        assert all(line.isprintable() for line in told.split("\n")), told
        assert all(p.file and p.message and p.advice for p in problems)
        assert len(told) < 400_000
        _reads_or_tells(name, copy.root, failed=any(p.severity == "error" for p in problems))
    finally:
        copy.write(file, original)


def _reads_or_tells(name: str, root: Path, *, failed: bool) -> None:
    """What the check passed can be read; what it refused can be read or is refused clearly."""
    try:
        read_raw(name, root)
    except DataError:
        assert failed


SAYS = [
    (workbook(), "is an Excel workbook (.xlsx) under another name, not text", "save it as UTF-8"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1", "is an Excel workbook (.xls) under another name", "save it as"),
    (b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.s", "is a LibreOffice file", "save it"),
    (b"%PDF-1.7\n", "is a PDF under another name", "export the table again"),
    (b"\x1f\x8b\x08", "is a compressed file", "unpack it"),
    (b"\n<!DOCTYPE html>", "is a web page, not a table", "download"),
    (b"id,a\n1,2\n" + CONFLICT, "two versions that git could not merge (from line 3)", "keep one"),
    (b'id,a\n"<<<<<<< HEAD",\n', "two versions that git could not merge (from line 2)", "keep one"),
    (b'id,a\n1,"x\n', "has a quotation mark that is never closed", "put"),
]


@pytest.mark.parametrize(("data", "message", "advice"), SAYS, ids=[s[1][:30] for s in SAYS])
def test_what_is_no_table_is_called_by_its_name(copies, data, message, advice):
    copy, file = copies["units"], place_of("units")
    original = copy.path(file).read_bytes()
    copy.write(file, data)
    try:
        found = [p for p in check_data(copy.root, TODAY) if p.file == file]
    finally:
        copy.write(file, original)
    assert len(found) == 1, list(map(str, found))
    assert message in found[0].message
    assert advice in found[0].advice


def test_a_cell_that_no_spreadsheet_keeps_is_told(copies):
    copy, file = copies["units"], place_of("units")
    original = copy.path(file).read_bytes()
    rows = copy.rows(file)
    rows[1][rows[0].index("note") if "note" in rows[0] else -1] = "x" * 140_000
    copy.save(file, rows)
    try:
        found = [p for p in check_data(copy.root, TODAY) if p.rule == "long-cell"]
    finally:
        copy.write(file, original)
    assert [p.message for p in found] == ["has 140,000 characters; a spreadsheet keeps 32,767"]


def test_a_merge_in_the_bibliography_or_a_notebook_is_told(copies):
    copy = copies["criteria"]
    original = copy.text("data/references.json")
    copy.write("data/references.json", CONFLICT + original.encode())
    copy.write("notebooks/x.ipynb", b'{"cells": [\n' + CONFLICT)
    try:
        found = {p.file: str(p) for p in check_data(copy.root, TODAY)}
    finally:
        copy.write("data/references.json", original)
        copy.path("notebooks/x.ipynb").unlink()
    assert {file for file, told in found.items() if "merge" in told} == {
        "data/references.json",
        "notebooks/x.ipynb",
    }
