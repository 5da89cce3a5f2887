"""A figure as a slide: its words as they are, its width fixed, the same bytes each time."""

import io

import pytest
from PIL import Image

from walkback.show import theme
from walkback.show.slide import PIXELS, slide, source_lines

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="518" height="100" viewBox="0 0 518 100">'
    '<rect width="518" height="100" fill="#f0f"/></svg>'
)


@pytest.fixture
def picture(tmp_path):
    folder = tmp_path / "图 a"
    folder.mkdir()
    path = folder / "fig-one.svg"
    path.write_text(SVG, "utf-8")
    return path


def size(png: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(png)) as image:
        return image.size


def test_every_slide_has_the_same_width_however_long_its_words(picture):
    short = size(slide(picture, "One", "Count", ["s1"]))
    long = size(slide(picture, "One 深圳 " * 30, "Count " * 40, [f"source-{n}" for n in range(90)]))
    assert short[0] == long[0] == pytest.approx((theme.WIDTH + 0.3) * PIXELS, abs=1)
    assert long[1] > short[1]


@pytest.mark.parametrize(
    "words", ['#read("/etc/passwd")', "$x$ #[", "*a* _b_ \\ `", "= x", "//", "]"]
)
def test_words_are_words(picture, words):
    plain = slide(picture, "x", words, [words])
    assert size(plain)[1] == size(slide(picture, "x", "word", ["word"]))[1]


def test_the_same_figure_is_the_same_slide(picture):
    assert slide(picture, "One", "深圳", ["s1"]) == slide(picture, "One", "深圳", ["s1"])


def test_the_picture_is_on_the_slide(picture):
    with Image.open(io.BytesIO(slide(picture, "One", "Count", ["s1"]))) as image:
        counts = {c: n for n, c in image.convert("RGB").getcolors(1 << 16)}
    expected = theme.WIDTH * PIXELS * (theme.WIDTH * PIXELS * 100 / 518)
    assert counts[255, 0, 255] == pytest.approx(expected, rel=0.01)


def test_the_sources_take_three_lines_at_most():
    lines = source_lines(["x" * 30] * 40).split("\n")
    assert len(lines) == 3
    assert lines[-1].endswith(" …")
    assert source_lines(["a", "b"]) == "Sources: a, b"
