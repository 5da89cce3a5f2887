"""The locator map: both deltas beside each other, to the same scale."""

from collections.abc import Mapping, Sequence
from itertools import combinations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.patheffects import withStroke
from matplotlib.transforms import Bbox

from twodeltas.collaboration.charts import placing
from twodeltas.collaboration.distance import east_north, haversine
from twodeltas.shared import palette
from walkback.show import theme
from walkback.values.number_format import plain

CENTRES = {"shg": (22.66, 113.74), "ss": (31.30, 120.98)}  # latitude, longitude
HALF = (86.0, 84.0)  # kilometres from the centre to the right and to the upper edge
SCALE = 50  # kilometres of the bar
ALONG = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)  # where the length may stand on a line
GAP = 0.1  # inches between the maps
TOP, FOOT = 0.32, 0.5  # inches for the heads and for the key
LINES = {  # how each kind of line is drawn
    "customs_border": {"color": palette.FOURTH_TEXT, "linewidth": 2.2, "linestyle": "-"},
    "province_border": {"color": palette.OTHERS, "linewidth": 1.1, "linestyle": (0, (1, 1.2))},
}
WORDS = {
    "en": {
        "customs_border": "customs border of Hong Kong",
        "province_border": "border of provinces",
        "named": "city that names the cluster",
        "city": "other city, or part of one",
        "site": "site named in the evidence",
        "km": "km",
    },
    "zh": {
        "customs_border": "香港关境线",
        "province_border": "省界",
        "named": "集群所含城市",
        "city": "其他城市或其部分",
        "site": "资料提及的地点",
        "km": "公里",
    },
}
Outlines = Mapping[str, Mapping[str, Sequence[np.ndarray]]]


def deltas(
    places: pd.DataFrame,
    outlines: Outlines,
    titles: Mapping[str, str],
    named: Mapping[str, Sequence[str]],
    lang: str = "en",
) -> Figure:
    """Two maps of the same scale, with the distances between the cities that name a cluster.

    Args:
        places: Rows of the table `places` that have coordinates.
        outlines: The lines of the map, see `twodeltas.collaboration.outlines.read_outlines`.
        titles: The heading of each map, by cluster.
        named: For each cluster the ids of the cities that name it.
        lang: `en` or `zh`, the language of names and key.
    """
    wide = (palette.WIDTH - GAP) / 2
    tall = wide * HALF[1] / HALF[0]
    height = TOP + tall + FOOT
    with plt.rc_context(theme.style() | {"figure.constrained_layout.use": False}):
        fig = plt.figure(figsize=(palette.WIDTH, height))
        for i, (cluster, title) in enumerate(titles.items()):
            left = i * (wide + GAP) / palette.WIDTH
            ax = fig.add_axes((left, FOOT / height, wide / palette.WIDTH, tall / height))
            _ground(ax, outlines[cluster], CENTRES[cluster])
            ax.set_title(title, color=palette.PAIR_TEXT[i], fontsize=9.5, pad=5)
            here = places[places["cluster"] == cluster]
            _places(ax, here, named[cluster], i, lang, CENTRES[cluster])
        _key(fig, WORDS[lang])
    return fig


def _ground(
    ax: Axes, lines: Mapping[str, Sequence[np.ndarray]], centre: tuple[float, float]
) -> None:
    """Land, lakes, boundaries and the frame."""
    ax.set(xlim=(-HALF[0], HALF[0]), ylim=(-HALF[1], HALF[1]), xticks=[], yticks=[])
    for spine in ax.spines.values():
        spine.set(visible=True, color=palette.PALE)
    for kind, ground, order in (("land", palette.LAND, 0.0), ("lake", palette.PAPER, 0.5)):
        for shore in lines[kind]:
            path = Path(_drawn(shore, centre), closed=True)
            ax.add_patch(PathPatch(path, facecolor=ground, edgecolor=palette.OTHERS,
                                   linewidth=0.5, zorder=order))  # fmt: skip
    for kind, look in LINES.items():
        for border in lines[kind]:
            ax.plot(*_drawn(border, centre).T, zorder=1, **look)


def _drawn(line: np.ndarray, centre: tuple[float, float]) -> np.ndarray:
    return np.column_stack(east_north(line[:, 1], line[:, 0], centre))


def _places(
    ax: Axes,
    here: pd.DataFrame,
    named: Sequence[str],
    place: int,
    lang: str,
    centre: tuple[float, float],
) -> None:
    """Marks and names, those of the cluster's own cities first, and the ways between these."""
    spots = dict(zip(here.index, np.column_stack(_at(here, centre)), strict=True))
    taken = placing.marks(ax, list(spots.values()), 3.5)
    unit = WORDS[lang]["km"]
    taken += _bar(ax, unit)
    order = sorted(here.index, key=lambda i: (i not in named, here.loc[i, "kind"] == "site"))
    for spot in order:
        kind = "named" if spot in named else str(here.loc[spot, "kind"])
        ax.plot(*spots[spot], zorder=4, linestyle="none", **_mark(kind, palette.PAIR[place]))
    ways = list(combinations(named, 2))
    crossed = [box for pair in ways for box in placing.line(ax, [spots[p] for p in pair])]
    for pair in ways:
        taken.append(_way(ax, here.loc[list(pair)], [spots[p] for p in pair], unit, taken, crossed))
    labels = [
        placing.Name(
            str(here.loc[spot, f"name_{lang}"]), *spots[spot], _writing(spot in named, place)
        )
        for spot in order
    ]
    placing.write(ax, labels, taken, crossed)


def _at(here: pd.DataFrame, centre: tuple[float, float]) -> tuple[np.ndarray, np.ndarray]:
    return east_north(here["latitude"], here["longitude"], centre)


def _mark(kind: str, colour: str) -> dict[str, object]:
    """How a place is marked."""
    if kind == "named":
        return {"marker": "o", "color": colour, "markersize": 8}
    if kind == "city":
        return {"marker": "o", "color": palette.OTHERS, "markerfacecolor": palette.PAPER,
                "markersize": 5}  # fmt: skip
    return {"marker": "D", "color": palette.INK, "markersize": 4}


def _writing(bold: bool, place: int) -> dict[str, object]:
    colour = palette.PAIR_TEXT[place] if bold else palette.INK
    return {"color": colour, "fontweight": "bold" if bold else "normal", "zorder": 5,
            "path_effects": [withStroke(linewidth=2, foreground=palette.LAND)]}  # fmt: skip


def _way(
    ax: Axes,
    ends: pd.DataFrame,
    spots: Sequence[np.ndarray],
    unit: str,
    taken: Sequence[Bbox],
    crossed: Sequence[Bbox],
) -> Bbox:
    """A straight line between two cities with its length; the box of the figure in pixels."""
    one, other = (row for _, row in ends.iterrows())
    length = haversine(one["latitude"], one["longitude"], other["latitude"], other["longitude"])
    ax.plot(*np.column_stack(spots), color=palette.OTHERS, linewidth=0.8, zorder=2)
    text = ax.text(0, 0, f"{plain(length, 0)} {unit}", ha="center", va="center", color=palette.INK, zorder=5,
                   fontsize=9, path_effects=[withStroke(linewidth=3, foreground=palette.LAND)])  # fmt: skip
    boxes = []
    for share in ALONG:
        text.set_position(spots[0] + share * (spots[1] - spots[0]))
        boxes.append(text.get_window_extent(ax.figure.canvas.get_renderer()))
    best = placing.least(boxes, taken, crossed)
    text.set_position(spots[0] + ALONG[best] * (spots[1] - spots[0]))
    return boxes[best]


def _bar(ax: Axes, unit: str) -> list[Bbox]:
    """The scale, in the lower right corner; the boxes in pixels that it takes."""
    right, foot = HALF[0] - 5, -HALF[1] + 5
    ax.plot([right - SCALE, right], [foot, foot], color=palette.INK, linewidth=2, zorder=5,
            solid_capstyle="butt")  # fmt: skip
    text = ax.text(
        right - SCALE / 2, foot + 2, f"{SCALE} {unit}", ha="center", va="bottom", fontsize=9
    )
    corner = ax.transData.transform([(right - SCALE - 2, foot - 3), (right + 2, foot + 3)])
    return [text.get_window_extent(ax.figure.canvas.get_renderer()), Bbox(corner)]


def _key(fig: Figure, words: Mapping[str, str]) -> None:
    """What marks and lines mean, below both maps."""
    handles = [
        Line2D([], [], linestyle="none", label=words[kind], **_mark(kind, palette.OTHERS))
        for kind in ("named", "city", "site")
    ] + [Line2D([], [], label=words[kind], **look) for kind, look in LINES.items()]
    fig.legend(handles=handles, loc="lower left", ncol=3, borderpad=0, handlelength=1.8,
               columnspacing=1.6, labelspacing=0.35, bbox_to_anchor=(0, 0, 1, 1))  # fmt: skip
