import base64
import json
import re

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import seaborn as sns
from matplotlib.colors import to_hex
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.patches import Patch
from matplotlib.text import Text

from walkback.errors import AnalysisError
from walkback.show import figure, fonts, theme
from walkback.show.figure import show_figure
from walkback.values.payloads import FIGURE

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


def test_a_dollar_sign_in_the_data_is_no_formula(place):
    words = r"US$ 1 bn to US$ 2 bn, $\nonsense{$"
    fig = draw(words)
    fig.canvas.draw()  # a formula that cannot be read would be refused here
    assert fig.axes[0].get_title(loc="left") == words
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
    ],
)
def test_what_is_missing_is_said(changes, message, place):
    with pytest.raises(AnalysisError, match=message):
        show(**changes)
    assert not (place / "figures").exists()
    plt.close("all")


def test_many_sources_never_widen_a_slide(place):
    show(sources=[f"a-rather-long-source-id-{i}" for i in range(80)])
    from PIL import Image

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


def shown(drawn):
    """What `drawn` looked like when it was saved: sizes and fonts of its visible texts."""
    figure.display = lambda *args, **more: None
    data = pd.DataFrame({"id": ["a"]})
    show_figure(drawn, **(TEXTS | {"sources": ["s"], "data": data}))
    return [t for t in drawn.figure.findobj(Text) if t.get_text().strip() and t.get_visible()]


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
    ("drawn", "name"),
    [
        (None, "NoneType"),
        ("figure.png", "str"),
        (pd.DataFrame({"figure": [1]}), "DataFrame"),
        (np.array([1]), "ndarray"),
    ],
)
def test_what_has_no_figure_is_refused(drawn, name, place):
    with pytest.raises(AnalysisError, match=f"got a {name}, which has no figure"):
        show_figure(drawn, **(TEXTS | {"sources": ["s"], "data": pd.DataFrame({"id": ["a"]})}))
    assert not (place / "figures").exists()
