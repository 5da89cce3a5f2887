import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.run import tiny
from walkback import cli
from walkback.cli.arguments import chosen_formats, chosen_stage
from walkback.cli.how_called import how_called
from walkback.errors import UsageError
from walkback.project import Identity, Project, Stage


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A tiny project with a data package, in a folder with a space and Chinese characters."""
    root = tiny.make(tmp_path / "两个 deltas")
    (root / "data/datapackage.json").write_text('{"resources": []}', "utf-8")
    (root / "data/references.json").write_text("[]", "utf-8")
    return root


@pytest.fixture
def export(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The export, which takes seconds, replaced by one that keeps how it was called."""
    calls: list[Any] = []

    def build_report(
        run_dir: Path,
        folder: Path,
        root: Path,
        formats: tuple[str, ...],
        names: list[str],
        files: list[str],
        identity: Identity,
    ) -> list[Path]:
        assert "data/raw/words.csv" in files
        assert identity.command == ""
        calls.append((run_dir, root, formats, names))
        for form in formats:
            (folder / f"tiny.{form}").write_text("made", "utf-8")
        return sorted(folder.iterdir())

    monkeypatch.setattr("walkback.publish.build.build_report", build_report)
    return calls


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that took the place of this process, whose exit code is then 7."""
    commands: list[list[str]] = []

    def execve(_path: str, command: list[str], _environment: object) -> None:
        commands.append(command)
        raise SystemExit(7)

    monkeypatch.setattr("os.execve", execve)
    return commands


def called(capsys: pytest.CaptureFixture[str], root: Path, *argv: str) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    try:
        code = cli.main(argv, root)
    except SystemExit as left:
        code = int(left.code or 0)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_a_whole_run_from_another_folder(
    root: Path, export: list[Any], capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    out = tmp_path / "out 出"
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*") if "src" not in path.parts}
    arguments = ["--out", str(out), "-p", "edition=2023", "--format", "html"]
    code, told, errors = called(capsys, root, *arguments)
    assert (code, errors) == (0, "")
    assert [line.split()[:2] for line in told.partition("Report:")[0].splitlines()] == [
        ["data", "checked"],
        ["01_read", "ran"],
        ["02_use", "ran"],
        ["report", "rendered"],
    ]
    assert "0 sources: no problem." in told.splitlines()[0]
    copy = out / "report/run/.staging/world"
    assert export == [(copy / "report/run", copy, ("html",), ["01_read", "02_use"])]
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
            "               read data/raw/: words.csv",
            "02_use   runs  parameter changed: edition 2023 → 2025",
            "               read data/processed/: words.csv",
            "report   runs  earlier stage runs: 02_use",
        ],
    )
    assert len(export) == 1


def test_bad_data_end_the_run(root: Path, capsys: pytest.CaptureFixture[str]):
    (root / "data/references.json").unlink()
    code, told, errors = called(capsys, root)
    assert (code, told) == (1, "")
    assert errors.startswith("error    data/references.json: is missing → put it back")
    assert errors.splitlines()[-4:] == [
        "0 sources: 1 problem. Nothing was run.",
        "",
        f"Go on:        {' '.join(how_called(root, [])).strip()}",
        "What was finished before is kept; the last report is unchanged.",
    ]


def test_a_parameter_that_the_notebook_sets_again(
    root: Path, capsys: pytest.CaptureFixture[str], export: list[Any]
):
    tiny.edit(root / "notebooks/02_use.ipynb", "import os", "edition = 2024\nimport os")
    code, _, errors = called(capsys, root, "-p", "edition=2023")
    assert code == 2
    assert '02_use, cell 3 (under "Using"), line 1: sets edition again' in errors
    assert not export
    assert not (root / "report/run").exists()


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
        (["edit", "02", "--force"], "--force belongs to build and sweep, not to edit."),
        (["--jobs", "0"], "--jobs 0: at least one notebook must run at a time."),
        (["check", "--jobs", "2"], "--jobs belongs to build, not to check."),
        (["--format", "docx"], "--format 'docx' is not known; give html, pdf or html,pdf."),
        (["--only", "05"], "--only 05: no single stage of this name; there are 01_read, 02_use."),
        (["check", "--force"], "--force belongs to build and sweep, not to check."),
        (["lab", "-p", "a=1"], "-p belongs to build and edit, not to lab."),
        (["lab", "--format=pdf"], "--format belongs to build and sweep, not to lab."),
        (["--rebuild"], "--rebuild belongs to verify, not to build."),
        (["--colour"], "--colour is no option of build: see run_all.py build --help."),
        (["check", "--fore"], "--fore is no option of check: did you mean --force?"),
        (["chekc"], "chekc is no command: did you mean check?"),
        (["02"], "02 is no command: there are build, check, add, edit"),
        (["--out", "x", "log"], "log: write the command first, then its options."),
        (["edit", "01", "02"], "02: edit takes one STAGE, and has it."),
        (["log", "--out"], "--out: expected one argument; see run_all.py log --help."),
        (["--force=1"], "--force: ignored explicit argument '1'; see run_all.py build --help."),
        (["--jobs", "two"], "--jobs two: write a whole number; at least one notebook must"),
        (
            ["build", "02"],
            "02: only add, edit, lab, verify and init take a file. Up to one notebook: --only 02.",
        ),
        (["check", "x.csv"], "x.csv: only add, edit, lab, verify and init take a file."),
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
    assert "usage:" not in errors
    assert not (root / "report").exists()


@pytest.mark.parametrize(
    ("command", "knows", "others"),
    [
        ([], ["build", "check", "edit", "lab", "log", "verify", "Exit codes"], ["--rebuild"]),
        (
            ["build"],
            ["--only", "--force", "-p ", "--format", "--jobs", "--timeout", "--dry-run", "--out"],
            ["--json", "--rebuild"],
        ),
        (["check"], ["--accept [WHY]", "--out"], ["--force", "-p "]),
        (["edit"], ["edit STAGE", "-p ", "--out"], ["--force"]),
        (["lab"], ["lab [FILE]"], ["--force", "-p "]),
        (["log"], ["--all", "--json", "--out"], ["--force"]),
        (["verify"], ["verify FILE", "--rebuild", "Exit codes"], ["--force"]),
    ],
)
def test_each_command_tells_its_own_options(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    command: list[str],
    knows: list[str],
    others: list[str],
):
    monkeypatch.chdir(tmp_path)
    assert cli.main([*command, "--help"]) == 0  # outside of any checkout
    told = capsys.readouterr().out
    assert [word for word in knows if word not in told] == []
    assert [word for word in others if word in told] == []
    assert len(told.splitlines()) <= 24


def test_build_need_not_be_typed(root: Path, capsys: pytest.CaptureFixture[str]):
    options = ["--only", "02", "-p", "edition=2023", "--dry-run", "--out", str(root / "out")]
    assert called(capsys, root, *options) == called(capsys, root, "build", *options)


def test_a_missing_file_of_the_project(root: Path, capsys: pytest.CaptureFixture[str]):
    (root / "notebooks/02_use.ipynb").unlink()
    assert called(capsys, root, "--dry-run")[0] == 3


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        (
            'KeyError("oops")',
            "This is a fault of Walkback itself: KeyError: 'oops' (hooks.py, line 2). Please report it "
            "with these words and what you typed.\n",
        ),
        (
            'OSError(28, "No space left on device", "x.csv")',
            "A file could not be read or written: No space left on device (x.csv). Free some space "
            "there, or write to another disk with --out DIR.\n",
        ),
        ("KeyboardInterrupt", "Stopped.\n"),
    ],
)
def test_no_traceback_ever(
    root: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    raised: str,
    told: str,
):
    """A function of the report that raises what nobody expects stands for any fault."""
    monkeypatch.setattr("sys.path", list(sys.path))
    monkeypatch.delitem(sys.modules, "kit", raising=False)
    monkeypatch.delitem(sys.modules, "kit.hooks", raising=False)
    hook = f"def parameters(root, defaults, given):\n    raise {raised}\n"
    (root / "src/kit/hooks.py").write_text(hook, "utf-8")
    with (root / "report.toml").open("a", encoding="utf-8") as file:
        file.write('[hooks]\nparameters = "kit.hooks:parameters"\n')
    code, out, errors = called(capsys, root, "-p", "edition=2023")
    assert (code, out, errors) == (130 if "Stopped" in told else 1, "", told)


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
        f"Go on:        {' '.join(how_called(root, ['--force']))}",
        "Nothing was run; the last report is unchanged.",
    ]
    assert not (root / "report").exists()


def test_a_stage_that_fails_is_mended_and_the_run_goes_on_from_it(
    root: Path, export: list[Any], capsys: pytest.CaptureFixture[str]
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
    program = how_called(root, [])[0]
    assert f"Mend it:      {program} edit 02_use\n" in errors
    tiny.edit(notebook, "lost = words[99]\n", "")
    code, told, errors = called(capsys, root)
    assert (code, errors) == (0, "")
    assert [line.split()[:2] for line in told.partition("Report:")[0].splitlines()] == [
        ["citations", "checked"],
        ["01_read", "–"],
        ["02_use", "ran"],
        ["report", "rendered"],
    ]
    assert len(export) == 1


def test_a_notebook_is_opened_with_its_inputs_in_place(
    root: Path,
    export: list[Any],
    started: list[list[str]],
    capsys: pytest.CaptureFixture[str],
):
    tiny.edit(root / "notebooks/02_use.ipynb", "many = ", "many = = ")  # what is to be mended
    for name in "02_use", "2", "02", "notebooks/02_use.ipynb":
        code, told, errors = called(capsys, root, "edit", name)
        assert (code, errors) == (7, "")
        assert told.splitlines()[-1] == "Opens notebooks/02_use.ipynb in JupyterLab."
        assert "--LabApp.default_url=/lab/tree/notebooks/02_use.ipynb" in started[-1]
        assert (root / "data/processed/words.csv").read_text("utf-8") == "ONE TWO THREE\n"
    assert len(started) == 4
    assert not (root / "report/run/02_use.ipynb").exists()
    assert export == []


def test_no_notebook_is_opened_when_one_before_it_fails(
    root: Path, export: list[Any], started: list[list[str]], capsys: pytest.CaptureFixture[str]
):
    tiny.edit(root / "notebooks/01_read.ipynb", "import os", "import os, wanted")
    code, _, errors = called(capsys, root, "edit", "2")
    assert code == 1
    assert errors.startswith("01_read failed at cell 2")
    program, options = how_called(root, ["edit", "2"])
    assert f"Mend it:      {program} edit 01_read\n" in errors
    assert f"Go on:        {program} {options}    (after mending " in errors
    assert (export, started) == ([], [])


def test_the_first_notebook_needs_nothing_before_it(
    root: Path, started: list[list[str]], capsys: pytest.CaptureFixture[str]
):
    assert called(capsys, root, "edit", "01")[1] == "Opens notebooks/01_read.ipynb in JupyterLab.\n"
    assert "--LabApp.default_url=/lab/tree/notebooks/01_read.ipynb" in started[0]
    assert not (root / "report").exists()


def test_formats():
    assert chosen_formats(None) == ("html", "pdf")
    assert chosen_formats("PDF, html") == ("html", "pdf")
    assert chosen_formats("pdf") == ("pdf",)
    with pytest.raises(UsageError):
        chosen_formats("")


@pytest.mark.parametrize("text", ["02_metrics", "02", "2", "02_m"])
def test_a_stage_by_name_or_number(text: str):
    stages = tuple(Stage(name, (), ()) for name in ("01_ingest", "02_metrics", "12_more"))
    assert chosen_stage(Project(Path(), Path(), stages), text) == "02_metrics"


def test_how_to_call_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("MAKELEVEL", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("shutil.which", lambda _name: sys.executable)
    called_so = how_called(tmp_path, ["-p", "pair=[a, b]"])
    assert called_so == ("python -m walkback", "-p 'pair=[a, b]'")
    (tmp_path / "run_all.py").touch()
    assert how_called(tmp_path, []) == ("python run_all.py", "")
    monkeypatch.setattr("shutil.which", lambda _name: "/usr/bin/python")
    monkeypatch.setattr("sys.executable", str(tmp_path / ".venv/bin/python"))
    assert how_called(tmp_path, []) == (".venv/bin/python run_all.py", "")


def test_nothing_heavy_is_imported_before_work_is_found(root: Path):
    """A dry run must stay fast: it may not load what executes or renders."""
    script = (
        "import sys; from pathlib import Path; from walkback import cli; "
        "cli.main(['--dry-run'], Path(sys.argv[1])); "
        "heavy = {'pandas', 'numpy', 'papermill', 'nbclient', 'nbformat', 'yaml', "
        "'filelock', 'matplotlib', 'asyncio', 'rich'}; "
        "print('heavy:', sorted(heavy & set(sys.modules)))"
    )
    command = [sys.executable, "-c", script, root]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert told.splitlines()[-1] == "heavy: []"
