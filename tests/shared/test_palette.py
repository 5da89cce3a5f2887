"""Contrast by the formula of WCAG 2.2; colour blindness simulated by Machado et al. (2009)."""

from pathlib import Path

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from tests.conftest import ROOT
from twodeltas.shared import palette
from walkback.show import theme

MACHADO = {  # severity 1.0
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                     [-0.011820, 0.042940, 0.968881]],
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                   [-0.003882, -0.048116, 1.051998]],
}  # fmt: skip


def linear(colour):
    rgb = np.array(to_rgb(colour))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def luminance(colour):
    return linear(colour) @ [0.2126, 0.7152, 0.0722]


def contrast(a, b):
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    "colour", [palette.FIRST, palette.SECOND_TEXT, palette.INK, palette.OTHERS]
)
def test_text_has_enough_contrast(colour):
    assert contrast(colour, palette.PAPER) >= 4.5


@pytest.mark.parametrize(
    "colour", [palette.FIRST, palette.SECOND, palette.THIRD, palette.FOURTH, palette.OTHERS]
)
def test_marks_have_enough_contrast(colour):
    assert contrast(colour, palette.PAPER) >= 3.0


@pytest.mark.parametrize("kind", MACHADO)
def test_the_pair_stays_apart_for_the_colour_blind(kind):
    seen = [np.array(MACHADO[kind]) @ linear(c) for c in palette.PAIR]
    assert np.linalg.norm(seen[0] - seen[1]) > 0.2


CHARTS = [
    path
    for path in (ROOT / "src/twodeltas").rglob("*.py")
    if "matplotlib" in path.read_text("utf-8") and path.name != "palette.py"
]


def test_type_is_never_smaller_than_nine_points():
    sizes = [
        v for k, v in theme.style().items() if k.endswith("size") and isinstance(v, float | int)
    ]
    assert min(sizes) >= 9


def test_there_are_charts_to_look_at():
    assert len(CHARTS) > 20


def test_no_chart_names_a_colour_of_its_own():
    import re

    for path in CHARTS:
        found = re.findall(
            r'"#[0-9A-Fa-f]{3,8}"|color="(?:red|blue|green|grey|gray|black)"', path.read_text()
        )
        assert not found, (Path(path).name, found)


def test_no_chart_writes_smaller_than_nine_points():
    import re

    for path in CHARTS:
        sizes = [float(s) for s in re.findall(r"fontsize=([\d.]+)", path.read_text())]
        assert all(s >= 9 for s in sizes), path.name
