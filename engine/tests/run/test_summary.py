"""The last lines of a run: the files of the report, and what is new in it."""

import csv
import io
from pathlib import Path

import pytest
from pypdf import PdfWriter

from tests.run.conftest import Runner
from walkback.run.commit.summary import report_lines, what_changed

HEAD = ("number", "text", "how", "table", "row", "shown_in")
ONE = ("1", "5 mm", "published", "rain", "R-1", "01 cell 2")
TWO = ("2", "7 mm", "published", "rain", "R-2", "01 cell 3")


def values(*rows: tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([HEAD, *rows])
    return out.getvalue()


def key(**digests: str) -> dict:
    return {"inputs": {f"figures/{name}.svg": digest for name, digest in digests.items()}}


def test_it_names_the_files_and_the_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report").mkdir()
    writer = PdfWriter()
    for _ in range(2):
        writer.add_blank_page(100, 100)
    writer.write(tmp_path / "report/a.pdf")
    files = [tmp_path / "report" / name for name in ("values.csv", "a.pdf", "a.html")]
    assert list(report_lines(files, "Changed.")) == [
        "Report: report/a.html",
        "        report/a.pdf, 2 pages",
        "        report/values.csv",
        "Changed.",
    ]


@pytest.mark.parametrize(
    ("before", "now", "old", "new", "told"),
    [
        (key(a="1"), key(a="1"), values(ONE), values(ONE), "no figures, no values"),
        (key(a="1", b="1"), key(a="2", c="1"), "", "", "2 figures, no values"),
        (key(), key(), values(ONE), values(ONE, TWO), "no figures, 1 value"),
        (key(), key(), values(ONE, TWO), values(ONE), "no figures, 1 value"),
        (key(), key(), values(ONE), values((*ONE[:-1], "09 cell 9")), "no figures, no values"),
        (key(), key(), values(ONE), values(("1", "6 mm", *ONE[2:])), "no figures, 1 value"),
        (key(), key(), values(TWO), values(ONE, TWO), "no figures, 1 value"),
        (key(a="1"), key(), None, "", "1 figure"),
        (key(), key(), "not,a\ntable,of values", "", "no figures, 1 value"),
    ],
)
def test_it_counts_what_changed(before, now, old, new, told):
    assert what_changed(before, now, old, new) == f"Changed since the last report: {told}."


def test_of_a_first_report_nothing_has_changed():
    assert what_changed(None, key(a="1"), None, values(ONE)) == ""


def test_a_run_ends_with_them(runner: Runner):
    (runner.root / "data/raw/words.csv").write_text("one two\n", "utf-8")
    runner.run()
    *files, last = runner.told.splitlines()
    assert [Path(line.strip()).name for line in files] == ["tiny.html", "tiny.pdf", "values.csv"]
    assert last == "Changed since the last report: 1 figure, no values."
