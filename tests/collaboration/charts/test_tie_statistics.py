"""Charts of reported ties: the numbers drawn, nothing covered, no colour as the only carrier."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from tests.collaboration import clubs
from tests.shared import drawn
from twodeltas.collaboration import brokerage, network, tie_statistics
from twodeltas.collaboration.charts import tie_statistics as charts
from twodeltas.shared import palette
from walkback.show import fonts

PAIR = ("shg", "ss")
NAMES = {"shg": "South", "ss": "East"}
WORDS = {"listed": "All", "0.5": "Half left out", "inside": "More inside\ncities"}


@pytest.fixture(autouse=True)
def _closed():
    fonts.register()
    yield
    plt.close("all")


def test_the_index_its_bands_and_chance_are_drawn_for_both():
    mixed = {c: tie_statistics.mixing_of(clubs.of(c), 500, 1) for c in PAIR}
    cases = pd.concat(
        [tie_statistics.cases(clubs.of(c), m, 200, 1).assign(cluster=c) for c, m in mixed.items()]
    )
    fig = charts.mixing(mixed, cases, NAMES, WORDS)
    first, second = fig.axes
    said = [text.get_text() for text in first.texts]
    assert said[0] == "0.33"
    assert " to " in said[1]
    assert f"mean {mixed['shg'].expected:.2f}" in said
    markers = {line.get_marker() for ax in fig.axes for line in ax.lines} - {"None", ""}
    assert markers == {"o", "s"}
    hollow = [line for line in first.lines if line.get_markerfacecolor() == palette.PAPER]
    assert [line.get_ydata()[0] for line in hollow] == [2]  # what is supposed
    assert len(first.patches) > 2  # the distribution by chance
    assert second.get_title(loc="left") == "East"
    assert drawn.smallest(fig) >= drawn.SMALLEST
    assert drawn.covering([t for t in drawn.texts(fig) if t.axes is first]) == []


def test_a_panel_for_each_role_and_a_block_for_each_cluster():
    rows = pd.concat(
        brokerage.leading(brokerage.roles(network.graph(clubs.of(c))), 0)
        .head(3)
        .rename_axis("name")
        .reset_index()
        .assign(cluster=c)
        for c in PAIR
    )
    rows["name"] = "The " + rows["name"] + " University of Advanced Science and Technology"
    fig = charts.brokers(rows, {"open": "All", "edge": "Own city and\nanother"}, PAIR, NAMES)
    assert len(fig.axes) == 2
    counts = [text.get_text() for text in fig.axes[0].texts]
    assert counts == [f"{count:.0f}" for count in rows["open"]]
    labels = [tick.get_text() for tick in fig.axes[0].get_yticklabels()]
    assert labels[-2:] == ["South", "East"]
    assert all("\n" in label for label in labels[:-2])
    assert drawn.smallest(fig) >= drawn.SMALLEST
    assert drawn.covering(drawn.texts(fig)) == []
