"""Telling what is to do costs little, and finding nothing to do costs nothing else."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.run import tiny
from tests.run.conftest import Runner
from walkback import cli

NO_OP = """\
import sys
before = set(sys.modules)
from pathlib import Path
from walkback import cli
code = cli.main(sys.argv[2:], Path(sys.argv[1]))
files = {name: getattr(sys.modules[name], "__file__", None) or "" for name in set(sys.modules) - before}
foreign = {name.partition(".")[0] for name, file in files.items() if "site-packages" in file}
slow = {"asyncio", "multiprocessing", "unittest", "email", "http", "ssl"} & set(files)
import json
print(json.dumps([code, sorted(foreign | slow)]))
"""


@pytest.mark.parametrize("options", [[], ["--dry-run"], ["--force", "--dry-run"], ["log"]])
def test_no_package_is_imported_where_there_is_nothing_to_do(runner: Runner, options: list[str]):
    """In place of a limit in seconds, which a slow machine would break."""
    command = [sys.executable, "-c", NO_OP, str(runner.root), *options]
    ran = subprocess.run(command, capture_output=True, text=True)
    assert ran.stderr == ""
    *told, last = ran.stdout.splitlines()
    assert json.loads(last) == [0, []]
    assert len(told) >= 3


def test_that_test_would_see_a_package(runner: Runner):
    script = NO_OP.replace("from walkback import cli", "from walkback import cli\nimport yaml", 1)
    command = [sys.executable, "-c", script, str(runner.root)]
    ran = subprocess.run(command, capture_output=True, text=True)
    assert json.loads(ran.stdout.splitlines()[-1]) == [0, ["yaml"]]


def test_no_module_is_parsed_where_nothing_changed(
    runner: Runner, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr("walkback.run.plan.module_graph.parsed_module", None)
    monkeypatch.setattr("walkback.run.plan.dry_run.cell_entries", None)
    assert cli.main([], runner.root) == 0
    assert capsys.readouterr().out.count("up to date") == 3


@pytest.mark.parametrize("command", ["--dry-run", "build", "check"])
def test_a_notebook_that_is_no_stage_is_told(
    runner: Runner,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    command: str,
):
    monkeypatch.setattr("walkback.tables.check_command.check_command", lambda _root, **_more: 0)
    tiny.save(runner.root / "notebooks/03_more.ipynb", tiny.code("1"))
    assert cli.main([command], runner.root) == 0
    first = capsys.readouterr().out.splitlines()[0]
    assert first.startswith("Warning: notebooks/03_more.ipynb is in no [[notebook]] of report.toml")


def test_what_could_not_be_remembered_is_found_again(runner: Runner):
    Path(runner.root / "report/run/syntax.json").unlink()
    assert set(runner.why().values()) == {"up to date"}
