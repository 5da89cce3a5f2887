"""The style sheet and the script of the page: contrast, both themes, no way to the outside."""

import re

import pytest

from walkback.publish.assets import TEMPLATES

CSS = re.sub(r"/\*.*?\*/", "", (TEMPLATES / "report.css").read_text("utf-8"), flags=re.DOTALL)
JS = (TEMPLATES / "report.js").read_text("utf-8")
PAIRS = {
    name: (light, dark)
    for name, light, dark in re.findall(
        r"--([a-z]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", CSS
    )
}
TEXT = ["ink", "soft", "first", "second", "third"]
GROUNDS = ["paper", "panel"]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted(map(luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_right():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXT)
def test_text_can_be_read_in_both_themes(text, ground, theme):
    assert contrast(PAIRS[text][theme], PAIRS[ground][theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_text_can_be_read_on_marked_rows_and_values(theme):
    marks = re.findall(r"background: light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", CSS)
    assert len(marks) == 2
    for mark in marks:
        for text in ("ink", "first"):
            assert contrast(PAIRS[text][theme], mark[theme]) >= 4.5


def test_every_colour_variable_that_is_used_is_set():
    used = set(re.findall(r"var\(--([a-z]+)\)", CSS))
    assert used - set(re.findall(r"--([a-z]+):", CSS)) == set()


def test_the_sheet_fetches_nothing():
    assert "url(" not in CSS
    assert "@import" not in CSS


def test_motion_only_for_those_who_want_it():
    assert CSS.count("smooth") == 1
    assert re.search(r"prefers-reduced-motion: no-preference\)\s*\{[^}]*smooth", CSS)
    assert "transition" not in CSS
    assert "animation" not in CSS


def test_the_script_can_stand_inside_the_page():
    assert "</script" not in JS
    assert not re.search(r"fetch\(|XMLHttpRequest|import\(|https?:", JS)
