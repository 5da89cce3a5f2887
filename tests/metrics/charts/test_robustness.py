import matplotlib.pyplot as plt
import pytest
from matplotlib.colors import to_hex
from matplotlib.text import Text

from tests.shared.invented import FULL, TOP, TOY, TOY_CLUSTERS, box, ranges
from twodeltas.metrics.breaks import with_and_without
from twodeltas.metrics.charts import leads, robustness
from twodeltas.metrics.charts.triangle import weight_map
from twodeltas.metrics.importance import importance
from twodeltas.metrics.scaling import MIN_MAX, RAW, SHARE_OF_MAX
from twodeltas.metrics.sensitivity import of_pair
from twodeltas.metrics.triangle import triangle
from twodeltas.metrics.uncertainty import ranking
from twodeltas.shared import palette
from walkback.errors import AnalysisError
from walkback.show import fonts

METRICS = ("pct", "publications", "vc")
NAMES = {c: c.capitalize() for c in (*TOP, *TOY_CLUSTERS)}
PAIR = ("north", "south")
COLOURS = {
    v.lower() for v in vars(palette).values() if isinstance(v, str) and v.startswith("#")
} | {v.lower() for v in palette.METRIC_FILL.values()}


def toy_ranking():
    return ranking(box(TOY, clusters=TOY_CLUSTERS), draws_=200)


def two_metrics():
    rows = {"north": FULL["north"], "south": FULL["south"], "west": FULL["west"]}
    return ranges(rows, ("pct", "publications"))


CHARTS = {
    "triangles": lambda: weight_map(
        [triangle(ranges(TOP), *PAIR, s) for s in (RAW, MIN_MAX, SHARE_OF_MAX)], ("N", "S")
    ),
    "bars": lambda: weight_map([triangle(two_metrics(), *PAIR)], ("N", "S")),
    "bands": lambda: robustness.rank_bands(toy_ranking().bands(), NAMES, ("SZ", "SS")),
    "acceptability": lambda: robustness.acceptability(
        toy_ranking().acceptability(), NAMES, ("SZ", "C15")
    ),
    "importance": lambda: robustness.nominal_and_real(importance(TOY, METRICS)),
    "sobol": lambda: robustness.sobol(
        of_pair(ranges(TOP), *PAIR, base=32), {"score": "Scores", "rank": "Ranks"}
    ),
    "lead": lambda: leads.lead_with_and_without(
        with_and_without(ranges(FULL), *PAIR, "vc"), ("N", "S")
    ),
}


@pytest.fixture(params=CHARTS)
def figure(request):
    fonts.register()
    fig = CHARTS[request.param]()
    fig.canvas.draw()
    yield fig
    plt.close(fig)


def test_text_is_at_least_nine_points_and_inks_come_from_the_palette(figure):
    texts = [t for t in figure.findobj(Text) if t.get_text().strip() and t.get_visible()]
    assert texts
    assert min(t.get_fontsize() for t in texts) >= 9
    assert {to_hex(t.get_color()).lower() for t in texts} <= COLOURS


def test_no_label_is_cut_off(figure):
    renderer = figure.canvas.get_renderer()
    frame = figure.bbox
    for text in figure.findobj(Text):
        if not text.get_text().strip() or not text.get_visible():
            continue
        extent = text.get_window_extent(renderer)
        if text.get_clip_on() and not frame.overlaps(extent):
            continue  # a tick outside the axis is not drawn
        assert extent.x0 >= frame.x0 - 3, text.get_text()
        assert extent.x1 <= frame.x1 + 3, text.get_text()
        assert extent.y0 >= frame.y0 - 3, text.get_text()
        assert extent.y1 <= frame.y1 + 3, text.get_text()


def test_the_weight_map_prints_the_areas():
    found = triangle(ranges(TOP), *PAIR)
    fig = weight_map([found], ("N", "S"))
    printed = " ".join(t.get_text() for t in fig.findobj(Text))
    assert f"N ahead: {100 * found.share[0]:.1f}%" in printed
    assert f"open: {100 * found.open_share:.1f}%" in printed
    plt.close(fig)


def test_the_pair_is_always_among_the_bars():
    table = toy_ranking().acceptability()
    fig = robustness.acceptability(table, NAMES, ("SZ", "C15"), first=3)
    labels = [t.get_text() for t in fig.axes[0].get_yticklabels()]
    assert labels[-1] == NAMES["C15"]
    plt.close(fig)


def test_bars_start_at_zero_and_add_up():
    table = toy_ranking().acceptability()
    fig = robustness.acceptability(table, NAMES, ("SZ", "SS"), first=4)
    ends = [bar.get_x() + bar.get_width() for bar in fig.axes[0].patches]
    assert max(ends) == pytest.approx(1, abs=0.003)
    assert min(bar.get_x() for bar in fig.axes[0].patches) == 0
    plt.close(fig)


def test_nothing_to_draw_is_said_in_a_sentence():
    one = ranges({"a": {"pct_share": 2.0}, "b": {"pct_share": 1.0}}, ("pct",))
    with pytest.raises(AnalysisError, match="with one there is no weight"):
        weight_map([triangle(one, "a", "b")], ("A", "B"))
    with pytest.raises(AnalysisError, match="No sensitivity of price"):
        robustness.sobol(of_pair(ranges(TOP), *PAIR, base=32), {"price": "Price"})
