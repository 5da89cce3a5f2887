"""Every character that this report uses is in the shipped fonts.

Signs of formulas are set in a font for mathematics, and tested in the engine.
"""

import unicodedata
from pathlib import Path

from fontTools.ttLib import TTFont

from tests.conftest import ROOT
from walkback.show import fonts

TEXT_PLACES = ["data", "notebooks", "engine/src/walkback/publish/templates"]
TEXT_SUFFIXES = {".csv", ".json", ".ipynb", ".toml", ".html", ".css", ".js", ".typ", ".lua", ".md"}
FILES = sorted(p for p in fonts.FOLDER.iterdir() if p.suffix in {".ttf", ".otf"})
ALL = {chr(code) for path in FILES for code in TTFont(path).getBestCmap()}


def project_texts() -> list[Path]:
    found = [path for place in TEXT_PLACES for path in (ROOT / place).rglob("*")]
    texts = (path for path in found if path.suffix in TEXT_SUFFIXES)
    return sorted(path for path in texts if not path.name.startswith(("math", "latex", "formulas")))


def test_every_character_of_the_project_is_in_the_shipped_fonts():
    texts = project_texts()
    assert texts, f"no texts found in {TEXT_PLACES}: has a folder moved?"
    missing = {}
    for path in texts:
        for character in set(path.read_text("utf-8-sig", errors="replace")) - ALL:
            if character.isprintable() and unicodedata.combining(character) == 0:
                missing.setdefault(character, path.relative_to(ROOT))
    found = [f"{c} U+{ord(c):04X} in {path}" for c, path in sorted(missing.items())]
    assert not found, (
        "No shipped font has these characters: " + "; ".join(found) + ". If they are meant, type "
        "`.venv/bin/python tools/make_fonts.py` and commit the fonts. If they are still missing "
        "then (Korean, for example), add a face that has them to FACES in tools/make_fonts.py."
    )
