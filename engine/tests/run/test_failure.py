"""What a reader gets to see when a notebook fails, word for word, in tests/run/snapshots.

WALKBACK_SNAPSHOTS=write pytest tests/run/test_failure.py writes them anew: read what it wrote.
"""

import io
import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.run import tiny
from tests.run.conftest import Runner
from tests.run.test_build import snapshot
from tests.run.test_forking import pair
from walkback.errors import CellError, KernelDied, RunError
from walkback.notebooks.reader import read_notebook
from walkback.paths import near
from walkback.report_file import read_project
from walkback.run.execute import forking
from walkback.run.execute.environment import variables
from walkback.run.execute.file_access import Watching
from walkback.run.execute.forking import ForkServer, fork_server
from walkback.run.execute.stage import run_stage
from walkback.run.plan.dry_run import Request
from walkback.run.tell.failure import (
    Failed,
    closed,
    file_trouble,
    in_brief,
    mended_in_words,
    next_steps,
)
from walkback.run.tell.progress import Progress
from walkback.run.tell.stop import Stop

SNAPSHOTS = Path(__file__).with_name("snapshots")
LOUD = 'class Loud:\n    def __repr__(self):\n        raise ValueError("not to be shown")\nLoud()'
SPOILT = (
    "class DataError(Exception): pass\nfaults = [f'data/raw/links.csv, LK-{n}: no table has “x” → "
    "correct the id.' for n in range(12)]\nraise DataError('The chain is broken:\\n' + '\\n'.join(faults))"
)
# name, the cell that fails, what its state is afterwards
CASES: dict[str, tuple[dict[str, Any], str]] = {
    "data": (tiny.code(SPOILT), "failed"),
    "error": (tiny.code("a = 1\nb = a / 0\nc = 2"), "failed"),
    "killed": (tiny.code("import os\nos.kill(os.getpid(), 9)"), "died"),
    "exit_code": (tiny.code("import os\nos._exit(3)"), "died"),
    "segfault": (tiny.code("import ctypes\nctypes.string_at(0)"), "died"),
    "memory": (tiny.code("many = bytearray(10**15)"), "failed"),
    "too_long": (tiny.code("import time\ntime.sleep(60)"), "failed"),
    "too_long_expression": (tiny.prose("{eval}`__import__('time').sleep(60)`"), "failed"),
    "display": (tiny.code(LOUD), "failed"),
    "leaving": (tiny.code("import sys\nsys.exit(0)"), "failed"),
    "input": (tiny.code('name = input("Your name? ")'), "failed"),
    "expression": (tiny.prose("So many: {eval}`len(wrods)`, {eval}`1 + 1`."), "failed"),
    "condition": (tiny.prose("Only sometimes.", "when:shwon"), "failed"),
    "package_not_installed": (tiny.code("import pinned_package"), "failed"),
    "package_not_listed": (tiny.code("import no_such_package"), "failed"),
    "module_of_the_project": (tiny.code("from kit.halper import upper"), "failed"),
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project, the second notebook of which is written by each test."""
    root = tiny.make(tmp_path_factory.mktemp("failing"))
    (root / "lock.txt").write_text("pinned-package==1 \\\n    --hash=sha256:00\n", "utf-8")
    return root


@pytest.fixture(scope="module")
def server(root: Path) -> Iterator[ForkServer | None]:
    """Kernels are forked where that can be done: they die in the same words."""
    with fork_server(True, root / "notebooks", variables(read_project(root, root)), ["json"]) as it:
        yield it


def failure(root: Path, server: ForkServer | None, timeout: int = 0) -> RunError:
    """How the second stage fails."""
    project = read_project(root, root)
    stage = project.stages[1]
    document = read_notebook(project.source(stage))
    watching = Watching(project, stage, {}, {})
    request, progress = Request(timeout=timeout), Progress(io.StringIO())
    with pytest.raises(RunError) as caught:
        run_stage(project, stage, document, Stop(), progress, request, watching, server)
    return caught.value


def compare(name: str, text: str, root: Path) -> None:
    """Compare a text with the one that was kept."""
    file = SNAPSHOTS / f"{name}.txt"
    shown = text.replace(str(root), "ROOT").replace("'ROOT/", "ROOT/").replace(".ipynb'", ".ipynb")
    shown = shown.replace(near(sys.executable), "PYTHON").replace("ROOT/lock.txt'", "ROOT/lock.txt")
    if os.environ.get("WALKBACK_SNAPSHOTS") == "write":
        file.write_text(f"{shown}\n", "utf-8")
    assert f"{shown}\n" == file.read_text("utf-8")


@pytest.mark.parametrize("name", CASES)
def test_what_is_said_and_kept(name: str, root: Path, server: ForkServer | None):
    cell, state = CASES[name]
    title = tiny.prose("# Using\n\n## Words {#sec-words}")
    path = root / "notebooks/02_use.ipynb"
    tiny.save(path, title, tiny.code("x = 1"), cell, tiny.code("never = 1", cell_id="last"))
    error = failure(root, server, timeout=2 if "too_long" in name else 0)
    compare(name, closed(str(error), "python run_all.py"), root)
    assert isinstance(error, KernelDied if state == "died" else CellError)
    cells = json.loads((root / "report/run/failed/02_use.ipynb").read_text("utf-8"))["cells"]
    states = [one["metadata"]["walkback"]["state"] for one in cells]
    assert states == ["done", "done", state, "not run"]


def test_a_promise_that_is_not_kept(root: Path, server: ForkServer | None):
    text = "import os\n_ = open(os.environ['WALKBACK_WRITE'] + '/data.csv', 'w').write('')"
    tiny.save(root / "notebooks/02_use.ipynb", tiny.code(text))
    compare("promise", closed(str(failure(root, server)), "python run_all.py"), root)


def test_a_copy_that_cannot_be_kept(root: Path, server: ForkServer | None, tmp_path: Path):
    tiny.save(root / "notebooks/02_use.ipynb", tiny.code("1 / 0"))
    kept = root / "report/run/failed"
    if kept.is_dir():
        kept.rename(tmp_path / "failed")
    kept.write_text("a file, where a folder should be")
    try:
        compare("no_copy", closed(str(failure(root, server)), "python run_all.py"), root)
    finally:
        kept.unlink()


@pytest.mark.skipif(not forking.POSSIBLE, reason="kernels are forked on Linux alone")
def test_two_stages_at_once(tmp_path: Path):
    root = pair(tmp_path / "pair", "import os, time\nif '{me}' == 'left': os._exit(1)\n1 / 0")
    with pytest.raises(RunError) as caught:
        Runner(root, root).run(jobs=2)
    compare("two_at_once", str(caught.value), root)
    assert not (root / "report/run/.staging").exists()


def test_a_report_that_cannot_be_made(runner: Runner, monkeypatch: pytest.MonkeyPatch):
    def fail(_folder: Path, *_: object) -> list[Path]:
        raise RunError("02_use, cell 4: the source [@nobody] is not in data/references.json.")

    monkeypatch.setattr(runner, "_render", fail)
    before = snapshot(runner.root)
    (runner.root / "notes.txt").write_text("new", "utf-8")
    with pytest.raises(RunError) as caught:
        runner.run(program="python run_all.py", options="--format html", formats=("html",))
    compare("report", str(caught.value), runner.root)
    assert snapshot(runner.root) == before


def test_the_line_of_what_failed(runner: Runner, capsys: pytest.CaptureFixture[str]):
    tiny.edit(runner.root / "notebooks/02_use.ipynb", "many = ", "lost = words[99]\nmany = ")
    stream = io.StringIO()
    progress = Progress(stream, 8)
    with pytest.raises(CellError):
        runner.run_with(progress)
    line = stream.getvalue().splitlines()[-1]
    assert re.fullmatch(r"02_use    failed      +\d+\.\d s  see below", line)


def test_what_stands_at_the_end():
    failed = Failed(Path("/n/x.ipynb"), Path("/f/x.ipynb"), Path("/f/none.log"), "run lab", "run")
    assert not any(line.startswith("Mend it") for line in next_steps(failed))
    assert closed("Wrong.\nGo on:  there", "here").splitlines()[1:] == [
        "Go on:  there",
        "What was finished before is kept; the last report is unchanged.",
    ]


@pytest.mark.parametrize(
    ("number", "advised"),
    [
        (28, " (x.csv). Free some space there, or write to another disk with --out DIR."),
        (13, " (x.csv). Make it writable, or write elsewhere with --out DIR."),
        (30, " (x.csv). Make it writable, or write elsewhere with --out DIR."),
        (22, " (x.csv)."),
    ],
)
def test_trouble_with_a_file(number: int, advised: str):
    text = file_trouble(OSError(number, os.strerror(number), "x.csv"))
    assert text == f"A file could not be read or written: {os.strerror(number)}{advised}"


def test_a_failure_in_brief():
    error = CellError("02_use failed at cell 3\n\nlong")
    assert in_brief(error) == "02_use failed at cell 3"
    error.brief = "cell 3: ValueError: " + "x" * 200
    assert in_brief(error) == "cell 3: ValueError: " + "x" * 100 + "…"
    assert in_brief(KeyError()) == "KeyError"


def test_what_was_mended_in_a_notebook():
    text = mended_in_words("notebooks/a.ipynb", [f"cell {number}: x" for number in range(1, 8)])
    assert "run as: cell 1: x; cell 2: x" in text
    assert "cell 5: x; and 2 more. The file is as it was." in text
