"""The page of the real report."""

from pathlib import Path

import pytest
from chromium import *  # noqa: F403 - a Chromium, and what it sees


@pytest.fixture(scope="session")
def page(built_report: Path) -> Path:
    """The page that is tried."""
    return built_report / "two-deltas.html"
