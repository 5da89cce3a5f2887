"""The index of a sweep in a real Chromium: sorted, searched, read on every screen."""

import csv
from pathlib import Path

import pytest
from browser import Browser
from selenium import webdriver

from walkback.sweep.index import Entry, write_index

CLUSTERS = ["Å–Ä", "Shenzhen–Hong Kong–Guangzhou", "Boston", "zurich"]
ENTRIES = [
    Entry(
        f"job-{n}",
        {
            "edition": 2020 + n,
            "cluster": name,
            "rank": rank,
            "how sure": "It hangs on equal weights. " * (n + 1),
        },
        () if n == 2 else (f"job-{n}/report/job-{n}.html", f"job-{n}/report/job-{n}.pdf"),
        "cell 3: no rings" if n == 2 else "",
    )
    for n, (name, rank) in enumerate(zip(CLUSTERS, [2, 10, "–", 9], strict=True))
]


@pytest.fixture
def index(driver: webdriver.Chrome, tmp_path: Path):
    opened = Browser(driver, write_index(tmp_path, "Profiles", ENTRIES, "Made of code 1234.")[0])
    yield opened
    opened.reset()


def column(index: Browser, number: int) -> list[str]:
    cells = index.all(f"tbody tr:not([hidden]) td:nth-child({number})")
    return [cell.get_attribute("textContent") for cell in cells]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(index: Browser, width: int, theme: str):
    index.open(width=width, theme=theme)
    assert index.axe() == []
    assert index.run("return document.documentElement.scrollWidth") <= width
    assert index.console() == []
    assert [url for url in index.requests() if not url.startswith("file:")] == []


def test_a_theme_changes_the_colours(index: Browser):
    found = set()
    for theme in ("light", "dark"):
        index.open(theme=theme)
        found.add(index.run("return getComputedStyle(document.body).backgroundColor"))
    assert len(found) == 2


def test_it_is_sorted_by_any_column_with_the_keyboard_too(index: Browser):
    index.open()
    buttons = index.all("th button")
    buttons[3].click()
    assert column(index, 4) == ["2", "9", "10", "–"]  # numbers as numbers, words after them
    assert index.all("th")[3].get_attribute("aria-sort") == "ascending"
    index.press("\ue007")  # Enter, where the focus is
    assert column(index, 4) == ["–", "10", "9", "2"]
    assert index.all("th")[3].get_attribute("aria-sort") == "descending"
    buttons[2].click()
    assert column(index, 3)[-1] == "zurich"
    assert index.all("th")[3].get_attribute("aria-sort") is None


def test_rows_are_found_by_words(index: Browser):
    index.open()
    index.first("#only").send_keys("equal BOSTON")
    assert column(index, 3) == ["Boston"]
    assert index.first("tbody tr:not([hidden])").is_displayed()
    assert not index.all("tbody tr[hidden]")[0].is_displayed()


def test_on_a_telephone_each_cell_says_what_it_is(index: Browser):
    index.open(width=360)
    told = index.run(
        "return getComputedStyle(document.querySelectorAll('td')[2], '::before').content"
    )
    assert "cluster: " in told.replace('" "', "").replace('"', "")
    index.first("#only").send_keys("zurich")
    assert [row.is_displayed() for row in index.all("tbody tr")] == [False, False, False, True]


def test_the_table_beside_it_says_the_same(index: Browser):
    index.open()
    with index.page.with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["cluster"] for row in rows] == column(index, 3)
    assert [link.get_attribute("href").rpartition("/")[2] for link in index.all("#tools a")] == [
        "index.csv"
    ]
