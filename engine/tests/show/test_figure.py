import base64
import io
import json
import re
from types import SimpleNamespace

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import seaborn as sns
import seaborn.objects as so
from matplotlib.colors import to_hex
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.patches import Patch
from matplotlib.text import Text
from PIL import Image

from walkback.errors import AnalysisError
from walkback.show import drawn, figure, fonts, formulas, required, theme
from walkback.show.figure import show_figure
from walkback.values.payloads import BELOW, FIGURE

TEXTS = {
    "label": "fig-one",
    "title": "One is more than none",
    "subtitle": "Count, 2025",
    "caption": "Read the dot.",
    "alt": "A dot plot of one point, at one.",
}


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    for name in ("ROOT", "OUT", "WRITE"):
        monkeypatch.setenv(f"WALKBACK_{name}", str(tmp_path))
    monkeypatch.setattr(figure, "display", figure.display)
    fonts.register()
    return tmp_path


def draw(words="point 深圳 − ≤"):
    with plt.rc_context(theme.style()):
        fig, ax = plt.subplots(figsize=(theme.WIDTH, 2))
        ax.plot([1], [1], "o", color=theme.INK)
        ax.set_title(words)
    return fig


def show(**changes):
    data = pd.DataFrame({"id": ["a"], "value": [0.1 + 0.2]})
    said = []
    figure.display = lambda *args, **more: said.append((args[0], more["metadata"]))
    show_figure(draw(), **(TEXTS | {"sources": ["s1", "s2", "s1"], "data": data} | changes))
    return said[0]


def test_a_figure_is_saved_three_times_and_shown_with_its_words(place):
    bundle, metadata = show()
    assert {p.name for p in (place / "figures").iterdir()} == {
        "fig-one.svg", "fig-one.png", "fig-one.csv",
    }  # fmt: skip
    payload = bundle[FIGURE]
    assert json.loads(json.dumps(payload)) == payload
    assert payload["sources"] == ["s1", "s2"]
    assert payload["path"] == "figures/fig-one.svg"
    assert metadata["image/png"]["alt"] == TEXTS["alt"]
    slide = (place / "figures" / "fig-one.png").read_bytes()
    assert base64.b64decode(bundle["image/png"]) == slide  # JupyterLab shows the slide


def test_caption_and_notes_stand_below_it(place):
    said = []
    figure.display = lambda *args, **_: said.append(args[0])
    data = pd.DataFrame({"id": ["a"], "value": [1]})
    words = {"caption": "Read *it* [@a].", "notes": "Not $5."}
    show_figure(draw(), **(TEXTS | {"sources": ["s1"], "data": data} | words))
    _, foot = said
    assert "<p>Read <em>it</em> [a].</p><p>Not $5.</p>" in foot["text/html"]
    assert foot["text/plain"] == "Read *it* [@a].\n\nNot $5."
    assert foot[BELOW] == {"label": "fig-one"}


def test_a_dollar_sign_in_the_words_is_no_formula(place):
    bundle, _ = show(title=r"$\nonsense{$", subtitle="$ and $")
    assert bundle[FIGURE]["title"] == r"$\nonsense{$"


def test_the_same_figure_is_the_same_bytes(place):
    show()
    first = {p.name: p.read_bytes() for p in (place / "figures").iterdir()}
    show()
    assert first == {p.name: p.read_bytes() for p in (place / "figures").iterdir()}


def test_data_are_rounded_so_that_another_cpu_writes_the_same(place):
    show()
    assert (place / "figures" / "fig-one.csv").read_text() == "id,value\na,0.3\n"


def test_the_data_are_rounded_and_no_cell_is_a_formula(place):
    odd = pd.DataFrame(
        {"=x": [0.1 + 0.2, None], "mixed": ["=cmd()", 0.1 + 0.2], "whole": [1, 2]},
        index=pd.Index(["@a", "b"], name="id"),
    )
    show(data=odd)
    written = (place / "figures" / "fig-one.csv").read_text()
    assert written == "id,'=x,mixed,whole\n'@a,0.3,'=cmd(),1\nb,,0.3,2\n"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"alt": " "}, "fig-one has no alt"),
        ({"title": ""}, "fig-one has no title"),
        ({"sources": []}, "names no source"),
        ({"sources": [""]}, "names no source"),
        ({"label": "figure one"}, "is no label"),
        ({"label": "../fig-one"}, "is no label"),
        ({"alt": "word " * 91}, "has 91 words"),
        ({"alt": "chart"}, "'chart', says too little"),
        ({"alt": "A figure of the data"}, "says too little"),
        ({"alt": "fig-one"}, "says too little"),
        ({"alt": "图"}, "says too little"),
        ({"alt": "One is more than none."}, "says too little"),  # the title
        ({"alt": "Count, 2025", "subtitle": "Count, 2025"}, "says too little"),
    ],
)
def test_what_is_missing_is_said(changes, message, place):
    with pytest.raises(AnalysisError, match=message):
        show(**changes)
    assert not (place / "figures").exists()
    plt.close("all")


def test_many_sources_never_widen_a_slide(place):
    show(sources=[f"a-rather-long-source-id-{i}" for i in range(80)])
    with Image.open(place / "figures" / "fig-one.png") as image:
        assert image.width < 1.3 * theme.WIDTH * 200


def test_on_a_slide_the_legend_stays_above_the_sources(place):
    fig = draw()
    with plt.rc_context(theme.style()):
        fig.legend(
            handles=[Patch(color="magenta", label="one")], loc="outside lower left", fontsize=9
        )
    before = fig.legends[0].get_window_extent()
    figure.display = lambda *args, **more: None
    data = pd.DataFrame({"id": ["a"]})
    show_figure(fig, **(TEXTS | {"sources": [f"source-{n}" for n in range(40)], "data": data}))
    picture = plt.imread(place / "figures" / "fig-one.png")[:, :, :3]
    magenta = (picture[:, :, 0] > 0.9) & (picture[:, :, 1] < 0.1) & (picture[:, :, 2] > 0.9)
    below = picture[magenta.any(axis=1).nonzero()[0].max() + 1 :]
    dark_rows = (below.max(axis=2) < 0.4).any(axis=1).sum()
    assert dark_rows > 3 * 8 * 0.5 * 200 / 72  # three lines of 8 points, half of each inked
    assert fig.legends[0].get_window_extent().y0 == pytest.approx(before.y0)


def test_a_figure_laid_out_by_hand_stays_so(place):
    fig = plt.figure(figsize=(theme.WIDTH, 2), layout="none")
    fig.add_axes((0.1, 0.3, 0.8, 0.5)).plot([1], [1], "o")
    figure.display = lambda *args, **more: None
    data = pd.DataFrame({"id": ["a"]})
    with plt.rc_context(theme.style()):  # the settings ask for a layout; warnings are errors
        show_figure(fig, **(TEXTS | {"sources": ["s"], "data": data}))
    assert not isinstance(fig.get_layout_engine(), ConstrainedLayoutEngine)


def test_the_drawing_for_documents_has_no_empty_band(place):
    with plt.rc_context(theme.style()):
        fig = plt.figure(figsize=(theme.WIDTH, 4), layout="none")
        fig.add_axes((0.1, 0.4, 0.8, 0.3)).plot([1], [1], "o")
    figure.display = lambda *args, **more: None
    data = pd.DataFrame({"id": ["a"]})
    show_figure(fig, **(TEXTS | {"sources": ["s"], "data": data}))
    head = (place / "figures" / "fig-one.svg").read_text()[:1000]
    width, height = (float(size) for size in re.findall(r'(?:width|height)="([0-9.]+)pt"', head))
    assert width == pytest.approx(72 * theme.WIDTH)
    assert 72 * 4 * 0.3 < height < 72 * 4 * 0.5


# -- what a researcher draws with seaborn ----------------------------------------------------------

FRAME = pd.DataFrame(
    {
        "year": np.tile(np.arange(2020, 2024), 6),
        "value": np.arange(24) % 7,
        "city": np.repeat(["Aton", "Beton", "Ceton"], 8),
        "kind": np.tile(np.repeat(["papers", "patents"], 4), 3),
    }
)


@pytest.fixture
def house(place):
    """The house theme, as the first cell of every notebook sets it."""
    with plt.rc_context():
        theme.use()
        yield place
    plt.close("all")


def facets():
    grid = sns.FacetGrid(FRAME, col="city", hue="kind")
    grid.map_dataframe(sns.lineplot, x="year", y="value")
    return grid.add_legend()


def shown(what):
    """What `what` looked like when it was saved: sizes and fonts of its visible texts."""
    figure.display = lambda *args, **more: None
    data = pd.DataFrame({"id": ["a"]})
    show_figure(what, **(TEXTS | {"sources": ["s"], "data": data}))
    return [
        t for t in drawn.figure_of(what).findobj(Text) if t.get_text().strip() and t.get_visible()
    ]


@pytest.mark.parametrize(
    "draw_it",
    [
        facets,
        lambda: sns.relplot(FRAME, x="year", y="value", col="city", hue="kind", kind="line"),
        lambda: sns.lineplot(FRAME, x="year", y="value", hue="kind"),
        lambda: sns.jointplot(FRAME, x="year", y="value"),
        lambda: sns.clustermap(FRAME.pivot_table("value", "city", "year")),
    ],
    ids=["FacetGrid", "relplot", "axes", "JointGrid", "ClusterGrid"],
)
def test_what_seaborn_returns_is_shown_in_the_house_theme(draw_it, house):
    texts = shown(draw_it())
    assert {text.get_fontname() for text in texts} == {"Walkback Sans"}
    assert min(text.get_fontsize() for text in texts) >= 9
    head = (house / "figures" / "fig-one.svg").read_text()[:1000]
    assert float(re.search(r'width="([0-9.]+)pt"', head)[1]) <= 72 * theme.WIDTH + 0.1


def test_a_wide_grid_keeps_its_panels_beside_its_legend(house):
    grid = facets()
    assert grid.figure.get_figwidth() > theme.WIDTH
    shown(grid)
    legend = grid.figure.legends[0].get_window_extent()
    assert max(ax.get_window_extent().x1 for ax in grid.axes.flat) < legend.x0
    assert legend.x1 <= grid.figure.bbox.x1


def test_axes_get_the_layout_of_the_house(house):
    ax = sns.lineplot(FRAME, x="year", y="value", hue="kind")
    assert ax.figure.get_layout_engine() is None
    shown(ax)
    assert isinstance(ax.figure.get_layout_engine(), ConstrainedLayoutEngine)


def test_lines_of_seaborn_take_the_colours_of_the_house(house):
    ax = sns.lineplot(FRAME, x="year", y="value", hue="kind", errorbar=None)
    assert [to_hex(line.get_color()).upper() for line in ax.lines[:2]] == list(theme.SERIES[:2])


def test_axes_in_a_part_of_a_figure_are_shown_with_the_whole(place):
    with plt.rc_context(theme.style()):
        whole = plt.figure(figsize=(theme.WIDTH, 2))
        left, right = whole.subfigures(1, 2)
        left.subplots().plot([1], [1], "o")
        ax = right.subplots()
    figure.display = lambda *args, **more: None
    data = pd.DataFrame({"id": ["a"]})
    show_figure(ax, **(TEXTS | {"sources": ["s"], "data": data}))
    assert not plt.fignum_exists(whole.number)


@pytest.mark.parametrize(
    ("what", "message"),
    [
        (None, "got a NoneType, which has no figure: pass the figure"),
        ("figure.png", "got a str, which has no figure"),
        (pd.DataFrame({"figure": [1]}), r"got a DataFrame, which has no figure: draw it first"),
        (pd.Series([1]), "got a Series, which has no figure: draw it first"),
        (np.array([1]), "got a ndarray, which has no figure"),
        ([], "got a list, which has no figure"),
        (plt, r"got a module, which has no figure: pass plt.gcf\(\)"),
    ],
)
def test_what_has_no_figure_is_refused(what, message, place):
    with pytest.raises(AnalysisError, match=message):
        show_figure(what, **(TEXTS | {"sources": ["s"], "data": pd.DataFrame({"id": ["a"]})}))
    assert not (place / "figures").exists()


def test_what_other_libraries_draw_is_refused_with_what_to_do():
    other = type("Figure", (), {"__module__": "plotly.graph_objs"})()
    with pytest.raises(AnalysisError, match="draw it with matplotlib or seaborn"):
        drawn.figure_of(other)


def test_parts_of_two_figures_are_refused():
    figs = [plt.figure(), plt.figure()]
    with pytest.raises(AnalysisError, match="parts of 2 figures: call it once for each"):
        drawn.figure_of(figs)
    plt.close("all")


def axes_of(count):
    axes = plt.subplots(1, count)[1]
    for ax in axes.flat:
        ax.plot([1, 2], [2, 1])
    return axes


def mosaic():
    axes = plt.subplot_mosaic("AB")[1]
    axes["A"].plot([1, 2], [2, 1])
    return axes


@pytest.mark.parametrize(
    "draw_it",
    [
        lambda: axes_of(3),
        mosaic,
        lambda: FRAME.plot(x="year", y="value"),
        lambda: FRAME[["year", "value"]].plot(subplots=True),
        lambda: FRAME.plot.scatter(x="year", y="value", c="value", colormap="viridis"),
        lambda: FRAME.groupby("city")["value"].plot(),
        lambda: plt.plot([1, 2], [2, 1]),
        lambda: plt.bar(["a", "b"], [1, 0]),
        lambda: plt.pie([1, 2]),
        lambda: plt.hist([1, 2, 2]),
        lambda: plt.boxplot([[1, 2, 3]]),
        lambda: plt.imshow([[1, 2], [3, np.nan]]),
        lambda: sns.heatmap(FRAME.pivot_table("value", "city", "year")),
        lambda: so.Plot(FRAME, x="year", y="value").add(so.Dot()).label(title="深圳"),
        lambda: so.Plot(FRAME, x="year", y="value").add(so.Dot()).plot(),
    ],
)
@pytest.mark.filterwarnings("ignore:The copy keyword is deprecated")  # by pandas, to seaborn
def test_what_people_hold_in_their_hands_is_shown(draw_it, house):
    figure.display = lambda *args, **more: None
    show_figure(draw_it(), **(TEXTS | {"sources": ["s"], "data": pd.DataFrame({"id": ["a"]})}))
    assert (house / "figures" / "fig-one.svg").stat().st_size > 1000


def empty_but_for_a_legend():
    fig, ax = plt.subplots()
    ax.plot([1, 2], [np.nan, np.nan], label="nothing")
    ax.legend()
    return fig


@pytest.mark.parametrize(
    ("draw_it", "message"),
    [
        (plt.figure, "fig-one is an empty figure"),
        (lambda: plt.subplots()[0], "nothing is drawn in its axes"),
        (empty_but_for_a_legend, "all of its values are missing"),
        (lambda: plt.bar([1, 2], [np.nan, np.nan]), "all of its values are missing"),
        (lambda: plt.scatter([1], [np.nan]), "all of its values are missing"),
        (lambda: plt.imshow([[np.nan]]), "all of its values are missing"),
        (lambda: sns.heatmap([[np.nan]], vmin=0, vmax=1), "all of its values are missing"),
    ],
)
def test_a_figure_that_shows_nothing_is_refused(draw_it, message, house):
    with pytest.raises(AnalysisError, match=message):
        shown(draw_it())
    assert not (house / "figures").exists()


def plain(**more):
    fig, ax = plt.subplots(**more)
    ax.plot([1, 2], [2, 1], label="a line")
    return fig


def size_of(place):
    head = (place / "figures" / "fig-one.svg").read_text()[:1000]
    return [float(size) / 72 for size in re.findall(r'(?:width|height)="([0-9.]+)pt"', head)]


def test_a_figure_higher_than_a_page_is_made_smaller_while_it_can_be_read(house):
    shown(plain(figsize=(theme.WIDTH, 10)))
    width, height = size_of(house)
    assert height == pytest.approx(10, abs=0.5)
    assert height / width == pytest.approx(theme.HEIGHT / theme.WIDTH)


def test_a_figure_that_would_be_too_small_to_read_is_refused(house):
    message = r"of fig-one would be 4\.\d points in print: 6 are the least.* 7.2 inches .* 8.6 high"
    with pytest.raises(AnalysisError, match=message):
        shown(plain(figsize=(theme.WIDTH, 16)))
    fig = plain()
    fig.axes[0].set_title("tiny words", fontsize=5)
    with pytest.raises(AnalysisError, match=r"'tiny words' of fig-one would be 4\.4 points"):
        shown(fig)


def test_axes_without_room_are_refused(house):
    with pytest.raises(AnalysisError, match="fig-one has no room for its axes"):
        shown(plain(figsize=(30, 1)).axes[0])


def test_a_legend_beside_the_figure_is_not_cut_off(house):
    fig = plt.figure(layout="none")
    fig.add_axes((0.1, 0.1, 0.8, 0.8)).plot([1, 2], [2, 1], label="a line")
    fig.axes[0].legend(bbox_to_anchor=(1.02, 1), loc="upper left")
    fig.draw_without_rendering()
    end = fig.axes[0].get_legend().get_window_extent().x1 / fig.dpi
    assert end > theme.WIDTH
    shown(fig)
    assert size_of(house)[0] > end


def test_pixels_of_a_figure_are_no_finer_than_print(house):
    fig, ax = plt.subplots(dpi=2400)
    ax.scatter([1, 2], [1, 2], rasterized=True)
    shown(fig)
    picture = re.search(r'<image [^>]*base64,([^"]+)"', (house / "figures/fig-one.svg").read_text())
    with Image.open(io.BytesIO(base64.b64decode(picture[1]))) as image:
        assert image.width <= theme.WIDTH * figure.DPI


@pytest.mark.parametrize(
    "put",
    [
        lambda ax, text: ax.set_title(text),
        lambda ax, text: ax.set_ylabel(text),
        lambda ax, text: ax.set_xticks([1, 2], ["a", text]),
        lambda ax, text: ax.annotate(text, (1, 1)),
        lambda ax, text: ax.lines[0].set_label(text) or ax.legend(),
        lambda ax, text: ax.figure.suptitle(text),
        lambda ax, text: ax.table([[text]]),
    ],
)
@pytest.mark.parametrize(
    ("text", "told"),
    [("서울", r"서 \(U\+C11C\), which no font"), ("🚀", r"🚀 \(U\+1F680\), which no font")],
)
def test_a_character_without_a_shape_is_refused_with_its_text(put, text, told, house):
    fig = plain()
    put(fig.axes[0], text)
    with pytest.raises(AnalysisError, match=f"The text '{text}' of fig-one has {told}"):
        shown(fig)
    assert not (house / "figures").exists()


@pytest.mark.parametrize("name", ["title", "subtitle", "caption", "notes"])
def test_a_word_without_a_shape_is_refused(name, place):
    with pytest.raises(AnalysisError, match=rf"The {name} of fig-one has 서 \(U\+C11C\), which no"):
        show(**{name: "About 서 it"})
    assert not (place / "figures").exists()


@pytest.mark.parametrize("scale", ["log", "symlog", "logit", "asinh"])
def test_ticks_of_any_scale_are_read(scale, house):
    fig, ax = plt.subplots()
    ax.plot([0.001, 0.5, 0.9], [1, 2, 3])
    ax.set_xscale(scale)
    texts = shown(fig)
    found = [text.get_text() for text in texts if "$" in text.get_text()]
    assert found or scale == "asinh"
    assert all(formulas.prepared(text) == (text, True) for text in found)


def test_a_label_is_used_once_in_a_cell_and_once_in_a_run(monkeypatch):
    cell = SimpleNamespace(execution_count=3)
    monkeypatch.setattr(required, "get_ipython", lambda: cell)
    monkeypatch.setattr(required, "_used", {})
    monkeypatch.delenv("WALKBACK_WRITE")
    required.require_new("fig-a")
    with pytest.raises(AnalysisError, match="fig-a was shown before by this cell"):
        required.require_new("fig-a")
    cell.execution_count = 4
    required.require_new("fig-a")  # the cell was run again in JupyterLab
    monkeypatch.setenv("WALKBACK_WRITE", "x")
    cell.execution_count = 5
    with pytest.raises(AnalysisError, match=r"fig-a was shown before by cell \[4\]"):
        required.require_new("fig-a")
