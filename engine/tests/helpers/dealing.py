"""How tests are dealt out to workers, and what is made once for all of them: for both houses."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

MOST_WORKERS = 4  # each may hold a browser and a kernel


def register_profiles() -> None:
    """Set how hypothesis asks."""
    # How long an example takes says more about what else the machine does than about the code.
    settings.register_profile(
        "any machine",
        settings.default,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    # CI asks the same questions every time, so that what it refuses can be asked again; you ask new
    # ones.
    settings.register_profile("CI", settings.get_profile("any machine"), derandomize=True)
    settings.load_profile("CI" if os.environ.get("CI") else "any machine")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """A worker for each processor; none where there is one processor or only files are asked for."""
    few = all(".py" in argument for argument in config.args)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return 0 if few or not cores or cores == 1 else min(cores, MOST_WORKERS)


def longest_first(items: list[pytest.Item], longest: Sequence[str]) -> None:
    """Begin with what takes longest: a file goes whole to the first worker that is free.

    Args:
        items: The tests, put in order.
        longest: How the ids of the slow ones begin, the slowest first.
    """

    def place_of(item: pytest.Item) -> int:
        found = (n for n, start in enumerate(longest) if item.nodeid.startswith(start))
        return next(found, len(longest))

    items.sort(key=place_of)


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
