"""The real reports, built once for all tests and workers; how tests are dealt out."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import dealing
import pytest

ROOT = Path(__file__).resolve().parent.parent
LONGEST = (  # files that build reports, those that read them, then rooms with slow tests
    "tests/test_report.py", "tests/test_other_editions.py", "tests/browser/", "tests/data/",
)  # fmt: skip

dealing.register_profiles()
once = dealing.once  # pytest finds both here
pytest_xdist_auto_num_workers = dealing.pytest_xdist_auto_num_workers


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    dealing.longest_first(items, LONGEST)


def run(out: Path, *arguments: str, root: Path = ROOT) -> str:
    """Run `run_all.py --out` in a checkout as a user does; what it said.

    A command comes first among the arguments.
    """
    command = [sys.executable, str(root / "run_all.py"), *arguments, "--out", str(out)]
    done = subprocess.run(
        command, cwd=out, capture_output=True, text=True, check=False, timeout=500
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def built_report(once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """A folder with `two-deltas.html`, `.pdf` and `values.csv`, made by `run_all.py --out`."""
    ready = os.environ.get("WALKBACK_BUILT")  # a finished --out folder, while writing tests
    return (Path(ready) if ready else once("a report 报告", run)) / "report"
