"""How many branches tests must take, and what is said when they take fewer."""

import subprocess
import sys

import pytest

from tests.conftest import ROOT

CODE = """\
def sign(x):
    if x < 0:
        return "minus"
    return "plus"


sign(1)
"""


@pytest.fixture
def measured(tmp_path):
    """A folder with one module, run once, of whose two branches one is taken."""
    (tmp_path / "signs.py").write_text(CODE)
    (tmp_path / "pyproject.toml").write_text("[tool.coverage.run]\nbranch = true\n")
    run = [sys.executable, "-m", "coverage", "run", "signs.py"]
    subprocess.run(run, cwd=tmp_path, check=True)
    return tmp_path


@pytest.mark.parametrize(("held", "status"), [(50, 0), (51, 1)])
def test_fewer_branches_than_are_held_fail_with_the_lines_to_look_at(measured, held, status):
    with (measured / "pyproject.toml").open("a") as file:
        file.write(f"[tool.coverage.held]\nbranches = {held}\n")
    command = [sys.executable, ROOT / "tools/coverage_held.py"]
    done = subprocess.run(command, cwd=measured, capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stderr
    assert f"Tests take 1 of 2 branches, 50.0 %; held: {held} %." in done.stdout
    assert ("signs.py: after line 2" in done.stdout) == (status == 1)
