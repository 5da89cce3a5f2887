"""The real reports, built once for all tests and workers; how tests are dealt out."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
MOST_WORKERS = 4  # each may hold a browser and a kernel
LONGEST = (  # files that build reports, those that read them, then rooms with slow tests
    "tests/test_report.py", "tests/test_other_pairs.py", "tests/browser/", "tests/data/",
)  # fmt: skip

# How long an example takes says more about what else the machine does than about the code.
settings.register_profile(
    "any machine",
    settings.default,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
# CI asks the same questions every time, so that what it refuses can be asked again; you ask new ones.
settings.register_profile("CI", settings.get_profile("any machine"), derandomize=True)
settings.load_profile("CI" if os.environ.get("CI") else "any machine")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """A worker for each processor; none where there is one processor or only files are asked for."""
    few = all(".py" in argument for argument in config.args)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return 0 if few or not cores or cores == 1 else min(cores, MOST_WORKERS)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest: a file goes whole to the first worker that is free."""
    items.sort(key=lambda item: place_of(item.nodeid))


def place_of(nodeid: str) -> int:
    """The place of a test in the queue."""
    found = (n for n, start in enumerate(LONGEST) if nodeid.startswith(start))
    return next(found, len(LONGEST))


@pytest.fixture(scope="session")
def once(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Callable[[str, Callable[[Path], None]], Path]:
    """Gives a folder by its name, filled by whichever worker needs it first."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent

    def folder(name: str, fill: Callable[[Path], None]) -> Path:
        with FileLock(shared / f"{name}.lock"):
            made = shared / f"{name}.made"
            if not made.exists():
                (shared / name).mkdir(exist_ok=True)
                fill(shared / name)
                made.touch()
        return shared / name

    return folder


def run(out: Path, *arguments: str, root: Path = ROOT) -> str:
    """Run `run_all.py --out` in a checkout as a user does; what it said."""
    command = [sys.executable, str(root / "run_all.py"), "--out", str(out), *arguments]
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
