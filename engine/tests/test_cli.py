import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.run import tiny
from walkback import cli
from walkback.errors import UsageError
from walkback.project import Project, Stage
from walkback.run.commit.lab import lab_command


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A tiny project, in a folder with a space and Chinese characters."""
    return tiny.make(tmp_path / "两个 deltas")


@pytest.fixture
def other_rooms(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The data check and the export, replaced by ones that keep how they were called."""
    calls: list[Any] = []
    checked = SimpleNamespace(failed=False, problems=(), summary="3 words: no problem.")

    def examine(root: Path) -> SimpleNamespace:
        calls.append(("check", root))
        return checked

    def build_report(
        run_dir: Path,
        folder: Path,
        root: Path,
        formats: tuple[str, ...],
        names: list[str],
        files: list[str],
    ) -> list[Path]:
        assert "data/raw/words.csv" in files
        calls.append(("report", run_dir, root, formats, names))
        for form in formats:
            (folder / f"tiny.{form}").write_text("made", "utf-8")
        return sorted(folder.iterdir())

    monkeypatch.setattr("walkback.tables.check.examine", examine)
    monkeypatch.setattr("walkback.tables.check.examine_citations", lambda _root: checked)
    monkeypatch.setattr("walkback.publish.build.build_report", build_report)
    return calls


def called(capsys: pytest.CaptureFixture[str], root: Path, *argv: str) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    code = cli.main(argv, root)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_a_whole_run_from_another_folder(
    root: Path, other_rooms: list[Any], capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    out = tmp_path / "out 出"
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*") if "src" not in path.parts}
    arguments = ["--out", str(out), "-p", "edition=2023", "--format", "html"]
    code, told, errors = called(capsys, root, *arguments)
    assert (code, errors) == (0, "")
    assert [line.split()[:2] for line in told.splitlines()] == [
        ["data", "checked"],
        ["01_read", "ran"],
        ["02_use", "ran"],
        ["report", "rendered"],
    ]
    assert other_rooms == [
        ("check", root),
        ("report", out / "report/run", root, ("html",), ["01_read", "02_use"]),
    ]
    assert (out / "figures/round.svg").read_text("utf-8") == "<svg>3 2023</svg>"
    assert (out / "report/tiny.html").read_text("utf-8") == "made"
    assert {p: p.stat().st_mtime_ns for p in before if p != root} == {
        path: time for path, time in before.items() if path != root
    }
    code, told, _ = called(capsys, root, "--dry-run", "--out", str(out), "--format", "html")
    assert (code, told.splitlines()) == (
        0,
        [
            "01_read  –     up to date",
            "02_use   runs  parameter changed: edition 2023 → 2025",
            "report   runs  earlier stage runs: 02_use",
        ],
    )
    assert len(other_rooms) == 2


def test_bad_data_end_the_run(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    checked = SimpleNamespace(failed=True, problems=(), summary="1 problem.")
    monkeypatch.setattr("walkback.tables.check.examine", lambda _root: checked)
    code, told, errors = called(capsys, root)
    assert (code, told) == (1, "")
    assert errors.splitlines()[-4:] == [
        "1 problem. Nothing was run.",
        "",
        f"Go on:        {' '.join(cli.how_called(root, [])).strip()}",
        "What was finished before is kept; the last report is unchanged.",
    ]


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (
            ["-p", "edtion=2023"],
            "-p edtion: no notebook has a parameter of this name. Did you mean",
        ),
        (["-p", "edition=soon"], "-p edition: 'soon' is not a whole number."),
        (["-p", "edition"], "-p edition: write NAME=VALUE"),
        (["--timeout", "0"], "--timeout 0: a cell needs a second or more."),
        (["edit"], "Edit which notebook? There are 01_read, 02_use."),
        (["edit", "03"], "edit 03: no single stage of this name; there are 01_read, 02_use."),
        (["edit", "02", "--force"], "--force belongs to build, not to edit."),
        (["--jobs", "0"], "--jobs 0: at least one notebook must run at a time."),
        (["check", "--jobs", "2"], "--jobs belongs to build, not to check."),
        (["--format", "docx"], "--format 'docx' is not known; give html, pdf or html,pdf."),
        (["--only", "05"], "--only 05: no single stage of this name; there are 01_read, 02_use."),
        (["check", "--force"], "--force belongs to build, not to check."),
        (["lab", "-p", "a=1"], "-p belongs to build, not to lab."),
        (
            ["build", "02"],
            "02: only edit, lab and verify take a file. Up to one notebook: --only 02.",
        ),
        (["check", "x.csv"], "x.csv: only edit, lab and verify take a file."),
        (["check", "--rebuild"], "--rebuild belongs to verify, not to check."),
        (["verify"], "Verify which report? For example: verify report/report.pdf"),
        (["verify", "no.pdf"], "no.pdf cannot be read: No such file"),
        (["lab", "x.ipynb"], "x.ipynb is not there"),
    ],
)
def test_wrong_usage(root: Path, capsys: pytest.CaptureFixture[str], argv: list[str], message: str):
    code, told, errors = called(capsys, root, *argv)
    assert (code, told) == (2, "")
    assert errors.startswith(message)
    assert not (root / "report").exists()


def test_argparse_ends_with_2(root: Path, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as caught:
        cli.main(["--colour"], root)
    assert caught.value.code == 2
    assert "unrecognized arguments: --colour" in capsys.readouterr().err


def test_a_missing_file_of_the_project(root: Path, capsys: pytest.CaptureFixture[str]):
    (root / "notebooks/02_use.ipynb").unlink()
    assert called(capsys, root, "--dry-run")[0] == 3


def test_no_traceback_ever(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    def wrong(*_: object) -> None:
        raise KeyError("oops")

    monkeypatch.setattr(cli, "read_sources", wrong)
    code, _, errors = called(capsys, root)
    assert code == 1
    assert errors.startswith("This is a fault of Walkback itself: KeyError: 'oops' (test_cli.py")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "x.csv")

    monkeypatch.setattr(cli, "read_sources", full)
    code, _, errors = called(capsys, root)
    assert (code, errors) == (
        1,
        "A file could not be read or written: No space left on device (x.csv). Free some space "
        "there, or write to another disk with --out DIR.\n",
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"cells": [}', "notebooks/02_use.ipynb is not a notebook: its JSON breaks at line 1, "),
        ("<<<<<<< HEAD\n{}", "notebooks/02_use.ipynb, line 1: a merge conflict was not resolved."),
    ],
)
def test_a_file_that_is_no_notebook(
    root: Path, capsys: pytest.CaptureFixture[str], text: str, told: str
):
    (root / "notebooks/02_use.ipynb").write_text(text, "utf-8")
    code, _, errors = called(capsys, root, "--force")
    assert code == 1
    assert errors.startswith(told)
    assert "git checkout" in errors
    assert errors.splitlines()[-2:] == [
        f"Go on:        {' '.join(cli.how_called(root, ['--force']))}",
        "Nothing was run; the last report is unchanged.",
    ]
    assert not (root / "report").exists()


def test_a_stage_that_fails_is_mended_and_the_run_goes_on_from_it(
    root: Path, other_rooms: list[Any], capsys: pytest.CaptureFixture[str]
):
    notebook = root / "notebooks/02_use.ipynb"
    tiny.edit(notebook, "many = ", "lost = words[99]\nmany = ")
    code, told, errors = called(capsys, root)
    assert code == 1
    assert [line.split()[:2] for line in told.splitlines()] == [
        ["data", "checked"],
        ["01_read", "ran"],
        ["02_use", "failed"],
    ]
    program = cli.how_called(root, [])[0]
    assert f"Mend it:      {program} edit 02_use\n" in errors
    tiny.edit(notebook, "lost = words[99]\n", "")
    code, told, errors = called(capsys, root)
    assert (code, errors) == (0, "")
    assert [line.split()[:2] for line in told.splitlines()] == [
        ["citations", "checked"],
        ["01_read", "–"],
        ["02_use", "ran"],
        ["report", "rendered"],
    ]
    assert [call[0] for call in other_rooms] == ["check", "report"]


@pytest.mark.parametrize("name", ["02_use", "2", "02", "notebooks/02_use.ipynb"])
def test_a_notebook_is_opened_with_its_inputs_in_place(
    root: Path,
    other_rooms: list[Any],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
):
    started: list[tuple[list[str], str]] = []

    def start(project: Project, notebook: Path) -> int:
        words = project.out / "data/processed/words.csv"
        started.append((lab_command(project, notebook), words.read_text("utf-8")))
        return 0

    monkeypatch.setattr("walkback.run.commit.lab.open_lab", start)
    if name != "02_use":  # the reading itself is tested once, here only what is asked for
        monkeypatch.setattr("walkback.run.commit.build.Build.run", lambda _self: None)
        (root / "data/processed").mkdir()
        (root / "data/processed/words.csv").write_text("ONE TWO THREE\n", "utf-8")
    tiny.edit(root / "notebooks/02_use.ipynb", "many = ", "many = = ")  # what is to be mended
    _, told, errors = called(capsys, root, "edit", name)
    assert errors == ""
    ((command, words),) = started
    assert words == "ONE TWO THREE\n"
    assert "--LabApp.default_url=/lab/tree/notebooks/02_use.ipynb" in command
    assert told.splitlines()[-1] == "Opens notebooks/02_use.ipynb in JupyterLab."
    assert not (root / "report/run/02_use.ipynb").exists()
    assert [call[0] for call in other_rooms] == (["check"] if name == "02_use" else [])


def test_no_notebook_is_opened_when_one_before_it_fails(
    root: Path,
    other_rooms: list[Any],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr("walkback.run.commit.lab.open_lab", None)  # whoever calls it fails
    tiny.edit(root / "notebooks/01_read.ipynb", "import os", "import os, wanted")
    code, _, errors = called(capsys, root, "edit", "2")
    assert code == 1
    assert errors.startswith("01_read failed at cell 2")
    program, options = cli.how_called(root, ["edit", "2"])
    assert f"Mend it:      {program} edit 01_read\n" in errors
    assert f"Go on:        {program} {options}    (after mending " in errors
    assert [call[0] for call in other_rooms] == ["check"]


def test_the_first_notebook_needs_nothing_before_it(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    opened: list[Path] = []
    monkeypatch.setattr(
        "walkback.run.commit.lab.open_lab", lambda _project, path: opened.append(path)
    )
    assert called(capsys, root, "edit", "01")[1] == "Opens notebooks/01_read.ipynb in JupyterLab.\n"
    assert opened == [root / "notebooks/01_read.ipynb"]
    assert not (root / "report").exists()


def test_formats():
    assert cli.chosen_formats(None) == ("html", "pdf")
    assert cli.chosen_formats("PDF, html") == ("html", "pdf")
    assert cli.chosen_formats("pdf") == ("pdf",)
    with pytest.raises(UsageError):
        cli.chosen_formats("")


@pytest.mark.parametrize("text", ["02_metrics", "02", "2", "02_m"])
def test_a_stage_by_name_or_number(text: str):
    stages = tuple(Stage(name, (), ()) for name in ("01_ingest", "02_metrics", "12_more"))
    assert cli.chosen_stage(Project(Path(), Path(), stages), text) == "02_metrics"


def test_how_to_call_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("MAKELEVEL", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("shutil.which", lambda _name: sys.executable)
    called_so = cli.how_called(tmp_path, ["-p", "pair=[a, b]"])
    assert called_so == ("python -m walkback", "-p 'pair=[a, b]'")
    (tmp_path / "run_all.py").touch()
    assert cli.how_called(tmp_path, []) == ("python run_all.py", "")
    monkeypatch.setattr("shutil.which", lambda _name: "/usr/bin/python")
    monkeypatch.setattr("sys.executable", str(tmp_path / ".venv/bin/python"))
    assert cli.how_called(tmp_path, []) == (".venv/bin/python run_all.py", "")


def test_nothing_heavy_is_imported_before_work_is_found(root: Path):
    """A dry run must stay fast: it may not load what executes or renders."""
    script = (
        "import sys; from pathlib import Path; from walkback import cli; "
        "cli.main(['--dry-run'], Path(sys.argv[1])); "
        "heavy = {'pandas', 'numpy', 'papermill', 'nbclient', 'nbformat', 'frictionless', 'yaml', "
        "'filelock', 'matplotlib', 'asyncio'}; "
        "print('heavy:', sorted(heavy & set(sys.modules)))"
    )
    command = [sys.executable, "-c", script, root]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert told.splitlines()[-1] == "heavy: []"
