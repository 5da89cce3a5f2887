"""Copies of the invented tables that a test may spoil."""

from pathlib import Path

import pytest
from spoilable import Spoilable

from tests.tables.harbours import make


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables as they should be; not to be changed."""
    return make(tmp_path_factory.mktemp("harbours"))


@pytest.fixture
def copied(tmp_path: Path) -> Spoilable:
    return Spoilable(make(tmp_path / "harbours"))
