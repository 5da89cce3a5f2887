"""The shipped fonts: names, licence, size, what they cover, and that they can be drawn with."""

import matplotlib as mpl
import pytest
import typst
from fontTools.ttLib import TTFont
from matplotlib.figure import Figure

from walkback.errors import SetupError
from walkback.show import fonts

FILES = sorted(p for p in fonts.FOLDER.iterdir() if p.suffix in {".ttf", ".otf"})
SIGNS = "−×±≤≥≈≠→←↑↓✓✗•…‰²³½–—‘’“”·√∈ΔΣα€£¥°§"
NAMES = "Ångström Łódź Győr Çeşme Țării Dvořák İzmir Ñandú Þór ẞ Lǚliáng Hǎinán"
CHINESE = "深圳香港广州上海苏州粤港澳大湾区长三角一体化发展，。、；：？！（）《》「」【】"
SERIF_FAMILIES = ["Walkback Serif", *fonts.FAMILIES[:1], "Walkback Serif SC", *fonts.FAMILIES[1:]]
FAR_EAST = "廣東臺灣國際經濟 日本貿易振興機構 ひらがな カタカナ 経済"


def covered(*families: str, style: str | None = None) -> set[str]:
    """The characters that these families have, in the faces of this style."""
    found: set[str] = set()
    for path in FILES:
        names = TTFont(path)["name"]
        if names.getDebugName(1) in families and style in (None, names.getDebugName(2)):
            found |= {chr(code) for code in TTFont(path).getBestCmap()}
    return found


def test_families_and_styles_are_the_promised_ones():
    names = [TTFont(path)["name"] for path in FILES]
    assert sorted((n.getDebugName(1), n.getDebugName(2)) for n in names) == [
        ("Walkback Sans", "Bold"),
        ("Walkback Sans", "Italic"),
        ("Walkback Sans", "Regular"),
        ("Walkback Sans SC", "Bold"),
        ("Walkback Sans SC", "Regular"),
        ("Walkback Serif", "Bold"),
        ("Walkback Serif", "Bold Italic"),
        ("Walkback Serif", "Italic"),
        ("Walkback Serif", "Regular"),
        ("Walkback Serif SC", "Bold"),
        ("Walkback Serif SC", "Regular"),
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_weight_and_slant_agree_with_the_style(path):
    font = TTFont(path)
    style = font["name"].getDebugName(2)
    assert font["OS/2"].usWeightClass == (700 if "Bold" in style else 400)
    assert bool(font["head"].macStyle & 1) == ("Bold" in style)
    assert bool(font["head"].macStyle & 2) == ("Italic" in style)
    assert "fvar" not in font, "a variable font: matplotlib would draw its lightest weight"


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_no_reserved_name_is_left_in_a_name_that_a_user_sees(path):
    font = TTFont(path)
    shown = [font["name"].getDebugName(i) or "" for i in (1, 2, 4, 6, 16, 17)]
    if "CFF " in font:
        cff = font["CFF "].cff
        shown += [cff.fontNames[0], str(cff[0].FamilyName), str(cff[0].FullName)]
    assert not [name for name in shown if "Source" in name or "Noto" in name]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_copyright_stays_and_the_licence_file_repeats_it(path):
    names = TTFont(path)["name"]
    licence = (fonts.FOLDER / "OFL.txt").read_text("utf-8")
    assert names.getDebugName(0) in licence
    assert "SIL Open Font License, Version 1.1" in names.getDebugName(13)
    assert "SIL OPEN FONT LICENSE Version 1.1 - 26 February 2007" in licence


def test_the_readme_names_every_file():
    readme = (fonts.FOLDER / "README.md").read_text("utf-8")
    assert [p.name for p in FILES if f"`{p.name}`" not in readme] == []


def test_the_fonts_stay_small():
    assert sum(path.stat().st_size for path in FILES) <= 6_500_000


@pytest.mark.parametrize("family", ["Walkback Serif", "Walkback Sans"])
@pytest.mark.parametrize("style", ["Regular", "Italic", "Bold"])
def test_latin_faces_have_all_european_letters(family, style):
    assert set(NAMES) - covered(family, style=style) == set()


@pytest.mark.parametrize("style", ["Regular", "Bold"])
@pytest.mark.parametrize("latin", ["Walkback Serif", "Walkback Sans"])
def test_a_latin_face_with_its_fallback_has_the_signs_of_a_report(latin, style):
    missing = set(SIGNS) - covered(latin, "Walkback Sans", style=style)
    assert missing - covered("Walkback Sans SC", style="Regular") == set()


@pytest.mark.parametrize("style", ["Regular", "Bold"])
@pytest.mark.parametrize("family", ["Walkback Serif SC", "Walkback Sans SC"])
def test_chinese_faces_have_the_common_characters(family, style):
    assert set(CHINESE) - covered(family, style=style) == set()
    level_1 = {bytes([a, b]).decode("gb2312") for a in range(0xB0, 0xD7) for b in range(0xA1, 0xFF)}
    assert level_1 - covered(family, style=style) == set()


def test_the_widest_face_has_traditional_and_japanese_characters():
    assert set(FAR_EAST) - {" "} - covered("Walkback Sans SC", style="Regular") == set()


def test_chinese_faces_leave_latin_letters_and_figures_to_the_latin_ones():
    letters = {chr(code) for code in range(0x20, 0x7F)}
    assert letters & covered("Walkback Serif SC", "Walkback Sans SC") == set()


@pytest.mark.parametrize("families", [fonts.FAMILIES, SERIF_FAMILIES], ids=["sans", "serif"])
@pytest.mark.parametrize("weight", ["normal", "bold"])
def test_matplotlib_draws_both_scripts_in_one_string(families, weight, tmp_path):
    fonts.register()
    figure = Figure()
    with mpl.rc_context({"font.family": families, "svg.fonttype": "path"}):
        figure.text(0, 0.5, f"Shenzhen {CHINESE} {SIGNS}".replace("∈", ""), weight=weight)
        figure.savefig(tmp_path / "drawn.svg")  # a missing glyph warns, and warnings are errors
    drawn = (tmp_path / "drawn.svg").read_text()
    assert "WalkbackS" in drawn
    assert f"SC-{'Bold' if weight == 'bold' else 'Regular'}" in drawn


def test_matplotlib_is_told_of_a_font_only_once():
    fonts.register()
    fonts.register()
    known = [f.fname for f in mpl.font_manager.fontManager.ttflist if "Walkback" in f.name]
    assert sorted(known) == sorted(str(path) for path in FILES)


def test_missing_fonts_are_said_to_be_missing(monkeypatch, tmp_path):
    monkeypatch.setattr(fonts, "FOLDER", tmp_path)
    with pytest.raises(SetupError, match="no fonts in"):
        fonts.register.__wrapped__()


def test_typst_takes_every_family_in_an_accessible_and_archival_pdf(tmp_path):
    source = tmp_path / "sample.typ"
    chain = '("Walkback Serif", "Walkback Sans", "Walkback Serif SC", "Walkback Sans SC")'
    source.write_text(
        f'#set document(title: "Sample")\n#set text(font: {chain}, lang: "en")\n'
        f"= Heading\n{SIGNS} {NAMES} {CHINESE} {FAR_EAST} *bold {CHINESE}* _italic_ _*both*_\n",
        encoding="utf-8",
    )
    pdf, warnings = typst.compile_with_warnings(
        str(source),
        font_paths=[str(fonts.FOLDER)],
        ignore_system_fonts=True,
        pdf_standards=["a-3a", "ua-1"],
    )
    assert warnings == []
    assert pdf.startswith(b"%PDF")
