"""The chain as drawn: every node its text, evidence as a count, the weakest step dashed."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.patches import FancyBboxPatch, PathPatch

from tests.recommendations.small_chain import real
from tests.shared import drawn
from twodeltas.recommendations.chain_layout import Picture, picture
from twodeltas.recommendations.charts import chain as charts
from walkback.errors import AnalysisError
from walkback.show import fonts


@pytest.fixture(scope="module", params=["shg", "ss"])
def both(request):
    fonts.register()
    found = picture(real()[0], request.param)
    fig = charts.chain(found)
    yield found, fig
    plt.close("all")


def test_every_node_is_there_with_its_text(both):
    found, fig = both
    said = [" ".join(words.split()) for words in drawn.words(fig)]
    assert set(found.nodes["text"]) <= set(said)


def test_nothing_is_small_or_covered_or_cut(both):
    _, fig = both
    assert drawn.smallest(fig) >= drawn.SMALLEST
    assert drawn.covering(drawn.texts(fig)) == []
    page = fig.bbox
    for text in drawn.texts(fig):
        box = text.get_window_extent()
        assert page.x0 <= box.x0 <= box.x1 <= page.x1, text.get_text()
        assert page.y0 <= box.y0 <= box.y1 <= page.y1, text.get_text()


def test_texts_stay_inside_their_boxes(both):
    found, fig = both
    drawn.texts(fig)
    boxes = [p.get_window_extent() for p in fig.axes[0].patches if isinstance(p, FancyBboxPatch)]
    named = [
        t for t in fig.axes[0].texts if " ".join(t.get_text().split()) in set(found.nodes["text"])
    ]
    for text in named:
        inner = text.get_window_extent()
        assert any(
            box.x0 <= inner.x0 and inner.x1 <= box.x1 and box.y0 <= inner.y0 and inner.y1 <= box.y1
            for box in boxes
        ), text.get_text()


def test_lines_are_thicker_where_surer_and_dashed_where_weakest(both):
    found, fig = both
    lines = [p for p in fig.axes[0].patches if isinstance(p, PathPatch)]
    assert len(lines) == len(found.steps)
    for line, step in zip(lines, found.steps.itertuples(), strict=True):
        assert line.get_linewidth() == charts.THICK[step.confidence]
        assert (line.get_linestyle() not in ("-", "solid")) == step.weakest


def test_more_nodes_than_can_be_followed_are_refused():
    found = picture(real()[0], "ss")
    more = found.nodes.iloc[:1].rename(lambda name: name + "x")
    with pytest.raises(AnalysisError, match="draw fewer actions"):
        charts.chain(Picture(pd.concat([found.nodes, *[more] * 9]), found.steps))
