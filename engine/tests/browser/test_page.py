"""The HTML report in a real Chromium: accessible, self-contained, at home on every screen."""

import pytest
from browser import Browser
from look import Look
from page_checks import *  # noqa: F403 - the tests that every page must pass
from selenium.webdriver.common.keys import Keys


@pytest.mark.parametrize(("width", "theme"), [(360, "light"), (1280, "dark")])
def test_axe_finds_no_violation_in_the_other_theme(seen: Look):
    assert seen.violations == []


def test_the_policy_of_the_page_stops_what_someone_might_smuggle_in(browser: Browser):
    browser.open()
    blocked = browser.driver.execute_async_script(
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
    assert browser.run("return window.smuggled") is None


def test_the_theme_follows_the_reader_and_the_button_and_is_remembered(browser: Browser):
    background = "return getComputedStyle(document.body).backgroundColor"
    browser.open(theme="dark")
    dark = browser.run(background)
    assert browser.first(".theme").get_attribute("aria-pressed") == "true"
    browser.open(theme="light")
    light = browser.run(background)
    assert light != dark
    browser.first(".theme").click()
    assert browser.run(background) == dark
    browser.open(theme="light")
    assert browser.run(background) == dark
    assert browser.first(".theme").get_attribute("aria-pressed") == "true"


def test_figures_stand_on_a_light_card_in_the_dark(browser: Browser):
    browser.open(theme="dark")
    colours = browser.run(
        "return [...document.querySelectorAll('main img')]"
        ".map((img) => getComputedStyle(img).backgroundColor)"
    )
    assert set(colours) == {"rgb(255, 255, 255)"}


def test_the_keyboard_comes_first_to_the_skip_link_and_it_leads_to_the_text(browser: Browser):
    browser.open()
    link = browser.tab()
    assert link.get_attribute("class") == "skip"
    assert browser.run("return arguments[0].getBoundingClientRect().top >= 0", link)
    browser.press(Keys.ENTER)
    assert browser.driver.switch_to.active_element.tag_name == "main"


def test_the_keyboard_reaches_every_link_and_sees_where_it_is(browser: Browser):
    browser.open()
    focusable = browser.run(
        "return [...document.querySelectorAll('a[href]')].filter((a) => a.tabIndex >= 0).length"
    )
    assert focusable > 10
    for _ in range(12):
        element = browser.tab()
        shown = browser.run("return getComputedStyle(arguments[0]).outlineStyle", element)
        assert shown != "none", element.get_attribute("outerHTML")[:200]


def test_the_origin_stays_on_the_screen_of_a_phone(browser: Browser):
    browser.open(width=360, height=700)
    for link in browser.all("main a.value")[:10]:
        browser.run("arguments[0].focus()", link)
        box = browser.wait(lambda: browser.all("#origin:popover-open"))[0].rect
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360


def test_the_contents_mark_the_section_that_is_read(browser: Browser):
    browser.open()
    chapter = (
        "const current = document.querySelector('.contents [aria-current]');"
        "return current.closest('details > ul > li').querySelector('a').hash"
    )
    ids = browser.run(
        "return [...document.querySelectorAll('main > section[id]')].map((s) => s.id)"
    )
    assert len(ids) > 3
    for name in ids:
        top = browser.run(
            "const section = document.getElementById(arguments[0]);"
            "section.scrollIntoView(); return section.getBoundingClientRect().top",
            name,
        )
        if top < 100:  # the last ones may be too short to come up there
            browser.wait(lambda name=name: browser.run(chapter) == f"#{name}")


def test_a_phone_folds_the_contents_and_unfolds_them(browser: Browser):
    browser.open(width=360)
    folded = browser.first(".contents details")
    assert folded.get_attribute("open") is None
    browser.first(".contents summary").click()
    assert folded.get_attribute("open") is not None
    browser.first(".contents li a").click()
    assert folded.get_attribute("open") is None


def test_without_scripts_everything_is_there_to_be_read(browser: Browser):
    browser.open()
    browser.run("document.querySelectorAll('.anchor').forEach((link) => link.remove())")
    text = browser.first("main").text
    browser.cdp("Emulation.setScriptExecutionDisabled", value=True)
    browser.open()
    assert not browser.first(".theme").is_displayed()
    assert browser.first(".contents li a").is_displayed()
    assert browser.first("main").text == text
