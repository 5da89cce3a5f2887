import csv
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from pypdf import PdfReader

from tests.publish.sample import NOTEBOOKS, write_project
from walkback.errors import ExportError, UsageError
from walkback.publish.build import build_report

SCRIPT = """
import sys
from pathlib import Path
from walkback.publish.build import build_report
run, out, root, *names = sys.argv[1:]
build_report(Path(run), Path(out), Path(root), ["html", "pdf"], names)
"""


def test_it_writes_the_report_and_its_values(report: Path):
    written = sorted(path.name for path in report.iterdir() if path.is_file())
    assert written == ["sample.html", "sample.pdf", "values.csv"]
    assert (report / "sample.pdf").read_bytes().startswith(b"%PDF")
    with (report / "values.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["text"] for row in rows} == {"26.1 %", "0.4 to 1.2 points", "52 of 52 claims"}


def test_one_format_alone(project: Path):
    run = project / "report" / "run"
    made = build_report(run, project / "out", project, ["pdf"], NOTEBOOKS)
    assert [path.name for path in made] == ["sample.pdf", "values.csv"]


def test_the_same_bytes_whatever_the_environment(report: Path, tmp_path: Path):
    """Another folder with spaces and hanzi, working directory, time zone, hash seed and locale."""
    folder = tmp_path / "另 一处"
    run = write_project(folder)
    elsewhere = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "TZ": "Asia/Shanghai",
        "PYTHONHASHSEED": "7",
        "LC_ALL": "C",
        "PYTHONUTF8": "1",
    }
    subprocess.run(
        [sys.executable, "-c", SCRIPT, str(run), str(folder / "out"), str(folder), *NOTEBOOKS],
        cwd="/",
        env=elsewhere,
        check=True,
    )
    for name in ("sample.html", "sample.pdf", "values.csv"):
        assert (folder / "out" / name).read_bytes() == (report / name).read_bytes(), name


def test_a_chinese_report_speaks_chinese(project: Path):
    run = project / "report" / "run"
    notebook = nbformat.read(run / "01_ingest.ipynb", as_version=4)
    notebook.cells[1].source = 'lang = "zh"'
    nbformat.write(notebook, run / "01_ingest.ipynb")
    build_report(run, project / "out", project, ["pdf"], NOTEBOOKS)
    pdf = PdfReader(project / "out" / "sample.pdf")
    text = " ".join(page.extract_text() for page in pdf.pages)
    assert pdf.trailer["/Root"]["/Lang"] == "zh"
    for word in ("目录", "图 1", "表 2", "来源：", "数字的出处", "方法"):
        assert word in text.replace("\u00a0", " ")


def test_a_failed_build_leaves_the_last_report_alone(project: Path):
    run, out = project / "report" / "run", project / "report"
    out.mkdir(exist_ok=True)
    (out / "sample.pdf").write_bytes(b"the last good one")
    (project / "figures" / "fig-bars.svg").unlink()
    with pytest.raises(
        ExportError, match=r"01_ingest, cell 4 .*figures/fig-bars\.svg is not there"
    ):
        build_report(run, out, project, ["pdf", "html"], NOTEBOOKS)
    assert (out / "sample.pdf").read_bytes() == b"the last good one"
    assert [path.name for path in out.iterdir() if path.suffix == ".part"] == []


def test_an_unknown_format_is_refused_before_anything_is_read(tmp_path: Path):
    with pytest.raises(UsageError, match="The format docx is not known: give html or pdf"):
        build_report(tmp_path / "none", tmp_path, tmp_path, ["docx"], ["x"])


def test_a_notebook_that_was_not_executed_is_told(project: Path):
    with pytest.raises(ExportError, match=r"05_none\.ipynb was not executed yet"):
        build_report(project / "report" / "run", project, project, ["pdf"], ["05_none"])


def test_a_broken_notebook_is_told(project: Path):
    run = project / "report" / "run"
    (run / "05_broken.ipynb").write_text("{", "utf-8")
    with pytest.raises(ExportError, match=r"05_broken\.ipynb is no notebook"):
        build_report(run, project, project, ["pdf"], ["05_broken"])
