"""What a screen shows of a page with everything unfolded: read once, asked by several tests."""

from dataclasses import dataclass

from browser import OPEN_ALL, Browser

LOOSE_TABLES = """
return [...document.querySelectorAll("main table")].filter((table) => {
  const region = table.closest("[role=region][aria-label]");
  return !region || (table.offsetWidth > region.clientWidth && region.tabIndex !== 0);
}).map((table) => table.outerHTML.slice(0, 120));
"""
REGIONS = "return [...document.querySelectorAll('[role=region]')].map((r) => r.ariaLabel)"
COMPLETE = "return [...document.images].every((image) => image.complete)"
BROKEN = "return [...document.images].filter((i) => !i.naturalWidth).map((i) => i.alt)"

# Keeps what is set for every element; called again, gives the elements for which that has changed.
COLOURS = """
const every = [...document.querySelectorAll("body, body *")];
const now = every.map((element) => {
  const style = getComputedStyle(element);
  return [style.color, style.backgroundColor, style.backgroundImage, style.opacity].join(" ");
});
const before = window.coloursBefore ?? now;
window.coloursBefore = now;
return every.filter((e, n) => now[n] !== before[n]).map((e) => e.outerHTML.slice(0, 120));
"""
BOXES = """
const every = [...document.querySelectorAll("body, body *")];
const now = every.map((element) => {
  const { x, y, width, height } = element.getBoundingClientRect();
  return [x, y, width, height, getComputedStyle(element).visibility].join(" ");
});
const before = window.boxesBefore ?? now;
window.boxesBefore = now;
return every.filter((e, n) => now[n] !== before[n]).map((e) => e.outerHTML.slice(0, 120));
"""


@dataclass(frozen=True)
class Look:
    """What was found on one screen in one theme.

    Args:
        violations: What axe-core finds, one line each.
        width: Of the content, in pixels.
        loose: The tables that are outside of a named region, or too wide for one without focus.
        regions: The names of the regions.
        broken: The pictures that are not drawn.
        moved: The elements whose place, size or visibility is another in the other theme.
        recoloured: The elements whose colours are others on another screen.
    """

    violations: list[str]
    width: int
    loose: list[str]
    regions: list[str]
    broken: list[str]
    moved: list[str]
    recoloured: list[str]


def look_at(browser: Browser, width: int, theme: str, *, axe: bool) -> Look:
    """Open the page, unfold everything, and read it."""
    browser.open(width=width, theme=theme)
    browser.run(OPEN_ALL)
    browser.wait(lambda: browser.run(COMPLETE), seconds=20)
    return Look(
        violations=browser.axe() if axe else [],
        width=browser.run("return document.documentElement.scrollWidth"),
        loose=browser.run(LOOSE_TABLES),
        regions=browser.run(REGIONS),
        broken=browser.run(BROKEN),
        recoloured=_recoloured(browser, width),
        moved=_moved(browser, theme),
    )


def _recoloured(browser: Browser, width: int) -> list[str]:
    browser.run(COLOURS)
    browser.resize(width=360 if width > 360 else 1280)
    recoloured = browser.run(COLOURS)
    browser.resize(width=width)
    return recoloured


def _moved(browser: Browser, theme: str) -> list[str]:
    """Comes last: the page's own script follows the other theme a moment later."""
    browser.run(BOXES)
    browser.prefer("dark" if theme == "light" else "light")
    return browser.run(BOXES)
