"""The page of the sample project, which has a bit of everything."""

from pathlib import Path

import pytest
from chromium import *  # noqa: F403 - a Chromium, and what it sees

from tests.publish.sample import NOTEBOOKS, write_project
from walkback.publish.build import build_report


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page that is tried."""
    folder = tmp_path_factory.mktemp("sample")
    run = write_project(folder)
    build_report(run, folder / "report", folder, ["html"], NOTEBOOKS)
    return folder / "report" / "sample.html"
