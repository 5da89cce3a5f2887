"""Cells that show without end: all of it arrives, is cut with a word on it, and can be stopped."""

import threading
import time
from pathlib import Path

import pytest

from tests.run.test_engine import execute, failure
from tests.run.tiny import code, save
from walkback.run.execute import cells, client
from walkback.run.execute.engine import ReportEngine
from walkback.run.execute.kernel import KernelSetting
from walkback.run.execute.session import Session
from walkback.run.tell.fault import CellStuck

MANY = """\
import sys
for number in range(5_000):
    print(number, flush=True)"""
LONG = """\
import sys
for _ in range(1_000):
    _ = sys.stdout.write("0" * 1_000); sys.stdout.flush()
print("hi")
print("1" * 3_000_000, file=sys.stderr)"""
BAR = """\
import sys
for percent in range(2_000):
    print(f"\\r{percent}%", end="", flush=True)
print()"""
CLEARED = """\
from IPython.display import Markdown, clear_output, display
print("gone"); display(Markdown("gone")); clear_output()
print("kept"); handle = display(Markdown("old"), display_id=True); print("and this")
handle.update(Markdown("new"))"""
ERROR = 'raise ValueError("0" * 1_000_000)'


def test_what_is_printed(tmp_path: Path):
    session = execute(save(tmp_path / "x.ipynb", *map(code, (MANY, LONG, BAR, CLEARED))))
    assert session.notebook is not None
    many, long, bar, cleared = (cell.outputs for cell in session.notebook.cells)
    assert many[0].text == "".join(f"{number}\n" for number in range(5_000))
    assert len(long) == 1
    assert long[0].text.endswith("00hi\n")
    assert "… 500,003 characters left out …" in long[0].text
    (warning,) = session.warnings
    assert warning.startswith("cell 2: 111")
    assert "… 2,500,001 characters left out …" in warning
    assert bar[0].text == "1999%\n"
    assert [output.get("data", {}).get("text/markdown") for output in cleared] == [None, "new"]
    assert cleared[0].text == "kept\nand this\n"


def test_an_endless_error(tmp_path: Path):
    session = Session(KernelSetting(tmp_path))
    with pytest.raises(cells.CellFailed, match="ValueError: 000"):
        run(save(tmp_path / "x.ipynb", code(ERROR)), session)
    assert session.notebook is not None
    (error,) = session.notebook.cells[0].outputs
    assert error.evalue.endswith(" … 980,000 characters left out")
    assert sum(map(len, error.traceback)) < 50_000


def test_results_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for module in (cells, client):
        monkeypatch.setattr(module, "MOST_SHOWN", 100)
    error = failure(tmp_path, code("'x' * 90"), code("'x' * 200"))
    assert error.fault.number == 2
    assert error.fault.causes[0].startswith("the cell shows results of 202 characters, and 100 is")


def test_printing_without_end_counts_against_the_time(tmp_path: Path):
    session = Session(KernelSetting(tmp_path), timeout=2)
    began = time.monotonic()
    with pytest.raises(CellStuck, match="not done after 2 s"):
        run(save(tmp_path / "x.ipynb", code("while True: print('0' * 1000)")), session)
    assert time.monotonic() - began < 60


def test_printing_without_end_can_be_stopped(tmp_path: Path):
    session = Session(KernelSetting(tmp_path))
    session.on_cell = lambda _number, _total: threading.Timer(2, session.stop.tell).start()
    with pytest.raises(KeyboardInterrupt):
        run(save(tmp_path / "x.ipynb", code("while True: print('0' * 1000)")), session)


def run(path: Path, session: Session) -> None:
    """Run a notebook as papermill has our engine do it."""
    import nbformat

    from walkback.notebooks.reader import read_notebook

    ReportEngine.execute_notebook(nbformat.v4.to_notebook(read_notebook(path)), "", session)
