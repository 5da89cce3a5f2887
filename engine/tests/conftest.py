"""How tests are dealt out to workers; what is made once for all of them."""

from pathlib import Path

import dealing
import pytest

ROOT = Path(__file__).resolve().parent.parent
LONGEST = (
    "tests/run/test_faults.py",
    "tests/test_example.py",
    "tests/publish/",
    "tests/run/",
    "tests/tables/",
)

dealing.register_profiles()
once = dealing.once  # pytest finds both here
pytest_xdist_auto_num_workers = dealing.pytest_xdist_auto_num_workers


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    dealing.longest_first(items, LONGEST)
