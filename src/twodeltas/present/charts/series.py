"""Small multiples of series over time, with bounds drawn as bounds and breaks left open."""

import math
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, MaxNLocator

from twodeltas.present import palette
from twodeltas.wording import figure

COLOURS = {
    "first": (palette.FIRST, palette.FIRST),
    "second": (palette.SECOND, palette.SECOND_TEXT),
    "third": (palette.THIRD, palette.THIRD_TEXT),
    "fourth": (palette.FOURTH, palette.FOURTH_TEXT),
    "other": (palette.OTHERS, palette.OTHERS),
}
MARKS = {
    "exact": ("o", True, "as stated"),
    "over": ("^", True, "lower bound: over, at least"),
    "at_least": ("^", True, "lower bound: over, at least"),
    "nearly": ("v", True, "upper bound: nearly, up to"),
    "up_to": ("v", True, "upper bound: nearly, up to"),
    "about": ("o", False, "about"),
    "expected": ("D", False, "expected or target"),
    "target": ("D", False, "expected or target"),
}
PREFIX = {
    "over": "over ",
    "at_least": "at least ",
    "nearly": "nearly ",
    "up_to": "up to ",
    "about": "about ",
}
BOUNDS = {"over", "at_least", "nearly", "up_to"}
ROOM = 0.5  # share of the span of years that a name needs at the right
NAME = 17  # letters a line of a name
LINE = 11.5  # points from one line of text to the next
LETTER = 5.0  # points that a letter is wide
CROWDED = 7  # with more points than this only the ends are labelled


def series_panels(
    points: pd.DataFrame,
    titles: Mapping[str, str],
    columns: int = 2,
    height: float = 2.35,
    *,
    one_scale: bool = False,
) -> Figure:
    """One panel a measure; points of one segment are joined, others are not.

    A line between points of which one is a bound is dashed.

    Args:
        points: `panel, series, segment, year, value, unit, qualifier, colour`, one row a point.
            `year` is a decimal year; `segment` joins points that may be compared (empty: alone);
            `colour` is a key of `COLOURS`; `series` names the line at its last point, empty for none;
            `note`, which may be left out, stands beside a single point.
        titles: The heading of each panel, in the order of drawing.
        columns: How many panels stand side by side.
        height: Inches a panel.
        one_scale: Whether all panels reach to the same height, so that they can be compared.
    """
    panels = [p for p in titles if p in set(points["panel"])]
    rows = math.ceil(len(panels) / columns)
    highest = float(points["value"].max()) if one_scale else 0.0
    size = (72 * (palette.WIDTH / columns - 0.7), 72 * (height - 0.7))
    with plt.rc_context(palette.style()):
        fig, axes = plt.subplots(
            rows, columns, squeeze=False, figsize=(palette.WIDTH, height * rows + 0.35)
        )
        for ax, panel in zip(axes.flat, panels, strict=False):
            _panel(ax, points[points["panel"] == panel], titles[panel], size, highest)
        for ax in list(axes.flat)[len(panels) :]:
            ax.set_visible(False)
        _legend(fig, points["qualifier"])
    return fig


def _panel(
    ax: Axes, points: pd.DataFrame, title: str, size: tuple[float, float], highest: float
) -> None:
    ax.set_title(title, fontsize=9.5)
    _axes(ax, points, size[0], highest)
    for (_, segment), group in points.groupby(["series", "segment"], sort=False):
        if segment:
            _join(ax, group.sort_values("year"))
    for _, point in points.iterrows():
        colour, (marker, filled, _) = COLOURS[point["colour"]][0], MARKS[point["qualifier"]]
        ax.plot(point["year"], point["value"], marker, color=colour, markersize=6.5, zorder=2,
                markerfacecolor=colour if filled else palette.PAPER)  # fmt: skip
    alone = points["segment"] == ""
    groups = [group for _, group in points[~alone].groupby(["series", "segment"], sort=False)]
    groups += [group for _, group in points[alone].groupby(level=0, sort=False)]
    labels = [
        label
        for group in groups
        for label in _labels_of(group.sort_values("year"), len(points) > CROWDED, ax, size)
    ]
    for label in _apart(labels):
        ax.annotate(label.text, (label.x, label.y), xytext=(label.right, label.up), fontsize=9,
                    ha=label.side, va="center", textcoords="offset points", color=label.colour,
                    linespacing=0.95, arrowprops=label.leader)  # fmt: skip


def _axes(ax: Axes, points: pd.DataFrame, width: float, highest: float) -> None:
    """Limits and ticks: from zero, with room for the first figure and for the names of the lines."""
    top, unit = points["value"].max(), str(points["unit"].iloc[0])
    first, last = points["year"].min(), points["year"].max()
    span = max(last - first, 1.0)
    letters = len(_text(points.sort_values("year").iloc[0].to_dict()))
    room = ROOM if (points["series"] != "").any() else 0.1
    left = max(0.08, (LETTER * letters + 10) / width)
    start = first - left / (1 - left) * (1 + room) * span
    ax.set_ylim(0, (highest or top) * 1.28)
    ax.set_xlim(start, last + room * span)
    years = MaxNLocator(5, integer=True).tick_values(first, last)
    ax.set_xticks([year for year in years if start <= year <= last + 0.6])
    ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:.0f}"))
    ax.yaxis.set_major_locator(MaxNLocator(4))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda y, _: _tick(y, unit, top)))
    ax.grid(axis="y")


def _tick(y: float, unit: str, top: float) -> str:
    """An axis label in the scale of the largest value of the panel."""
    if y == 0:
        return "0"
    scale = next((s for s in (1e12, 1e9, 1e6) if unit in {"CNY", "HKD", "USD"} and top >= s), 1.0)
    word = {1e12: " tn", 1e9: " bn", 1e6: " m"}.get(scale, "")
    return f"{y / scale:,g}{word}"


def _join(ax: Axes, points: pd.DataFrame) -> None:
    loose = points["qualifier"].isin(BOUNDS).any()
    ax.plot(points["year"], points["value"], color=COLOURS[points["colour"].iloc[0]][0],
            linewidth=1.2 if loose else 1.6, linestyle=(0, (4, 2)) if loose else "-",
            zorder=1)  # fmt: skip


@dataclass
class _Label:
    """A text beside a point.

    Attributes:
        spot: Where the point lies, in points of the page from the corner of the panel.
        right: How far the text stands right of the point, in points.
        up: How far its middle stands above it.
    """

    text: str
    x: float
    y: float
    spot: tuple[float, float]
    colour: str
    right: float = 4.0
    up: float = 10.0
    side: str = "right"
    leader: dict[str, Any] | None = None

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, right, bottom and top of the text, in points of the page."""
        lines = self.text.split("\n")
        wide = LETTER * max(map(len, lines))
        left = self.spot[0] + self.right - {"left": 0, "center": 0.5, "right": 1}[self.side] * wide
        middle, tall = self.spot[1] + self.up, LINE * len(lines)
        return left, left + wide, middle - tall / 2, middle + tall / 2


def _labels_of(
    series: pd.DataFrame, crowded: bool, ax: Axes, size: tuple[float, float]
) -> list[_Label]:
    """The labels of one line: its figures, and its name beside the last one."""
    labels: list[_Label] = []
    (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    records, earliest = series.to_dict("records"), ax.dataLim.x0
    places = [
        ((p["year"] - left) / (right - left) * size[0],
         (p["value"] - bottom) / (top - bottom) * size[1])
        for p in records
    ]  # fmt: skip
    for i, (point, at) in enumerate(zip(records, places, strict=True)):
        first, final = i == 0, i == len(records) - 1
        close = not final and places[i + 1][0] - at[0] < 1.5 * LINE
        if not first and not final and (close or crowded):
            continue
        text = _text(point)
        label = _Label(text, point["year"], point["value"], at, COLOURS[point["colour"]][1])
        if final and point["series"]:
            name = textwrap.fill(str(point["series"]), NAME)
            label.text, label.side, label.right, label.up = f"{text}\n{name}", "left", 8, 0
        elif point.get("note"):
            label.text, label.right, label.up = f"{text} {point['note']}", -14, 16
            label.leader = {"arrowstyle": "-", "color": palette.OTHERS, "linewidth": 0.7,
                            "shrinkB": 4}  # fmt: skip
        elif first and point["series"] and point["year"] == earliest:
            label.right, label.up = -7, 0
        labels.append(label)
    return labels


def _text(point: Mapping[Any, Any]) -> str:
    """The figure of a point with the word that its source puts before it."""
    number = figure(point["value"], str(point["unit"] or ""), None)
    return PREFIX.get(str(point["qualifier"]), "") + number


def _apart(labels: Sequence[_Label]) -> list[_Label]:
    """The labels, those that would cover another one moved up until they do not."""
    placed: list[_Label] = []
    for label in sorted(labels, key=lambda one: one.spot[1] + one.up):
        while any(_cover(label, other) for other in placed):
            label.up += 2.0
        placed.append(label)
    return placed


def _cover(one: _Label, other: _Label) -> bool:
    left, right, bottom, top = one.box
    left2, right2, bottom2, top2 = other.box
    return left < right2 and left2 < right and bottom < top2 and bottom2 < top


def _legend(fig: Figure, qualifiers: Sequence[str] | pd.Series) -> None:
    """What the marks mean, only for those that are drawn and are not plain figures."""
    entries: dict[str, Line2D] = {}
    for qualifier in dict.fromkeys(qualifiers):
        marker, filled, words = MARKS[qualifier]
        if qualifier != "exact":
            face = palette.OTHERS if filled else palette.PAPER
            entries[words] = Line2D([], [], marker=marker, linestyle="none", markerfacecolor=face,
                                    markeredgecolor=palette.OTHERS)  # fmt: skip
    if entries:
        fig.legend(list(entries.values()), list(entries), loc="outside lower left",
                   ncols=len(entries))  # fmt: skip
