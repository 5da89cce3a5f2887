"""A headless Chromium for the tests of a page: fixtures that both suites of tests take in."""

import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from browser import Browser
from look import Look, look_at
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

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


@pytest.fixture
def browser(driver: webdriver.Chrome, page: Path) -> Iterator[Browser]:
    """The page, ready to be opened; everything that a test sets is taken back after it."""
    opened = Browser(driver, page)
    yield opened
    opened.reset()


@pytest.fixture(scope="session")
def look(driver: webdriver.Chrome, page: Path) -> Callable[[int, str, bool], Look]:
    """Looks at the page, and remembers what it saw."""

    @cache
    def seen(width: int, theme: str, axe: bool) -> Look:
        opened = Browser(driver, page)
        found = look_at(opened, width, theme, axe=axe)
        opened.reset()
        return found

    return seen


__all__ = ["browser", "driver", "look"]
