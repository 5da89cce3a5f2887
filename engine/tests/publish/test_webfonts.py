"""Fonts put into the page: the right faces, only the characters in use, the same bytes."""

import base64
import io
import re

import pytest
from fontTools.ttLib import TTFont

from walkback.errors import SetupError
from walkback.publish import webfonts

RULE = re.compile(
    r'@font-face\{font-family:"([^"]+)";font-weight:(\d+);font-style:(\w+);'
    r'src:url\(data:font/woff;base64,([^)]+)\) format\("woff"\)\}'
)


def faces(text: str) -> dict[tuple[str, str, str], set[str]]:
    """The characters of each face that the rules for a text hold."""
    found = {}
    for family, weight, style, data in RULE.findall(webfonts.font_faces(text)):
        with TTFont(io.BytesIO(base64.b64decode(data))) as font:
            assert font.flavor == "woff"
            found[family, weight, style] = set(map(chr, font.getBestCmap()))
    return found


def test_latin_text_needs_the_latin_faces_only():
    assert set(faces("Latin – ✓")) == {
        ("Walkback Sans", "400", "normal"),
        ("Walkback Sans", "400", "italic"),
        ("Walkback Sans", "700", "normal"),
        ("Walkback Serif", "400", "normal"),
        ("Walkback Serif", "400", "italic"),
        ("Walkback Serif", "700", "normal"),
        ("Walkback Serif", "700", "italic"),
    }


def test_a_face_has_the_characters_in_use_and_no_others():
    found = faces("深圳 é ✓")
    assert found["Walkback Serif SC", "700", "normal"] == {"深", "圳"}
    assert found["Walkback Serif", "400", "normal"] == {*webfonts.ALWAYS, "é", "✓"}


def test_the_same_characters_in_another_order_give_the_same_bytes():
    assert webfonts.font_faces("深圳 abc é") == webfonts.font_faces("é cba 圳深 深")


def test_the_rules_are_small():
    assert len(webfonts.font_faces("深圳香港广州上海苏州")) < 200_000


def test_missing_fonts_are_said_to_be_missing(monkeypatch, tmp_path):
    monkeypatch.setattr(webfonts, "FONTS", tmp_path)
    with pytest.raises(SetupError, match="no fonts in"):
        webfonts.font_faces("a")
