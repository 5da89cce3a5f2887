"""What holds for every page that Walkback makes, whatever is on it.

A suite of tests takes all of this in, and gives the fixture `page`.
"""

from collections.abc import Callable

import pytest
from browser import OPEN_ALL, Browser
from look import Look
from selenium.webdriver.common.keys import Keys

# axe-core needs half a minute for the colours of a long report, so it is run once a screen and once
# a theme. That a theme moves nothing and a screen recolours nothing but the bar of the contents is
# tested too, and the sample, which has that bar, is tried on every screen in every theme.
SCREENS = {360: "dark", 768: "light", 1280: "light"}
AXE = (360, 1280)

screens = pytest.mark.parametrize(("width", "theme"), SCREENS.items())


@pytest.fixture
def seen(look: Callable[[int, str, bool], Look], width: int, theme: str) -> Look:
    """The page on this screen, everything unfolded."""
    return look(width, theme, width in AXE)


@pytest.mark.parametrize(("width", "theme"), [(w, SCREENS[w]) for w in AXE])
def test_axe_finds_no_violation_with_everything_unfolded(seen: Look):
    assert seen.violations == []


@screens
def test_a_theme_moves_nothing_and_a_screen_recolours_only_the_bar_of_the_contents(seen: Look):
    assert seen.moved == []
    assert [tag for tag in seen.recoloured if not tag.startswith('<nav class="contents"')] == []


@screens
def test_the_page_never_scrolls_sideways(seen: Look, width: int):
    assert seen.width == width


@screens
def test_wide_tables_scroll_inside_a_named_region_that_takes_the_focus(seen: Look):
    assert seen.loose == []
    assert len(seen.regions) == len(set(seen.regions))


@screens
def test_every_picture_is_drawn(seen: Look):
    assert seen.broken == []


def test_nothing_is_asked_for_and_the_console_stays_empty(browser: Browser):
    browser.open()
    browser.run(OPEN_ALL + "scrollTo(0, document.body.scrollHeight)")
    browser.first(".theme").click()
    browser.run("document.querySelector('main a.value').focus()")
    assert browser.requests() == [browser.page.as_uri()]
    assert browser.console() == []


def test_a_value_tells_its_origin_to_the_keyboard_and_leads_to_its_row(browser: Browser):
    browser.open()
    link = browser.first("main a.value")
    browser.run("arguments[0].focus()", link)
    origin = browser.wait(lambda: browser.all("#origin:popover-open"))[0]
    assert link.text in origin.text
    assert link.get_attribute("aria-describedby") == "origin"
    row = link.get_attribute("hash")
    cells = browser.run(
        "return [...document.getElementById(arguments[0].slice(1)).closest('tr').cells]"
        ".map((cell) => cell.innerText.trim())",
        row,
    )
    assert cells[1] == link.text
    assert " ".join(cells[2].split()) in " ".join(origin.text.split())
    browser.press(Keys.ESCAPE)
    assert browser.all("#origin:popover-open") == []
    assert link.get_attribute("aria-describedby") is None
    browser.press(Keys.ENTER)
    assert browser.run("return location.hash") == row
    marked = browser.run(
        "return getComputedStyle(document.querySelector(location.hash).closest('tr'))"
        ".backgroundColor"
    )
    assert marked not in {"rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"}


def test_print_unfolds_the_data_and_leaves_code_and_contents_out(browser: Browser):
    browser.open(theme="dark")
    code = browser.run(
        "return document.querySelector('details.code pre')?.textContent.trim().split('\\n')[0]"
    )
    data = browser.run(
        "return document.querySelector('details.data-table tbody td')?.textContent.trim()"
    )
    heading = browser.run("return document.querySelector('details.data-table summary').innerText")
    printed = browser.printed()
    assert browser.first("h1").text in printed
    assert heading in printed
    assert data in printed.partition(heading)[2][:400]
    assert code not in printed
    assert browser.first(".contents").text not in printed


def test_all_text_is_drawn_with_the_fonts_in_the_page(browser: Browser):
    browser.open()
    browser.run(OPEN_ALL)
    used = browser.fonts()
    assert {"Walkback Serif", "Walkback Sans"} <= used
    assert [name for name in used if not name.startswith("Walkback ")] == []
