"""Files of jobs: all that is wrong with their form at once, with file and row."""

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkback.errors import DataError, UsageError
from walkback.sweep.job_file import read_jobs, refuse

COLUMNS = ("a", "b", "year")


def written(folder: Path, content: bytes | str) -> Path:
    path = folder / "jobs.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_rows_with_their_numbers_in_a_spreadsheet(tmp_path: Path):
    text = '\ufeffb,a,year\r\n y , x ,2023\r\n\r\n,,\r\n"v,w",u,2025\r\n'
    rows, problems = read_jobs(written(tmp_path, text), COLUMNS)
    assert problems == []
    assert [(row.number, row.cells) for row in rows] == [
        (2, {"b": "y", "a": "x", "year": "2023"}),
        (5, {"b": "v,w", "a": "u", "year": "2025"}),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a,b,yaer\n1,2,3\n", ["row 1, column yaer", "write year", "the column year is missing"]),
        ("a,b\n1,2\n", ["row 1: the column year is missing"]),
        ("a,b,b,year\n1,2,3,4\n", ["row 1, column b: is there twice"]),
        ("a,b,year\n1,2\n1,2,3,4\n", ["row 2: has 2 cells", "row 3: has 4 cells, the head has 3"]),
        (
            "a,b,year\n1,,3\n,2,\n",
            ["row 2, column b: is empty", "row 3, column a", "row 3, column year"],
        ),
        ("a,b,year\n", ["has no rows → write a row for each report below a,b,year"]),
    ],
)
def test_what_is_wrong_with_the_form(tmp_path: Path, text: str, told: list[str]):
    _, problems = read_jobs(written(tmp_path, text), COLUMNS)
    with pytest.raises(UsageError) as caught:
        refuse(problems)
    shown = " ".join(str(caught.value).split())
    for words in told:
        assert words in shown
    assert shown.endswith("nothing was run.")
    assert len(problems) >= len([words for words in told if "row" in words])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"a,b,year\nM\xfcnchen,x,2023\n", "is not UTF-8 \\(line 2\\)"),
        (b"PK\x03\x04 and more", "Excel workbook"),
        (b'a,b,year\n"never closed,1,2\n', "cannot be read as CSV"),
    ],
)
def test_what_is_no_table(tmp_path: Path, content: bytes, message: str):
    with pytest.raises((DataError, UsageError), match=message):
        read_jobs(written(tmp_path, content), COLUMNS)


def test_a_folder_is_no_file(tmp_path: Path):
    with pytest.raises(UsageError, match="is no file"):
        read_jobs(tmp_path, COLUMNS)


cell = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=6)


@given(st.lists(st.tuples(cell, cell, cell), max_size=5))
def test_whatever_is_written_comes_back_or_is_told(cells: list[tuple[str, str, str]]):
    text = io.StringIO()
    csv.writer(text).writerows([COLUMNS, *cells])
    with tempfile.TemporaryDirectory() as folder:
        rows, problems = read_jobs(written(Path(folder), text.getvalue()), COLUMNS)
    meant = [[part.strip() for part in row] for row in cells if any(part.strip() for part in row)]
    assert [list(row.cells.values()) for row in rows] == meant
    empty = sum(not part for row in meant for part in row)
    assert len(problems) == empty + (not meant)


@given(st.binary(max_size=60))
def test_no_bytes_end_in_anything_but_a_message(content: bytes):
    with tempfile.TemporaryDirectory() as folder:
        try:
            rows, problems = read_jobs(written(Path(folder), content), COLUMNS)
        except (DataError, UsageError):
            return
    assert problems or rows
