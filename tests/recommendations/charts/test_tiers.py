"""Places by tier: intervals and marks where they belong, doing nothing marked apart."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from tests.shared import drawn
from twodeltas.recommendations.charts import tiers
from walkback.show import fonts

TABLE = pd.DataFrame(
    [
        ("shg", "Wait", "yardstick", "dominated", 6.0, 7.0, 7.0),
        ("shg", "Pay", "conditional", "depends", 1.0, 3.0, 6.0),
        ("shg", "Count", "strong", "robust top", 1.0, 2.0, 3.0),
        ("shg", "Try", "test first", "depends", 2.0, 4.0, 6.0),
        ("ss", "Meet", "strong", "robust top", 1.0, 1.0, 2.0),
    ],
    columns=["cluster", "short", "wording", "tier", "low", "median", "high"],
    index=["AC-1", "AC-2", "AC-3", "AC-4", "AC-5"],
)


@pytest.fixture
def fig():
    fonts.register()
    yield tiers.tiers(TABLE, {"shg": "The south", "ss": "The east"})
    plt.close("all")


def test_options_stand_by_tier_and_else_as_in_the_table(fig):
    first, second = fig.axes
    assert [t.get_text() for t in first.get_yticklabels()] == ["Count", "Pay", "Try", "Wait"]
    assert [t.get_text() for t in second.get_yticklabels()] == ["Meet"]
    assert [a.get_title(loc="left") for a in fig.axes] == ["The south", "The east"]


def test_intervals_and_marks_are_those_of_the_table(fig):
    lines = fig.axes[0].get_lines()
    spans = [tuple(x.get_xdata()) for x in lines if x.get_linewidth() == 3.5]
    assert spans == [(1, 3), (1, 6), (2, 6), (6, 7)]
    marks = [x.get_marker() for x in lines if x.get_marker() in {"o", "D", "X"}]
    assert marks == ["o", "o", "D", "X"]


def test_each_tier_is_named_once_a_panel(fig):
    said = [t.get_text() for t in fig.axes[0].texts]
    assert said == ["first three", "open", "after others"]
    assert drawn.smallest(fig) >= drawn.SMALLEST
    assert drawn.covering(drawn.texts(fig)) == []
