"""The locator map: one scale, every placed place named once, no name over another."""

from itertools import pairwise

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from tests.conftest import ROOT
from tests.shared import drawn
from twodeltas.collaboration import distance
from twodeltas.collaboration.charts import map as chart
from twodeltas.collaboration.charts import placing
from twodeltas.collaboration.outlines import read_outlines
from twodeltas.shared import palette
from walkback.show import fonts
from walkback.tables.read import read_raw
from walkback.values.number_format import PLAIN

NAMED = {"shg": ["shenzhen", "hong-kong", "guangzhou"], "ss": ["shanghai", "suzhou"]}


@pytest.fixture(scope="module")
def places() -> pd.DataFrame:
    table = read_raw("places", ROOT)
    return pd.concat([distance.placed(table, cluster) for cluster in NAMED])


@pytest.fixture(scope="module", params=["en", "zh"])
def shown(request, places):
    fonts.register()
    titles = {"shg": "South", "ss": "East"}
    yield request.param, chart.deltas(places, read_outlines(ROOT), titles, NAMED, request.param)
    plt.close("all")


def test_both_maps_have_the_same_scale(shown):
    fig = shown[1]
    fig.canvas.draw()
    boxes = [ax.get_window_extent() for ax in fig.axes]
    scales = {
        round(length / pixels, 6)
        for ax, box in zip(fig.axes, boxes, strict=True)
        for length, pixels in [(2 * chart.HALF[0], box.width), (2 * chart.HALF[1], box.height)]
    }
    assert len(scales) == 1
    assert all(one.x1 < other.x0 for one, other in pairwise(boxes))


def test_every_place_is_named_once_and_no_name_covers_another(shown, places):
    lang, fig = shown
    texts = drawn.texts(fig)
    for ax, cluster in zip(fig.axes, NAMED, strict=True):
        here = places.loc[places["cluster"] == cluster, f"name_{lang}"]
        said = [text.get_text() for text in ax.texts]
        assert sorted(s for s in said if s in set(here)) == sorted(here)
    assert drawn.covering(texts, slack=1.5) == []
    assert drawn.smallest(fig) >= drawn.SMALLEST


def test_no_name_leaves_its_map_or_covers_a_mark(shown):
    fig = shown[1]
    fig.canvas.draw()
    for ax in fig.axes:
        frame = ax.get_window_extent()
        points = [
            line.get_xydata()[0] for line in ax.lines if line.get_marker() not in ("", "None", None)
        ]
        spots = ax.transData.transform(points)
        for text in ax.texts:
            box = drawn.shrunk(text.get_window_extent(), 1)
            assert frame.x0 < box.x0 < box.x1 < frame.x1
            assert frame.y0 < box.y0 < box.y1 < frame.y1
            assert not [spot for spot in spots if box.contains(*spot)], text.get_text()


def test_lengths_are_those_of_the_globe(shown, places):
    lang, fig = shown
    unit = chart.WORDS[lang]["km"]
    said = [text.get_text() for text in fig.axes[1].texts]
    assert f"{distance.between(PLAIN, places, 'shanghai', 'suzhou').number:.0f} {unit}" in said
    assert f"{chart.SCALE} {unit}" in said


def test_the_bar_is_as_long_as_it_says(shown):
    for ax in shown[1].axes:
        bar = next(line for line in ax.lines if line.get_linewidth() == 2)
        assert abs(bar.get_xdata()[1] - bar.get_xdata()[0]) == chart.SCALE


def test_the_named_cities_stand_out_by_more_than_colour(shown):
    ax = shown[1].axes[1]
    sizes = {
        line.get_markersize()
        for line in ax.lines
        if line.get_marker() == "o" and to_hex(line.get_color()).upper() == palette.PAIR[1]
    }
    others = {line.get_markersize() for line in ax.lines if line.get_marker() == "D"}
    assert min(sizes) > max(others)


def test_names_at_one_spot_are_led_apart():
    ax = plt.figure().add_subplot()
    ax.set(xlim=(0, 1), ylim=(0, 1))
    names = [placing.Name(f"Place {i}", 0.5, 0.5) for i in range(9)]
    written = placing.write(ax, names, placing.marks(ax, [(0.5, 0.5)], 4))
    assert drawn.covering(written) == []
    assert ax.lines  # those that stand far off have a line to their point
    plt.close("all")


def test_the_choice_that_covers_least_is_taken():
    box = placing.Bbox.from_bounds
    taken, crossed = [box(0, 0, 10, 10)], [box(20, 0, 10, 10)]
    assert placing.least([box(5, 0, 10, 10), box(25, 0, 10, 10)], taken, crossed) == 1
    assert placing.least([box(50, 0, 5, 5), box(60, 0, 5, 5)], taken, crossed) == 0
