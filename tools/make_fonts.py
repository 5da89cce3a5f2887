"""Make the fonts that the project ships: subsets of open fonts, renamed as their licence asks.

Run from a checkout, where npm and pip reach their registries:

    .venv/bin/python tools/make_fonts.py

The same packages and the same texts give the same bytes. The result is committed, so nobody needs
to run this to build the report. `engine/src/walkback/fonts/README.md` says what is in which file.
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
FONTS = ROOT / "engine" / "src" / "walkback" / "fonts"
TEXTS = [
    ROOT / "data",
    ROOT / "notebooks",
    ROOT / "engine" / "src" / "walkback" / "publish" / "templates",
]
TEXT_SUFFIXES = {".csv", ".json", ".ipynb", ".toml", ".html", ".css", ".js", ".typ", ".lua", ".md"}

LATIN_FEATURES = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "sups", "subs", "case"]
LATIN_FEATURES += ["lnum", "onum", "pnum", "tnum"]  # kinds of figures
CHINESE_FEATURES = ["kern", "mark", "mkmk", "ccmp"]
DROPPED_TABLES = ["BASE", "DSIG", "STAT", "VORG", "vhea", "vmtx"]
KEPT_NAMES = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]  # copyright, names, version, trademark, licence


@dataclass(frozen=True)
class Face:
    """One font file to make.

    Attributes:
        family: The family name that it gets.
        style: `Regular`, `Italic`, `Bold` or `Bold Italic`.
        charset: Which characters to keep, a key of `charsets()`.
        package: Where the outlines come from, `npm NAME@VERSION` or `pip NAME==VERSION`.
        member: The file inside that package.
        sha256: The digest that this file must have.
    """

    family: str
    style: str
    charset: str
    package: str
    member: str
    sha256: str

    @property
    def full_name(self) -> str:
        """Family and style, for example `Walkback Serif Bold Italic`."""
        return f"{self.family} {self.style}"

    @property
    def postscript_name(self) -> str:
        """The name without spaces, for example `WalkbackSerif-BoldItalic`."""
        return f"{self.family}-{self.style}".replace(" ", "")

    @property
    def file_name(self) -> str:
        """The name of the file to write."""
        return self.postscript_name + Path(self.member).suffix


SOURCE_SERIF = "npm @expo-google-fonts/source-serif-4@0.4.1"
SOURCE_SANS = "npm @expo-google-fonts/source-sans-3@0.4.1"
NOTO_SERIF_SC = "npm @expo-google-fonts/noto-serif-sc@0.4.3"
NOTO_SANS_SC = "npm @expo-google-fonts/noto-sans-sc@0.4.3"
NOTO_SC_OTF = "pip pylopdf-fonts-zh-cn==0.1.1"  # Regular only, but 30 % smaller than TTF

FACES = (
    Face(
        "Walkback Serif", "Regular", "latin", SOURCE_SERIF,
        "400Regular/SourceSerif4_400Regular.ttf",
        "d47da11c5f55f031d9ec54c3172865d76009b2cbab5c706dfa73866b00096639",
    ),
    Face(
        "Walkback Serif", "Italic", "latin", SOURCE_SERIF,
        "400Regular_Italic/SourceSerif4_400Regular_Italic.ttf",
        "8abc06ebcf3a84d6e18763fad2fd237c9149104f16963f459c8763390048aff2",
    ),
    Face(
        "Walkback Serif", "Bold", "latin", SOURCE_SERIF,
        "700Bold/SourceSerif4_700Bold.ttf",
        "162a20188bb5c72582b77ca1c3a03480b743695b1c3c04dd0d79ead4e74f4533",
    ),
    Face(
        "Walkback Serif", "Bold Italic", "latin", SOURCE_SERIF,
        "700Bold_Italic/SourceSerif4_700Bold_Italic.ttf",
        "e22a3787d4ee1fe51b331b4bcb342fcb4451424065e862e5569c5fd8c8706554",
    ),
    Face(
        "Walkback Sans", "Regular", "latin", SOURCE_SANS,
        "400Regular/SourceSans3_400Regular.ttf",
        "393fb5b878ceed04aebc34b097e853ae5138c51d0c34b496ce8e2b47e0d0b94a",
    ),
    Face(
        "Walkback Sans", "Italic", "latin", SOURCE_SANS,
        "400Regular_Italic/SourceSans3_400Regular_Italic.ttf",
        "f17facaa9ed293bb38526db3638e240510b7393c37ffa70e5c48f39575de44ab",
    ),
    Face(
        "Walkback Sans", "Bold", "latin", SOURCE_SANS,
        "700Bold/SourceSans3_700Bold.ttf",
        "7109021766e915ecd9721e28d11dfc732d57affda49e4ca15bb6d1529add7fdd",
    ),
    Face(
        "Walkback Serif SC", "Regular", "chinese", NOTO_SC_OTF,
        "pylopdf_fonts_zh_cn/NotoSerifSC-Regular.otf",
        "e8f396decc1f0963a016a989c3d8852e863d1350996f573860a80767c83a1cd3",
    ),
    Face(
        "Walkback Serif SC", "Bold", "chinese", NOTO_SERIF_SC,
        "700Bold/NotoSerifSC_700Bold.ttf",
        "9c6a2ba736e4b499c84f65ce366bd3625c0401885fd3e585ace50fb738b96ff6",
    ),
    Face(
        "Walkback Sans SC", "Regular", "chinese-wide", NOTO_SC_OTF,
        "pylopdf_fonts_zh_cn/NotoSansSC-Regular.otf",
        "faa6c9df652116dde789d351359f3d7e5d2285a2b2a1f04a2d7244df706d5ea9",
    ),
    Face(
        "Walkback Sans SC", "Bold", "chinese", NOTO_SANS_SC,
        "700Bold/NotoSansSC_700Bold.ttf",
        "9a38ae0ab28cd5a256f9ea8e00dedc688aac17f7915fcb000572990afa956b96",
    ),
)  # fmt: skip

# Blocks of Unicode. A face keeps those of its characters that the original has.
LATIN_BLOCKS = [
    (0x0020, 0x024F),  # Latin with all European diacritics
    (0x02B0, 0x03FF),  # spacing and combining marks, Greek
    (0x1E80, 0x1E9E),  # Welsh letters, the capital sharp s
    (0x2000, 0x209F),  # punctuation, superscripts, subscripts
    (0x20A0, 0x22FF),  # currency, letterlike, fractions, arrows, mathematics
    (0x25A0, 0x27BF),  # shapes, stars, check marks
]
CHINESE_BLOCKS = [
    (0x00B7, 0x00B7),  # the dot in names
    (0x2014, 0x2014),  # dash, quotes and ellipsis as a Chinese text has them
    (0x2018, 0x201D),
    (0x2026, 0x2026),
    (0x2460, 0x2473),  # circled numbers
    (0x3000, 0x303F),  # punctuation
    (0xFF01, 0xFF5E),  # full-width forms
    (0xFFE0, 0xFFE6),
]


def charsets(used: set[str]) -> dict[str, set[str]]:
    """The characters of each kind of face, given those that occur in the texts of the project."""
    east_asian = {c for c in used if _is_east_asian(c)}
    latin = _blocks(LATIN_BLOCKS) | (used - east_asian)
    chinese = _blocks(CHINESE_BLOCKS) | _double_byte("gb2312", range(0xB0, 0xD8)) | east_asian
    symbols = {c for c in _double_byte("gb2312", range(0xA1, 0xAA)) if not c.isalnum()}
    traditional = {c for c in _double_byte("big5", range(0xA4, 0xC7)) if _is_east_asian(c)}
    japanese = _blocks([(0x3041, 0x30FF)]) | _double_byte("euc_jp", range(0xB0, 0xD0))
    wide = chinese | symbols | traditional | japanese
    return {"latin": latin, "chinese": chinese, "chinese-wide": wide}


def _blocks(blocks: Iterable[tuple[int, int]]) -> set[str]:
    return {chr(code) for first, last in blocks for code in range(first, last + 1)}


def _double_byte(encoding: str, lead_bytes: Iterable[int]) -> set[str]:
    """All characters that a two-byte code with these lead bytes stands for."""
    pairs = (bytes([lead, trail]) for lead in lead_bytes for trail in range(0x40, 0xFF))
    texts = (pair.decode(encoding, errors="ignore") for pair in pairs)
    return {text for text in texts if len(text) == 1 and ord(text) > 0x7F}


def _is_east_asian(character: str) -> bool:
    return 0x2E80 <= ord(character) <= 0xFFEF or ord(character) >= 0x20000


def read_characters(places: Iterable[Path]) -> set[str]:
    """The printable characters of all text files at or below the places."""
    return {c for path in _text_files(places) for c in path.read_text("utf-8") if c.isprintable()}


def _text_files(places: Iterable[Path]) -> Iterator[Path]:
    for place in places:
        found = [place] if place.is_file() else sorted(place.rglob("*"))
        yield from (path for path in found if path.suffix in TEXT_SUFFIXES)


def fetch(package: str, folder: Path) -> Path:
    """Download a package into the folder, unless it is there, and return its archive."""
    tool, spec = package.split(" ")
    target = folder / hashlib.sha256(package.encode()).hexdigest()[:12]
    if not target.is_dir():
        target.mkdir(parents=True)
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", "."]
        command = ["npm", "pack", "--silent"] if tool == "npm" else pip
        subprocess.run([*command, spec], cwd=target, check=True, stdout=subprocess.DEVNULL)
    (archive,) = target.iterdir()
    return archive


def extract(archive: Path, face: Face, folder: Path) -> Path:
    """Take the original of a face out of its package and check its digest."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            data = wheel.read(face.member)
    else:
        with tarfile.open(archive) as tar:
            member = tar.extractfile(f"package/{face.member}")
            data = member.read() if member else b""
    if hashlib.sha256(data).hexdigest() != face.sha256:
        sys.exit(f"{face.member} in {face.package} is not the file that was looked at: wrong hash.")
    path = folder / Path(face.member).name
    path.write_bytes(data)
    return path


def make(face: Face, original: Path, characters: set[str], target: Path) -> None:
    """Write the face: only these characters, under its new name."""
    options = subset.Options(
        layout_features=LATIN_FEATURES if face.charset == "latin" else CHINESE_FEATURES,
        name_IDs=KEPT_NAMES,
        hinting=False,
        notdef_outline=True,
        recalc_timestamp=False,
    )
    options.drop_tables = [*options.drop_tables, *DROPPED_TABLES]
    font = subset.load_font(str(original), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(sorted(characters)))
    subsetter.subset(font)
    rename(font, face)
    subset.save_font(font, str(target / face.file_name), options)


def rename(font: TTFont, face: Face) -> None:
    """Give the font the names of the face; copyright and licence stay as they are."""
    version = font["name"].getDebugName(5)
    texts = {
        1: face.family,
        2: face.style,
        3: f"{version};{face.postscript_name}",
        4: face.full_name,
        6: face.postscript_name,
        10: f"A subset, made for Walkback, of {Path(face.member).name}.",
    }
    for identifier, text in texts.items():
        font["name"].setName(text, identifier, 3, 1, 0x409)
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames[0] = face.postscript_name
        cff[0].rawDict.update(FamilyName=face.family, FullName=face.full_name)


def main() -> None:
    """Make every face."""
    parser = argparse.ArgumentParser(description="Make the subsets of the fonts.")
    parser.add_argument("--cache", type=Path, help="keep the downloaded packages in this folder")
    parser.add_argument("--text", type=Path, action="append", help="read the characters from here")
    parser.add_argument("--out", type=Path, default=FONTS, help="write the fonts into this folder")
    arguments = parser.parse_args()
    kept = charsets(read_characters(arguments.text or TEXTS))
    with tempfile.TemporaryDirectory() as temporary:
        for face in FACES:
            archive = fetch(face.package, arguments.cache or Path(temporary))
            original = extract(archive, face, Path(temporary))
            make(face, original, kept[face.charset], arguments.out)
            size = (arguments.out / face.file_name).stat().st_size
            print(f"{face.file_name:32} {size / 1000:7.0f} kB")


if __name__ == "__main__":
    main()
