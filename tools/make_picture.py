"""Make `docs/report.png`, the picture in the README: the PDF's cover, a page of it, and the HTML.

Run from a checkout, after `make report`, where Chromium, ChromeDriver and poppler's pdftoppm are
installed:

    .venv/bin/python tools/make_picture.py

The same report, browser and poppler give the same bytes. The result is committed, so nobody needs to
run this to build the report. `--report` names another folder with a finished report, `--page-with`
words of the page to show.
"""

import argparse
import base64
import io
import shutil
import subprocess
import sys
from pathlib import Path

from PIL import Image, ImageDraw
from pypdf import PdfReader
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

ROOT = Path(__file__).resolve().parents[1]
NAME = "two-deltas"
GROUND, EDGE = "#e9edf2", "#c3cad3"
WIDTH, MARGIN, GAP = 1600, 32, 20
HEIGHT = 650  # of each part
PAPER = round(HEIGHT / 2**0.5)  # the width of a page of A4
SCREEN = WIDTH - 2 * (MARGIN + PAPER + GAP)  # the width of the HTML
SHRUNK = 0.54  # of its size in a browser
COLOURS = 256
FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars")


def page_with(pdf: Path, words: str) -> int:
    """The number, from 1, of the last page with these words; the contents may have them too."""
    pages = PdfReader(pdf).pages
    texts = [" ".join(page.extract_text().split()) for page in pages]
    found = [number for number, text in enumerate(texts, 1) if words in text]
    if not found:
        sys.exit(f'No page of {pdf} holds "{words}": give other words with --page-with.')
    return found[-1]


def printed(pdf: Path, number: int) -> Image.Image:
    """A page of the PDF."""
    command = ["pdftoppm", "-png", "-r", "200", "-f", str(number), "-l", str(number), str(pdf)]
    made = subprocess.run(command, capture_output=True, check=True).stdout
    return (
        Image.open(io.BytesIO(made))
        .convert("RGB")
        .resize((PAPER, HEIGHT), Image.Resampling.LANCZOS)
    )


def browsed(page: Path) -> Image.Image:
    """The top of the HTML in a light browser."""
    options = webdriver.ChromeOptions()
    options.binary_location = _tool("chromium", "chromium-browser", "google-chrome")
    for flag in FLAGS:
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=Service(_tool("chromedriver")))
    try:
        size = {"width": round(SCREEN / SHRUNK), "height": round(HEIGHT / SHRUNK)}
        screen = size | {"deviceScaleFactor": 1, "mobile": False}
        light = [{"name": "prefers-color-scheme", "value": "light"}]
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": light})
        driver.get(page.as_uri())
        driver.execute_async_script("document.fonts.ready.then(arguments[0]);")
        taken = driver.execute_cdp_cmd("Page.captureScreenshot", {})["data"]
    finally:
        driver.quit()
    image = Image.open(io.BytesIO(base64.b64decode(taken))).convert("RGB")
    return image.resize((SCREEN, HEIGHT), Image.Resampling.LANCZOS)


def composed(parts: list[Image.Image]) -> Image.Image:
    """The parts side by side, each with a thin edge."""
    sheet = Image.new("RGB", (WIDTH, HEIGHT + 2 * MARGIN), GROUND)
    pen, left = ImageDraw.Draw(sheet), MARGIN
    for part in parts:
        pen.rectangle((left - 1, MARGIN - 1, left + part.width, MARGIN + part.height), outline=EDGE)
        sheet.paste(part, (left, MARGIN))
        left += part.width + GAP
    return sheet.quantize(COLOURS, dither=Image.Dither.NONE)


def _tool(*names: str) -> str:
    for name in names:
        if found := shutil.which(name):
            return found
    sys.exit(f"{names[0]} is not installed: install it and run this again.")


def main() -> None:
    """Read the command line and make the picture."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--report", type=Path, default=ROOT / "report")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "report.png")
    parser.add_argument("--page-with", default="Who is ahead at which weights")
    given = parser.parse_args()
    pdf, page = (given.report.resolve() / f"{NAME}.{kind}" for kind in ("pdf", "html"))
    _tool("pdftoppm")
    if not (pdf.is_file() and page.is_file()):
        sys.exit(f"There is no report in {given.report}: type `make report` first.")
    parts = [printed(pdf, 1), printed(pdf, page_with(pdf, given.page_with)), browsed(page)]
    composed(parts).save(given.out, optimize=True)
    print(f"{given.out}: {given.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
