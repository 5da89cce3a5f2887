"""A headless Chromium and the pages that it is shown."""

import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from tests.browser.browser import Browser
from tests.browser.look import Look, look_at
from tests.export.sample import NOTEBOOKS, write_project
from twodeltas.export.build import build_report

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
MISSING = (
    "Chromium and ChromeDriver are not installed, so the page was not tried in a browser. Type "
    "`apt-get install chromium chromium-driver` (Debian, Ubuntu) or "
    "`brew install --cask chromium chromedriver` (macOS)."
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder needs Chromium."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """One Chromium for all tests, with a profile of its own."""
    chromium = next(filter(None, map(shutil.which, CHROMIUM)), None)
    chromedriver = shutil.which("chromedriver")
    if not chromium or not chromedriver:
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    chrome = webdriver.Chrome(options=options, service=Service(chromedriver))
    chrome.set_script_timeout(240)  # axe-core takes its time over a long report
    yield chrome
    chrome.quit()


@pytest.fixture(scope="session")
def sample_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the sample project, which has a bit of everything."""
    folder = tmp_path_factory.mktemp("sample")
    run = write_project(folder)
    build_report(run, folder / "report", folder, ["html"], NOTEBOOKS)
    return folder / "report" / "two-deltas.html"


@pytest.fixture
def sample(driver: webdriver.Chrome, sample_page: Path) -> Iterator[Browser]:
    """The sample, ready to be opened; everything that a test sets is taken back after it."""
    opened = Browser(driver, sample_page)
    yield opened
    opened.reset()


@pytest.fixture(params=["sample_page", pytest.param("built_report", marks=pytest.mark.build)])
def browser(driver: webdriver.Chrome, request: pytest.FixtureRequest) -> Iterator[Browser]:
    """The sample, and then the real report."""
    opened = Browser(driver, _file(request.getfixturevalue(request.param)))
    yield opened
    opened.reset()


@pytest.fixture(scope="session")
def look(
    driver: webdriver.Chrome, request: pytest.FixtureRequest
) -> Callable[[str, int, str, bool], Look]:
    """Looks at a page by the name of its fixture, and remembers what it saw."""

    @cache
    def seen(page: str, width: int, theme: str, axe: bool) -> Look:
        opened = Browser(driver, _file(request.getfixturevalue(page)))
        found = look_at(opened, width, theme, axe=axe)
        opened.reset()
        return found

    return seen


def _file(place: Path) -> Path:
    return place if place.is_file() else place / "two-deltas.html"
