"""Staleness without holes: what a notebook can depend on, each changed; and what must run nothing.

All ways are in one notebook, which runs once, and once more with everything compiled: what a
stage depends on is to be seen in any run. Then one thing at a time is changed, and put back.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.run import tiny
from tests.run.conftest import Runner
from tests.run.ways import NOTHING, WAYS
from walkback.run.commit import own_copy

STAGES = """\
[code]
lock = "lock.txt"

[[notebook]]
name = "01_all"
inputs = ["lists/**"]
outputs = ["figures/*.txt"]
"""
HEAD = """\
import os
from pathlib import Path
root = Path(os.environ["WALKBACK_ROOT"])
here = (root / "data/here.csv").exists()
all_told = {}"""
TAIL = """\
file = Path(os.environ["WALKBACK_WRITE"]) / "figures/told.txt"
_ = file.write_text("\\n".join(f"{name}: {told!r}" for name, told in all_told.items()))"""


def make(root: Path) -> Path:
    (root / "lists").mkdir(parents=True)
    for name, content in {
        "report.toml": STAGES,
        "lock.txt": "",
        "lists/a.txt": "",
        "docs/a.md": "",
        "tests/test_a.py": "",
        "data/here.csv": "one",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, "utf-8")
    for way in WAYS.values():
        for path, content in way.files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(content, "utf-8")
        way.made(root)
    cells = [f"{way.code}\nall_told[{name!r}] = told" for name, way in WAYS.items()]
    tiny.save(root / "notebooks/01_all.ipynb", *map(tiny.code, [HEAD, *cells, TAIL]))
    return root


@pytest.fixture(scope="module")
def all_ways(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make(tmp_path_factory.mktemp("ways") / "checkout")
    runner = Runner(root, root)
    runner.run(formats=())
    runner.run(formats=(), force=True)  # now all is compiled
    assert runner.why(formats=()) == {"01_all": "up to date", "report": "up to date"}
    return root


@pytest.fixture
def changed(all_ways: Path, tmp_path: Path) -> Iterator[Runner]:
    """The project in its own place, because paths are part of it; put back afterwards."""
    kept = tmp_path / "kept"
    shutil.copytree(all_ways.parent, kept, symlinks=True)
    yield Runner(all_ways, all_ways)
    shutil.rmtree(all_ways.parent)
    shutil.copytree(kept, all_ways.parent, symlinks=True)


@pytest.mark.parametrize("name", WAYS)
def test_a_change_runs_it(changed: Runner, name: str):
    WAYS[name].change(changed.root)
    assert changed.why(formats=())["01_all"] != "up to date"


@pytest.mark.parametrize("name", NOTHING)
def test_a_change_that_runs_nothing(changed: Runner, name: str):
    NOTHING[name](changed.root)
    assert changed.why(formats=())["01_all"] == "up to date"


def test_what_then_comes_out(changed: Runner, monkeypatch: pytest.MonkeyPatch):
    """All changes at once: every way tells what is there now, none what was compiled before."""
    monkeypatch.setattr(own_copy, "forget_stale", lambda _: None)  # kernels do not need it
    told = changed.root / "figures/told.txt"
    before = told.read_text("utf-8").splitlines()
    for way in WAYS.values():
        way.change(changed.root)
    changed.run(formats=())
    after = told.read_text("utf-8").splitlines()
    assert [old for old, new in zip(before, after, strict=True) if old == new] == []
