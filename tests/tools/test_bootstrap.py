"""Making `.venv`: with uv, without it, with another Python, with one that is too old."""

import ast
import shutil
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import pytest
from tools import bootstrap

from tests.conftest import ROOT

Version = namedtuple("Version", "major minor micro")
LOCK = "uv==0.9 \\\n    --hash=sha256:00\nnumpy==2.0 \\\n    --hash=sha256:11\n"


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What would be run; each succeeds."""
    called: list[list[str]] = []
    monkeypatch.setattr(bootstrap, "run", lambda command, _: called.append(command) or 0)
    return called


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout in which `.venv` is to be made."""
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "HOME", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / ".venv/.made-from")
    monkeypatch.setattr(bootstrap, "LOCK", tmp_path / "requirements.lock")
    monkeypatch.setattr(sys, "argv", ["bootstrap.py"])
    (tmp_path / "requirements.lock").write_text(LOCK)
    monkeypatch.setattr(bootstrap, "PACKAGES", (tmp_path,))
    (tmp_path / "pyproject.toml").write_text("")
    return tmp_path / ".venv"


def made(home: Path, version: str) -> None:
    """An environment as `venv` lays it out, without its packages."""
    (home / "bin").mkdir(parents=True, exist_ok=True)
    (home / f"lib/python{version}").mkdir(parents=True, exist_ok=True)
    binary = home.parent / f"python{version}"
    binary.write_text("")
    (home / "bin/python").unlink(missing_ok=True)
    (home / "bin/python").symlink_to(binary)
    (home / "pyvenv.cfg").write_text(f"home = /usr/bin\nversion = {version}.4\n")


@pytest.fixture
def venvs(home: Path, monkeypatch: pytest.MonkeyPatch) -> list[dict]:
    """The environments that were made, of the Python that runs this."""
    created: list[dict] = []

    def create(folder: Path, **options: bool) -> None:
        created.append(options)
        made(folder, running())

    monkeypatch.setattr("venv.create", create)
    return created


def running() -> str:
    return f"{sys.version_info[0]}.{sys.version_info[1]}"


@pytest.mark.parametrize("file", ["run_all.py", "tools/bootstrap.py"])
def test_an_old_python_can_read_it(file):
    tree = ast.parse((ROOT / file).read_text("utf-8"), feature_version=(3, 8))
    evaluated = [
        node
        for one in ast.walk(tree)
        if isinstance(one, ast.FunctionDef)
        for hint in [one.returns, *(a.annotation for a in one.args.args)]
        for node in ast.walk(hint or ast.Constant(""))
        if isinstance(node, ast.Subscript)
    ]
    late = "from __future__ import annotations" in (ROOT / file).read_text("utf-8")
    assert late or not evaluated  # list[str] is an error in 3.8


def test_an_old_python_is_told_what_is_needed(home, commands, monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", Version(3, 8, 10))
    assert bootstrap.main() == 3
    assert "needs Python 3.11 or newer, this is 3.8.10." in capsys.readouterr().out
    assert commands == []


def test_the_lock_is_installed_by_uv_and_nothing_the_second_time(home, commands, venvs, capsys):
    assert bootstrap.main() == 0
    assert [command[-1] for command in commands][-3] == str(home.parent / "requirements.lock")
    assert commands[1][1:3] == ["-m", "uv"]
    del commands[:]
    assert bootstrap.main() == 0
    assert commands == []
    assert capsys.readouterr().out == "Setting up .venv from requirements.lock …\n"


@pytest.mark.parametrize("fails", [0, 1])
def test_without_uv_pip_installs_the_same_lock(home, venvs, monkeypatch, capsys, fails):
    called: list[list[str]] = []

    def run(command: list[str], _what: str) -> int:
        called.append(command)
        return int(len(called) == fails + 1)

    monkeypatch.setattr(bootstrap, "run", run)
    assert bootstrap.main() == 0
    lock, project, _ = called[fails + 1 :]
    assert lock[1:3] == ["-m", "pip"]
    assert lock[-4:] == [
        "install",
        "--require-hashes",
        "-r",
        str(home.parent / "requirements.lock"),
    ]
    assert project[1:3] == ["-m", "pip"]
    assert "--no-deps" in project
    assert "going on with pip" in capsys.readouterr().out


def test_a_failure_says_what_to_do_and_the_next_call_tries_again(home, venvs, monkeypatch, capsys):
    monkeypatch.setattr(bootstrap, "run", lambda *_: 1)
    assert bootstrap.main() == 3
    told = capsys.readouterr().out
    assert "Mend the cause and type the same command again" in told
    assert max(map(len, told.splitlines()[-3:])) <= 60
    assert not bootstrap.STAMP.exists()


def test_another_python_makes_it_anew_and_says_so(home, commands, venvs, capsys):
    made(home, "3.99")
    assert bootstrap.main() == 0
    assert venvs == [{"with_pip": True, "clear": True, "symlinks": True}]
    told = capsys.readouterr().out
    assert f"Setting up .venv anew: it has Python 3.99, this is {running()} …" in told


def test_a_python_that_nobody_chose_leaves_it(home, commands, venvs, monkeypatch):
    made(home, "3.99")
    monkeypatch.setattr(bootstrap, "KEPT", True)
    assert bootstrap.main() == 0
    assert venvs == []


def test_an_environment_whose_python_is_gone_is_made_anew(
    home, commands, venvs, monkeypatch, capsys
):
    made(home, "3.99")
    (home.parent / "python3.99").unlink()
    monkeypatch.setattr(bootstrap, "KEPT", True)
    assert bootstrap.main() == 0
    assert "anew: its Python 3.99 is gone" in capsys.readouterr().out
    assert len(venvs) == 1


def test_a_long_step_is_not_silent(monkeypatch, capsys):
    monkeypatch.setattr(bootstrap, "SILENT", 0.2)
    assert bootstrap.run([sys.executable, "-c", "import time; time.sleep(0.7)"], "installing") == 0
    assert "  … installing, 0 s\n" in capsys.readouterr().out


def test_our_own_sources_are_compiled_once_and_held_to_what_they_say(tmp_path, monkeypatch):
    source = tmp_path / "src/rain.py"
    source.parent.mkdir()
    source.write_text("DROPS = 1\n")
    monkeypatch.setattr(bootstrap, "PACKAGES", (tmp_path,))
    monkeypatch.setattr(bootstrap, "python", lambda: Path(sys.executable))
    bootstrap.compile_sources()
    (compiled,) = source.parent.glob("__pycache__/rain.*.pyc")
    assert compiled.read_bytes()[4:8] == (3).to_bytes(4, "little")  # PEP 552: hash, checked


def test_here_installs_the_checkout_alone(commands, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["bootstrap.py", "--here"])
    assert bootstrap.main() == 0
    (command,) = commands
    assert command[0] == sys.executable
    assert {"--no-deps", str(ROOT), str(ROOT / "engine")} <= set(command)


def test_make_says_whether_a_python_was_chosen():
    for given, kept in (([], True), (["PYTHON=python3.12"], False)):
        done = subprocess.run(
            ["make", "--dry-run", "setup", *given],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        assert ("--kept" in done.stdout) == kept


def package(home: Path, name: str) -> Path:
    """An installed package of one module, as an installer records it."""
    place = home / f"lib/python{running()}/site-packages"
    (place / f"{name}-1.dist-info").mkdir(parents=True)
    (place / name).mkdir()
    (place / f"{name}/__init__.py").write_text("")
    record = (
        f"{name}/__init__.py,sha256=x,0\n{name}/__pycache__/a.pyc,,\n{name}-1.dist-info/RECORD,,\n"
    )
    (place / f"{name}-1.dist-info/RECORD").write_text(record)
    return place


@pytest.mark.parametrize(
    ("gone", "why"),
    [
        ("scipy/__init__.py", "scipy/__init__.py of scipy-1 is gone"),
        ("scipy-1.dist-info/RECORD", "scipy-1.dist-info/RECORD of scipy-1 is gone"),
        ("scipy", "scipy/__init__.py of scipy-1 is gone"),
        ("scipy-1.dist-info", "scipy-1 is gone"),
    ],
)
def test_a_damaged_environment_is_made_anew(home, commands, venvs, monkeypatch, capsys, gone, why):
    monkeypatch.setattr(bootstrap, "install", lambda: package(home, "scipy"))
    assert bootstrap.main() == 0
    assert bootstrap.main() == 0
    assert len(venvs) == 1
    place = home / f"lib/python{running()}/site-packages"
    path = place / gone
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    monkeypatch.setattr(bootstrap, "install", lambda: None)
    capsys.readouterr()
    assert bootstrap.main() == 0
    assert len(venvs) == 2
    assert f"Setting up .venv anew: {why} …" in capsys.readouterr().out


def test_it_is_made_anew_when_asked(home, commands, venvs, monkeypatch, capsys):
    assert bootstrap.main() == 0
    monkeypatch.setattr(bootstrap, "ANEW", True)
    assert bootstrap.main() == 0
    assert len(venvs) == 2
    assert "Setting up .venv anew: asked for …" in capsys.readouterr().out
