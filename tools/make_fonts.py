"""Make the fonts that the project ships: subsets of open fonts, renamed as their licence asks.

Run from the root of the checkout, with npm and pip able to reach their registries:

    .venv/bin/python tools/make_fonts.py

The same packages and the same texts give the same bytes. The result is committed; nobody needs to
run this to build the report. `src/twodeltas/export/fonts/README.md` says what is in which file.
"""

import argparse
import hashlib
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[1]
FONTS = ROOT / "src" / "twodeltas" / "export" / "fonts"
TEXTS = ("data", "notebooks", "src/twodeltas/export/templates")
TEXT_SUFFIXES = {".csv", ".json", ".ipynb", ".toml", ".html", ".css", ".typ", ".lua", ".js", ".md"}

SERIF = "npm:@expo-google-fonts/source-serif-4@0.4.1"
SANS = "npm:@expo-google-fonts/source-sans-3@0.4.1"
SERIF_SC = "npm:@expo-google-fonts/noto-serif-sc@0.4.3"
SANS_SC = "npm:@expo-google-fonts/noto-sans-sc@0.4.3"
REGULAR_SC = "pip:pylopdf-fonts-zh-cn==0.1.1"  # CFF outlines: 30 % smaller, but Regular only

LATIN_FEATURES = "kern liga mark mkmk ccmp locl lnum onum pnum tnum sups subs case".split()
CHINESE_FEATURES = "kern mark mkmk ccmp".split()
DROPPED_TABLES = ["BASE", "DSIG", "STAT", "VORG", "vhea", "vmtx"]
KEPT_NAMES = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]  # copyright, names, version, trademark, licence


@dataclass(frozen=True)
class Face:
    """One font file to make.

    Attributes:
        family: The family name that is given to it.
        style: `Regular`, `Italic`, `Bold` or `Bold Italic`.
        package: Where the outlines come from, `npm:NAME@VERSION` or `pip:NAME==VERSION`.
        member: The file inside the package.
        sha256: The digest that this file must have.
        charset: The key in `charsets()` of the characters to keep.
    """

    family: str
    style: str
    package: str
    member: str
    sha256: str
    charset: str

    @property
    def postscript_name(self) -> str:
        """The name without spaces, for example `DeltasSerif-BoldItalic`."""
        return f"{self.family}-{self.style}".replace(" ", "")

    @property
    def file_name(self) -> str:
        """The name of the file that is written."""
        return self.postscript_name + Path(self.member).suffix


FACES: tuple[Face, ...] = ()


def charsets(used: set[str]) -> dict[str, set[str]]:
    """The characters of each kind of face, given those that occur in the texts of the project."""
    symbols = _codes("gb2312", range(0xA1, 0xAA))
    level_1 = _codes("gb2312", range(0xB0, 0xD8))
    level_2 = _codes("gb2312", range(0xD8, 0xF8))
    hong_kong = {c for c in _codes("big5", range(0xA4, 0xC7)) if _is_han(c)}
    japan = {c for c in _codes("euc_jp", range(0xB0, 0xD0)) if _is_han(c)}
    kana = set(_characters(0x3041, 0x30FF))
    latin = set(LATIN) | {c for c in used if not _is_east_asian(c)}
    common = level_1 | kana | set(EAST_ASIAN_SIGNS) | {c for c in used if _is_east_asian(c)}
    wide = common | level_2 | hong_kong | japan | {c for c in symbols if not c.isalpha()}
    return {"latin": latin, "chinese": common, "chinese-wide": wide - set(_characters(0, 0x17F))}
