"""The command of this report: what it needs, and that it works from anywhere."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import run_all

from tests.conftest import ROOT
from walkback import cli
from walkback.report_file import read_project


def needed_by(*packages: str) -> list[str]:
    """The dependencies of packages in this checkout."""
    texts = [(ROOT / package / "pyproject.toml").read_text("utf-8") for package in packages]
    return [name for text in texts for name in tomllib.loads(text)["project"]["dependencies"]]


def test_run_all_names_what_is_missing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(run_all, "NEEDED", ("typst", "not_there", "sys"))
    assert run_all.main() == 3
    assert capsys.readouterr().err == (
        "Not installed: not_there. Type: make report\n"
        "(or: python tools/bootstrap.py, then the same again)\n"
    )
    monkeypatch.setattr(sys, "path", ["", "/nowhere", *sys.path])
    assert run_all.absent(("typst", "sys")) == run_all.absent(("typst",)) == []


def test_a_python_without_the_packages_hands_over_to_the_projects_own():
    """The one below `.venv`, whose folder of packages it does not see."""
    bare = Path(sys.base_prefix) / "bin" / f"python{sys.version_info[0]}.{sys.version_info[1]}"
    if not (ROOT / ".venv/bin/python").is_file() or Path(sys.prefix) == Path(sys.base_prefix):
        pytest.skip("this checkout has no .venv of its own")
    command = [bare, "-I", ROOT / "run_all.py", "check", "--help"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("usage: run_all.py check"), done.stderr


def test_where_there_is_no_environment_it_says_what_to_type(tmp_path: Path):
    (tmp_path / "run_all.py").write_bytes((ROOT / "run_all.py").read_bytes())
    command = [sys.executable, "-I", "-S", tmp_path / "run_all.py"]  # without site-packages
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert done.stderr == (
        "Not installed: the packages of this report. Type: make report\n"
        "(or: python tools/bootstrap.py, then the same again)\n"
    )


def test_run_all_needs_what_the_project_needs():
    names = {re.match(r"[\w-]+", text)[0] for text in needed_by(".", "engine")} - {"uv", "walkback"}
    modules = {
        "linkify-it-py": "linkify_it",
        "markdown-it-py": "markdown_it",
        "pypandoc-binary": "pypandoc",
        "pyyaml": "yaml",
    }
    needed = {modules.get(name, name.replace("-", "_")) for name in names}
    assert needed == {name.lower() for name in run_all.NEEDED}


def test_the_real_command_from_anywhere(tmp_path: Path):
    command = [sys.executable, ROOT / "run_all.py", "--help"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "--dry-run" in done.stdout
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    command = [sys.executable, ROOT / "run_all.py", "profile", "上海", "深圳", "--dry-run"]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode in {2, 3}
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("pair=[shg, munich]", "-p pair: no notebook of this report has a parameter of this name."),
        ("edition=1999", "-p edition: 1999 does not list both Shenzhen–Hong Kong–Guangzhou and "),
    ],
)
def test_parameters_are_held_against_the_data(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, given: str, message: str
):
    assert cli.main(["-p", given, "--out", str(tmp_path / "out")], ROOT) == 2
    assert capsys.readouterr().err.startswith(message)
    assert not (tmp_path / "out").exists()


def test_the_projects_notebooks_agree_on_their_parameters():
    """One `-p` must mean the same everywhere, so the defaults must be the same everywhere."""
    from walkback.notebooks.parameters import declared
    from walkback.run.plan.dry_run import read_sources

    sources = read_sources(read_project(ROOT, ROOT))
    found = [declared(cells) for cells in sources.cells.values()]
    assert {"edition", "lang", "seed", "draws"} == set(found[0])
    assert all(one == found[0] for one in found)
