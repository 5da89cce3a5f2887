"""What a dry run and the log look like to somebody who watches, and to nobody."""

import json
import sys
from pathlib import Path

import pytest
from terminals import Terminal, on_a_terminal

from tests.run import tiny
from tests.run.conftest import Runner
from walkback.run.commit.ledger import FILE

ESCAPE = "\x1b[31m"
SCRIPT = "import sys; from pathlib import Path; from walkback import cli; "
SCRIPT += "sys.exit(cli.main(sys.argv[2:], Path(sys.argv[1])))"


def shown(root: Path, columns: int, *options: str, **variables: str) -> Terminal:
    return on_a_terminal([sys.executable, "-c", SCRIPT, root, *options], columns, **variables)


def together(terminal: Terminal) -> str:
    return "".join(terminal.lines).replace(" ", "")


@pytest.fixture
def logged(tmp_path: Path) -> Path:
    """A project with a run in its ledger, one stage of which failed with hostile words."""
    root = tiny.make(tmp_path / "p")
    line = {"run": "20261122T213003Z-1f3a", "state": "done", "started": "2026-11-22T21:30:03Z"}
    line |= {"seconds": 1.24, "peak_bytes": 300 << 20, "reason": "input changed"}
    entries = [
        {**line, "stage": "01_read", "detail": "data/raw/words.csv"},
        {
            **line,
            "stage": "03_collaboration_models",
            "state": "failed",
            "detail": "src/kit/a_module_with_a_long_name/and_another_one.py (new)",
            "error": f"[red]{ESCAPE} ValueError: no such thing in a rather long sentence",
        },
    ]
    (root / "report/run").mkdir(parents=True)
    text = "".join(json.dumps(entry) + "\n" for entry in entries)
    (root / "report/run" / FILE).write_text(text, "utf-8")
    return root


@pytest.mark.parametrize("columns", [60, 100])
def test_the_log(logged: Path, columns: int):
    terminal = shown(logged, columns, "log")
    assert terminal.code == 0
    assert max(map(len, terminal.lines)) <= columns
    assert terminal.lines[0] == "2026-11-22 21:30:03 UTC  run 20261122T213003Z-1f3a"
    head = terminal.lines[1].split()
    assert head == (["state", "seconds", "MiB", "stage,", "and", "why"] if columns == 60 else
                    ["stage", "state", "seconds", "MiB", "why"])  # fmt: skip
    words = together(terminal)
    assert "inputchanged:data/raw/words.csv" in words
    assert "[red]\\x1b[31mValueError:nosuchthinginaratherlongsentence" in words
    assert "03_collaboration_models" in "\n".join(terminal.lines)
    assert "\x1b[1;31m" in terminal.raw
    assert ESCAPE + " ValueError" not in terminal.raw


def test_json_has_no_colours(logged: Path):
    terminal = shown(logged, 60, "log", "--json")
    assert [json.loads(line)["stage"] for line in terminal.raw.splitlines()] == [
        "01_read",
        "03_collaboration_models",
    ]


@pytest.mark.parametrize("columns", [60, 100])
def test_a_dry_run(runner: Runner, columns: int):
    tiny.edit(runner.root / "src/kit/helper.py", "upper()", "lower()")
    terminal = shown(runner.root, columns, "--dry-run")
    assert terminal.code == 0
    assert [line.split() for line in terminal.lines[:6]] == [
        ["stage", "why"],
        ["01_read", "runs", "module", "changed:", "src/kit/helper.py"],
        ["read", "data/raw/:", "words.csv"],
        ["02_use", "runs", "earlier", "stage", "runs:", "01_read"],
        ["read", "data/processed/:", "words.csv"],
        ["report", "runs", "earlier", "stage", "runs:", "01_read,", "02_use"],
    ]
    assert "\x1b[33mruns\x1b[0m" in terminal.raw


def test_nothing_to_do_is_told_without_any_package(runner: Runner):
    script = SCRIPT.replace("sys.exit(", "").removesuffix(")")
    script += "; print('rich' in sys.modules)"
    terminal = on_a_terminal([sys.executable, "-c", script, runner.root], 60)
    *stages, report, rich = terminal.lines[:5]
    assert [line.split()[-1] for line in (*stages, rich)] == ["date", "date", "date", "False"]
    assert report.startswith("Report: ")
    assert report.endswith("report/report.pdf")
    assert "\x1b" not in terminal.raw


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colours_are_left_out_where_they_are_not_wanted(logged: Path, variables: dict[str, str]):
    raw = shown(logged, 100, "log", **variables).raw
    assert "failed" in raw
    assert not any(f"{code}m" in raw for code in ("\x1b[31", "\x1b[32", "\x1b[1;31"))


def test_an_error_cannot_steer_the_terminal(runner: Runner):
    terminal = shown(runner.root, 60, "--only", f"{ESCAPE}x")
    assert terminal.code == 2
    assert "--only \\x1b[31mx: no single stage" in terminal.raw
    assert "\x1b" not in terminal.raw


def test_what_is_read_is_broken_between_words_and_what_is_copied_is_not():
    text = "packages    DIFFERS: " + "word " * 30 + "\n  >   3  " + "x = 1 + " * 20
    text += "\nGo on:        python run_all.py " + "-p edition=2023 " * 5
    script = (
        f"import sys; from walkback.terminal import say_fitted; say_fitted(sys.stdout, {text!r})"
    )
    terminal = on_a_terminal([sys.executable, "-c", script], 60)
    raw = terminal.raw.replace("\r", "").splitlines()
    assert raw[-2:] == text.splitlines()[-2:]
    assert raw[0].startswith("packages    DIFFERS: word")
    for line in raw[:-2]:
        assert len(line) <= 60
        assert line.startswith(("packages", " " * 12 + "word"))
    assert " ".join(" ".join(raw[:-2]).split()) == " ".join(text.splitlines()[0].split())
