"""What a test does with a page in Chromium."""

import base64
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pdf_text import pdf_text
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

AXE = (Path(__file__).parent / "axe.min.js").read_text("utf-8")
OPEN_ALL = "document.querySelectorAll('details').forEach((part) => { part.open = true; });"


# Puts one line of text in the place of the page for each font setting and script in use.
GATHER_CHARACTERS = """
const lines = new Map();
document.querySelectorAll("pre, code, math").forEach((part) => part.remove());
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (texts.nextNode()) {
  const style = getComputedStyle(texts.currentNode.parentElement);
  for (const character of texts.currentNode.data.trim()) {
    const script = /\\p{Script=Han}/u.test(character) ? "Han" : "other";
    const key = `font: ${style.fontStyle} ${style.fontWeight} 16px ${style.fontFamily} /*${script}*/`;
    if (!lines.has(key)) lines.set(key, new Set());
    lines.get(key).add(character);
  }
}
document.body.replaceChildren(...[...lines].map(([style, characters], n) => {
  const line = document.createElement("p");
  line.id = `probe-${n}`;
  line.style = style;
  line.textContent = [...characters].join("");
  return line;
}));
return lines.size;
"""


class Browser:
    """A page of the report in a browser.

    Args:
        driver: Chromium.
        page: The file to open.
    """

    def __init__(self, driver: webdriver.Chrome, page: Path) -> None:
        self.driver = driver
        self.page = page

    def open(self, *, width: int = 1280, height: int = 900, theme: str = "light") -> None:
        """Open the page as a reader with this screen and this preference sees it."""
        self.driver.get("about:blank")
        self.resize(width=width, height=height)
        self.prefer(theme)
        self.forget_logs()
        self.driver.get(self.page.as_uri())

    def resize(self, *, width: int, height: int = 900) -> None:
        """Give the reader another screen."""
        screen = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        self.cdp("Emulation.setDeviceMetricsOverride", **screen)

    def prefer(self, theme: str) -> None:
        """Let the reader prefer light or dark pages."""
        wishes = {"prefers-color-scheme": theme, "prefers-reduced-motion": "reduce"}
        features = [{"name": name, "value": value} for name, value in wishes.items()]
        self.cdp("Emulation.setEmulatedMedia", features=features)

    def reset(self) -> None:
        """Take back what `open` and the tests set."""
        self.cdp("Emulation.setScriptExecutionDisabled", value=False)
        self.driver.execute_script("try { localStorage.clear(); } catch { /* about:blank */ }")
        self.driver.get("about:blank")  # else a long page is laid out once more
        self.cdp("Emulation.clearDeviceMetricsOverride")

    def cdp(self, command: str, **arguments: Any) -> Any:
        """Run a command of the Chrome DevTools Protocol."""
        return self.driver.execute_cdp_cmd(command, arguments)

    def run(self, script: str, *arguments: Any) -> Any:
        """Run JavaScript in the page; it may `return`."""
        return self.driver.execute_script(script, *arguments)

    def all(self, selector: str) -> list[WebElement]:
        """All elements for a CSS selector."""
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def first(self, selector: str) -> WebElement:
        """The first element for a CSS selector."""
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def press(self, *keys: str) -> None:
        """Press keys one after the other, wherever the focus is."""
        webdriver.ActionChains(self.driver).send_keys(*keys).perform()

    def tab(self) -> WebElement:
        """Press Tab; the element that has the focus then."""
        self.press(Keys.TAB)
        return self.driver.switch_to.active_element

    def wait(self, condition: Callable[[], Any], *, seconds: float = 5) -> Any:
        """Wait until the condition gives something true, and return that."""
        end = time.monotonic() + seconds
        while not (found := condition()):
            assert time.monotonic() < end, f"not within {seconds} seconds"
            time.sleep(0.05)
        return found

    def forget_logs(self) -> None:
        """Throw away what was logged before."""
        for kind in ("browser", "performance"):
            self.driver.get_log(kind)

    def console(self) -> list[str]:
        """What the page, or the browser because of it, wrote to the console."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        """The addresses that the page asked for, data in the page itself aside."""
        events = (json.loads(e["message"])["message"] for e in self.driver.get_log("performance"))
        asked = [e["params"] for e in events if e["method"] == "Network.requestWillBeSent"]
        urls = [params["request"]["url"] for params in asked]
        return [url for url in urls if not url.startswith(("data:", "about:"))]

    def axe(self) -> list[str]:
        """The violations that axe-core finds, one line each; best practices included."""
        self.run(AXE)
        found = self.driver.execute_async_script(
            "const done = arguments[0];"
            "axe.run(document, {resultTypes: ['violations']}).then(done, (e) => done({e: `${e}`}));"
        )
        return [
            f"{rule['id']}: {rule['help']} at {node['target']}: {node['failureSummary']}"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]

    def printed(self) -> str:
        """The text of the page as it is printed, on one line."""
        pdf = base64.b64decode(self.cdp("Page.printToPDF", preferCSSPageSize=True)["data"])
        return pdf_text(pdf)

    def fonts(self) -> set[str]:
        """The families that the text of the page is really drawn with; others than ours are told
        as `system FAMILY for STYLE CHARACTERS`. Code and formulas are left aside.
        """
        count = self.run(GATHER_CHARACTERS)
        self.wait(lambda: self.run("return document.fonts.status === 'loaded'"))
        for domain in ("DOM", "CSS"):
            self.cdp(f"{domain}.enable")
        root = self.cdp("DOM.getDocument")["root"]["nodeId"]
        found = set()
        for n in range(count):
            node = self.cdp("DOM.querySelector", nodeId=root, selector=f"#probe-{n}")["nodeId"]
            for font in self.cdp("CSS.getPlatformFontsForNode", nodeId=node)["fonts"]:
                ours = font["isCustomFont"]
                probe = self.first(f"#probe-{n}")
                where = f" for {probe.get_attribute('style')} {probe.text}"
                found.add(font["familyName"] if ours else f"system {font['familyName']}{where}")
        return found
