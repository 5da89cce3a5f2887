import json
from pathlib import Path
from typing import Any

import pytest

from tests.run import tiny
from walkback import cli
from walkback.run.commit.ledger import FILE
from walkback.run.commit.log import WIDTH, table

LINES: list[dict[str, Any]] = [
    {
        "run": "20261122T213003Z-1f3a",
        "stage": "01_read",
        "state": "done",
        "reason": "input changed",
        "detail": "data/raw/words.csv",
        "started": "2026-11-22T21:30:03Z",
        "seconds": 1.24,
        "peak_bytes": 300 << 20,
    },
    {
        "run": "20261122T213003Z-1f3a",
        "stage": "02_use_a_long_name",
        "state": "died",
        "reason": "module changed",
        "detail": "src/kit/a_module_with_a_long_name/and_another_one.py (new)",
        "started": "2026-11-22T21:30:09Z",
        "seconds": 0.5,
        "peak_bytes": None,
        "error": "02_use_a_long_name died at cell 3 (id c3), under “A heading”, in notebooks/02_use",
    },
    {
        "run": "20261123T080000Z-0000",
        "stage": "report",
        "state": "done",
        "reason": "forced",
        "detail": "",
        "started": "2026-11-23T08:00:00Z",
        "seconds": 12345.67,
        "peak_bytes": 1300 << 20,
    },
]
ALL = """\
2026-11-22 21:30:03 UTC  run 20261122T213003Z-1f3a
stage               state    seconds    MiB  why
01_read             done         1.2    300  input changed: data/raw/words.csv
02_use_a_long_name  died         0.5      –
    module changed: src/kit/a_module_with_a_long_name/and_another_one.py (new)
    02_use_a_long_name died at cell 3 (id c3), under “A heading”, in
    notebooks/02_use

2026-11-23 08:00:00 UTC  run 20261123T080000Z-0000
stage   state    seconds    MiB  why
report  done     12345.7  1,300  forced
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tiny.make(tmp_path / "p")
    (root / "report/run").mkdir(parents=True)
    text = "".join(json.dumps(line) + "\n" for line in LINES)
    (root / "report/run" / FILE).write_text(text + "{torn", "utf-8")
    return root


def told(capsys: pytest.CaptureFixture[str], root: Path, *options: str) -> str:
    assert cli.main(["log", *options], root) == 0
    return capsys.readouterr().out


def test_the_last_run(root: Path, capsys: pytest.CaptureFixture[str]):
    assert told(capsys, root) == "".join(ALL.partition("\n\n")[2])


def test_all_runs_within_eighty_columns(root: Path, capsys: pytest.CaptureFixture[str]):
    text = told(capsys, root, "--all")
    assert text == ALL
    assert max(map(len, text.splitlines())) <= WIDTH == 80


def test_as_json(root: Path, capsys: pytest.CaptureFixture[str]):
    lines = told(capsys, root, "--all", "--json").splitlines()
    assert [json.loads(line) for line in lines] == LINES
    assert json.loads(told(capsys, root, "--json")) == LINES[-1]


def test_nothing_yet(root: Path, capsys: pytest.CaptureFixture[str]):
    (root / "report/run" / FILE).unlink()
    assert told(capsys, root).startswith("Nothing was executed here yet; what was made with --out")
    assert told(capsys, root, "--json") == ""
    other = root.parent / "elsewhere"
    assert told(capsys, root, "--out", str(other)).startswith("Nothing was executed here yet")
    assert not other.exists()


@pytest.mark.parametrize("options", [["--all"], ["check", "--json"], ["log", "--force"]])
def test_options_of_another_command(
    root: Path, capsys: pytest.CaptureFixture[str], options: list[str]
):
    assert cli.main(options, root) == 2
    assert "belongs to" in capsys.readouterr().err


def test_a_line_of_an_older_form():
    line = {"run": "r", "stage": "s", "state": "done", "started": "2026-11-23T08:00:00Z"}
    assert list(table([line]))[-1].split() == ["s", "done", "0.0", "–"]
