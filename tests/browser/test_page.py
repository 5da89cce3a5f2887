"""The HTML report in a real Chromium: accessible, self-contained, at home on every screen."""

from collections.abc import Callable

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.browser import OPEN_ALL, Browser
from tests.browser.look import Look

# axe-core needs half a minute for the colours of the long report, so there it is run once a screen
# and once a theme. That a theme moves nothing and a screen recolours nothing but the bar of the
# contents is tested too, and on the sample, which has that bar, every screen is tried in every theme.
SCREENS = {360: "dark", 768: "light", 1280: "light"}
AXE = (360, 1280)
REAL = pytest.param("built_report", marks=pytest.mark.build)

pages = pytest.mark.parametrize("page", ["sample_page", REAL])
screens = pytest.mark.parametrize(("width", "theme"), SCREENS.items())


@pytest.fixture
def seen(look: Callable[[str, int, str, bool], Look], page: str, width: int, theme: str) -> Look:
    """The page on this screen, everything unfolded."""
    return look(page, width, theme, width in AXE)


@pages
@pytest.mark.parametrize(("width", "theme"), [(w, SCREENS[w]) for w in AXE])
def test_axe_finds_no_violation_with_everything_unfolded(seen: Look):
    assert seen.violations == []


@pytest.mark.parametrize("page", ["sample_page"])
@pytest.mark.parametrize(("width", "theme"), [(360, "light"), (1280, "dark")])
def test_axe_finds_no_violation_in_the_other_theme(seen: Look):
    assert seen.violations == []


@pages
@screens
def test_a_theme_moves_nothing_and_a_screen_recolours_only_the_bar_of_the_contents(seen: Look):
    assert seen.moved == []
    assert [tag for tag in seen.recoloured if not tag.startswith('<nav class="contents"')] == []


@pages
@screens
def test_the_page_never_scrolls_sideways(seen: Look, width: int):
    assert seen.width == width


@pages
@screens
def test_wide_tables_scroll_inside_a_named_region_that_takes_the_focus(seen: Look):
    assert seen.loose == []
    assert len(seen.regions) == len(set(seen.regions))


@pages
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


def test_the_policy_of_the_page_stops_what_someone_might_smuggle_in(sample: Browser):
    sample.open()
    blocked = sample.driver.execute_async_script(
        "const done = arguments[0], seen = [];"
        "document.addEventListener('securitypolicyviolation', (event) => {"
        "  seen.push(event.effectiveDirective); if (seen.length === 4) done(seen.sort()); });"
        "new Image().src = 'https://example.org/pixel.png';"
        "const script = document.createElement('script');"
        "script.textContent = 'window.smuggled = true';"
        "document.head.append(script);"
        "const style = document.createElement('style');"
        "style.textContent = 'body { display: none }';"
        "document.head.append(style);"
        "document.body.setAttribute('style', 'color: red');"
    )
    assert blocked == ["img-src", "script-src-elem", "style-src-attr", "style-src-elem"]
    assert sample.run("return window.smuggled") is None


def test_the_theme_follows_the_reader_and_the_button_and_is_remembered(sample: Browser):
    background = "return getComputedStyle(document.body).backgroundColor"
    sample.open(theme="dark")
    dark = sample.run(background)
    assert sample.first(".theme").get_attribute("aria-pressed") == "true"
    sample.open(theme="light")
    light = sample.run(background)
    assert light != dark
    sample.first(".theme").click()
    assert sample.run(background) == dark
    sample.open(theme="light")
    assert sample.run(background) == dark
    assert sample.first(".theme").get_attribute("aria-pressed") == "true"


def test_figures_stand_on_a_light_card_in_the_dark(sample: Browser):
    sample.open(theme="dark")
    colours = sample.run(
        "return [...document.querySelectorAll('main img')]"
        ".map((img) => getComputedStyle(img).backgroundColor)"
    )
    assert set(colours) == {"rgb(255, 255, 255)"}


def test_the_keyboard_comes_first_to_the_skip_link_and_it_leads_to_the_text(sample: Browser):
    sample.open()
    link = sample.tab()
    assert link.get_attribute("class") == "skip"
    assert sample.run("return arguments[0].getBoundingClientRect().top >= 0", link)
    sample.press(Keys.ENTER)
    assert sample.driver.switch_to.active_element.tag_name == "main"


def test_the_keyboard_reaches_every_link_and_sees_where_it_is(sample: Browser):
    sample.open()
    focusable = sample.run(
        "return [...document.querySelectorAll('a[href]')].filter((a) => a.tabIndex >= 0).length"
    )
    assert focusable > 10
    for _ in range(12):
        element = sample.tab()
        shown = sample.run("return getComputedStyle(arguments[0]).outlineStyle", element)
        assert shown != "none", element.get_attribute("outerHTML")[:200]


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


def test_the_origin_stays_on_the_screen_of_a_phone(sample: Browser):
    sample.open(width=360, height=700)
    for link in sample.all("main a.value")[:10]:
        sample.run("arguments[0].focus()", link)
        box = sample.wait(lambda: sample.all("#origin:popover-open"))[0].rect
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360


def test_the_contents_mark_the_section_that_is_read(sample: Browser):
    sample.open()
    chapter = (
        "const current = document.querySelector('.contents [aria-current]');"
        "return current.closest('details > ul > li').querySelector('a').hash"
    )
    ids = sample.run("return [...document.querySelectorAll('main > section[id]')].map((s) => s.id)")
    assert len(ids) > 3
    for name in ids:
        top = sample.run(
            "const section = document.getElementById(arguments[0]);"
            "section.scrollIntoView(); return section.getBoundingClientRect().top",
            name,
        )
        if top < 100:  # the last ones may be too short to come up there
            sample.wait(lambda name=name: sample.run(chapter) == f"#{name}")


def test_a_phone_folds_the_contents_and_unfolds_them(sample: Browser):
    sample.open(width=360)
    folded = sample.first(".contents details")
    assert folded.get_attribute("open") is None
    sample.first(".contents summary").click()
    assert folded.get_attribute("open") is not None
    sample.first(".contents li a").click()
    assert folded.get_attribute("open") is None


def test_without_scripts_everything_is_there_to_be_read(sample: Browser):
    sample.open()
    sample.run("document.querySelectorAll('.anchor').forEach((link) => link.remove())")
    text = sample.first("main").text
    sample.cdp("Emulation.setScriptExecutionDisabled", value=True)
    sample.open()
    assert not sample.first(".theme").is_displayed()
    assert sample.first(".contents li a").is_displayed()
    assert sample.first("main").text == text


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
    assert {"Deltas Serif", "Deltas Sans"} <= used
    assert [name for name in used if not name.startswith("Deltas ")] == []
