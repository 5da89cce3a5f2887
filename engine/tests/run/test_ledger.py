import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.run import tiny
from tests.run.conftest import Runner
from walkback.errors import CellError, KernelDied, RunError
from walkback.hashing import file_hash
from walkback.project import Project, Stage
from walkback.run.commit.ledger import FILE, Ledger, entries, main_versions
from walkback.run.execute.file_access import Seen, Watching
from walkback.run.plan.cache_key import Key
from walkback.run.plan.staleness import Decision, Reason

KEY: Key = {
    "inputs": {"data/a.csv": "1"},
    "modules": {"src/kit/b.py": "2"},
    "cells": ["code x"],
    "lock": {"lock.txt": "3"},
    "python": {"Python": "3.11.1"},
    "packages": "numpy-2.1.0 jupyter_client-8.0 other-1",
}
FOUND = Decision("01", Reason.INPUT, "data/a.csv")


def raising(error: BaseException) -> None:
    raise error


def test_the_lines_of_a_real_run(built: Path):
    read, use, report = entries(built / "report/run")
    assert [one["stage"] for one in (read, use, report)] == ["01_read", "02_use", "report"]
    assert {one["state"] for one in (read, use, report)} == {"done"}
    assert len({one["run"] for one in (read, use, report)}) == 1
    assert (use["reason"], use["detail"], report["detail"]) == ("never run", "", "html and pdf")
    assert use["parameters"] == {"edition": 2025, "shape": "round"}
    words = "data/processed/words.csv"
    assert use["inputs"] == {words: read["outputs"][words]}
    assert read["outputs"] == {
        path: file_hash(built / path) for path in (words, "report/run/01_read.ipynb")
    }
    assert set(report["outputs"]) == {
        f"report/{n}" for n in ("tiny.html", "tiny.pdf", "values.csv")
    }
    assert len(read["code"]) == 64
    assert read["code"] != use["code"]
    assert read["lock"] == file_hash(built / "lock.txt")
    assert read["versions"] == {"python": ".".join(map(str, sys.version_info[:3]))}
    assert all(one["peak_bytes"] > 20 << 20 and one["seconds"] > 0 for one in (read, use))
    assert read["started"] <= use["started"] <= report["started"]


def test_a_run_appends_and_a_run_without_work_does_not(runner: Runner):
    file = runner.root / "report/run" / FILE
    before = file.read_bytes()
    runner.run()
    assert file.read_bytes() == before
    tiny.edit(runner.root / "notebooks/02_use.ipynb", "len(words)", "words[99]")
    with pytest.raises(CellError):
        runner.run()
    tiny.edit(runner.root / "notebooks/02_use.ipynb", "words[99]", "__import__('os')._exit(7)")
    with pytest.raises(KernelDied):
        runner.run()
    assert file.read_bytes().startswith(before)
    failed, died = entries(file.parent)[3:]
    assert (failed["state"], died["state"]) == ("failed", "died")
    assert failed["run"] != died["run"]
    assert failed["error"].startswith("02_use failed at cell 3 (id c3)")
    assert failed["peak_bytes"] > 20 << 20
    assert died["peak_bytes"] is None  # nobody could be asked
    assert "outputs" not in failed


@pytest.mark.parametrize(
    ("error", "state", "told"),
    [
        (KeyboardInterrupt(), "stopped", None),
        (RunError("one\ntwo"), "failed", "one"),
        (KernelDied("it died"), "died", "it died"),
        (OSError(28, "No space left on device"), "failed", "[Errno 28] No space left on device"),
        (ValueError(), "failed", "ValueError"),
    ],
)
def test_how_it_ended(tmp_path: Path, error: BaseException, state: str, told: str | None):
    entry = Ledger(tmp_path, {}).begin(FOUND, KEY)
    with pytest.raises(type(error)):
        entry.during(lambda: raising(error))
    (line,) = entries(tmp_path)
    assert (line["state"], line.get("error")) == (state, told)


def test_what_the_kernel_told(tmp_path: Path):
    stage = Stage("01", (), ("x",))
    watching = Watching(Project(tmp_path, tmp_path, (stage,)), stage, {}, {})
    entry = Ledger(tmp_path, {"python": "3.11.1"}).begin(FOUND, KEY, watching)
    watching.seen = Seen(peak=123)
    assert entry.during(lambda: 5) == 5
    entry.done({"x": "9"})
    (line,) = entries(tmp_path)
    assert (line["peak_bytes"], line["outputs"], line["lock"]) == (123, {"x": "9"}, "3")
    assert line["inputs"] == {"data/a.csv": "1"}  # code is in one hash
    assert line["versions"] == {"python": "3.11.1"}


@pytest.mark.parametrize("torn", ["", "{", '{"run": "x", "stage": "s', "\n", "\x00\x00", "[1]\n"])
def test_a_torn_last_line_heals(tmp_path: Path, torn: str):
    Ledger(tmp_path, {}).begin(FOUND, KEY).done({})
    with (tmp_path / FILE).open("a") as file:
        file.write(torn)
    before = (tmp_path / FILE).read_bytes()
    Ledger(tmp_path, {}).begin(FOUND, KEY).done({"y": "2"})
    assert (tmp_path / FILE).read_bytes().startswith(before)
    first, second = entries(tmp_path)
    assert (first["outputs"], second["outputs"]) == ({}, {"y": "2"})


def test_wherever_the_last_line_is_torn(tmp_path: Path):
    Ledger(tmp_path, {}).begin(FOUND, KEY).done({})
    whole = (tmp_path / FILE).read_bytes()
    for length in range(len(whole) - 1):
        (tmp_path / FILE).write_bytes(whole[:length])
        assert entries(tmp_path) == []
        Ledger(tmp_path, {}).begin(FOUND, KEY).done({"y": "2"})
        assert [line["outputs"] for line in entries(tmp_path)] == [{"y": "2"}]


def test_nothing_ran_yet(tmp_path: Path):
    assert entries(tmp_path) == []


def test_versions_of_what_the_project_asks_for(tmp_path: Path):
    assert main_versions(tmp_path, KEY) == {"python": "3.11.1"}
    text = '[project]\ndependencies = ["numpy>=2", "Jupyter.Client[x]; a", "absent"]\n'
    (tmp_path / "pyproject.toml").write_text(text, "utf-8")
    expected: dict[str, Any] = {"python": "3.11.1", "Jupyter.Client": "8.0", "numpy": "2.1.0"}
    assert main_versions(tmp_path, KEY) == expected
    (tmp_path / "pyproject.toml").write_text("[project", "utf-8")
    assert main_versions(tmp_path, KEY) == {"python": "3.11.1"}


def test_every_line_is_json_by_itself(built: Path):
    lines = (built / "report/run" / FILE).read_text("utf-8").splitlines()
    assert [json.loads(line)["stage"] for line in lines] == ["01_read", "02_use", "report"]
