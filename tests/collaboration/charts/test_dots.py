"""Dots on one scale: bounds point, ranges are bars, approximations are hollow."""

import math

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from tests.shared import drawn
from twodeltas.collaboration.charts.dots import dots
from twodeltas.shared import palette
from walkback.values.number_format import PLAIN

NAN = math.nan
FACTS = pd.DataFrame(
    [
        ("shg", "by bus", 35.0, 35.0, 35.0, "exact"),
        ("shg", "from the campus", NAN, 30.0, 40.0, "exact"),
        ("ss", "by train", 23.0, NAN, NAN, "about"),
        ("ss", "by metro", 120.0, 120.0, NAN, "over"),
    ],
    columns=["cluster", "label", "value", "low", "high", "qualifier"],
)


@pytest.fixture
def ax():
    yield dots(PLAIN, FACTS, ("shg", "ss"), "Minutes").axes[0]
    plt.close("all")


def test_each_kind_of_knowledge_has_its_mark(ax):
    exact, bar, about, over = ax.lines
    assert (exact.get_marker(), exact.get_markerfacecolor()) == ("o", palette.FIRST)
    assert list(bar.get_xdata()) == [30, 40]
    assert about.get_markerfacecolor() == palette.PAPER
    assert over.get_marker() == ">"


def test_the_words_keep_the_bounds(ax):
    assert [t.get_text() for t in ax.texts] == ["35", "30–40", "about 23", "over 120"]


def test_rows_stand_in_order_with_a_gap_between_clusters(ax):
    assert list(ax.get_yticks()) == pytest.approx([0, 1, 2.6, 3.6])
    assert [t.get_text() for t in ax.get_yticklabels()] == list(FACTS["label"])


def test_the_scale_begins_at_zero_and_texts_are_large_enough(ax):
    assert ax.get_xlim()[0] == 0
    assert drawn.smallest(ax.figure) >= drawn.SMALLEST
