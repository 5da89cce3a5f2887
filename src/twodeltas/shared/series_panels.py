"""Small multiples of series over time, with bounds drawn as bounds and breaks left open."""

import math
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, MaxNLocator

from twodeltas.shared import palette
from twodeltas.shared.point_labels import LETTER, LINE, Label, apart
from walkback.show import theme
from walkback.values.number_format import NumberFormat

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
BOUNDS = {"over", "at_least", "nearly", "up_to"}
WORDED = BOUNDS | {"about"}  # said beside the point; the legend says the rest
ROOM = 0.5  # share of the span of years that a name needs at the right
NAME = 17  # letters a line of a name
CROWDED = 7  # with more points than this only the ends are labelled


def series_panels(
    numbers: NumberFormat,
    points: pd.DataFrame,
    titles: Mapping[str, str],
    columns: int = 2,
    height: float = 2.35,
    *,
    one_scale: bool = False,
    closed: tuple[float, float] | None = None,
) -> Figure:
    """One panel a measure; points of one segment are joined, others are not.

    A line between points of which one is a bound is dashed.

    Args:
        numbers: How the figures beside the points read.
        points: `panel, series, segment, year, value, unit, qualifier, colour`, one row a point.
            `year` is a decimal year; `segment` joins points that may be compared (empty: alone);
            `colour` is a key of `COLOURS`; `series` names the line at its last point, empty for none;
            `note`, which may be left out, stands beside a single point.
        titles: The heading of each panel, in the order of drawing.
        columns: How many panels stand side by side.
        height: Inches a panel.
        one_scale: Whether all panels reach to the same height, so that they can be compared.
        closed: From which to which decimal year a border was closed; a band in each panel whose
            points reach into these years or past them.
    """
    panels = [p for p in titles if p in set(points["panel"])]
    rows = math.ceil(len(panels) / columns)
    highest = float(points["value"].max()) if one_scale else 0.0
    points = points.assign(text=[_text(p, numbers) for p in points.to_dict("records")])
    size = (72 * (palette.WIDTH / columns - 0.7), 72 * (height - 0.7))
    with plt.rc_context(theme.style()):
        fig, axes = plt.subplots(
            rows, columns, squeeze=False, figsize=(palette.WIDTH, height * rows + 0.35)
        )
        for ax, panel in zip(axes.flat, panels, strict=False):
            own = points[points["panel"] == panel]
            _panel(ax, own, titles[panel], size, highest)
            if closed and _reaches(own["year"], closed):
                ax.axvspan(*closed, color=palette.OTHERS, alpha=0.18, linewidth=0, zorder=0)
        for ax in list(axes.flat)[len(panels) :]:
            ax.set_visible(False)
        _legend(fig, points["qualifier"])
    return fig


def _reaches(years: pd.Series, closed: tuple[float, float]) -> bool:
    """Whether points lie in a span of years, or on both sides of it."""
    return bool(years.min() <= closed[1] and years.max() >= closed[0])


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
                clip_on=False, markerfacecolor=colour if filled else palette.PAPER)  # fmt: skip
    alone = points["segment"] == ""
    groups = [group for _, group in points[~alone].groupby(["series", "segment"], sort=False)]
    groups += [group for _, group in points[alone].groupby(level=0, sort=False)]
    labels = [
        label
        for group in groups
        for label in _labels_of(group.sort_values("year"), len(points) > CROWDED, ax, size)
    ]
    for label in apart(labels):
        label.draw(ax)


def _axes(ax: Axes, points: pd.DataFrame, width: float, highest: float) -> None:
    """Limits and ticks: from zero, with room for the first figure and for the names of the lines."""
    top, unit = points["value"].max(), str(points["unit"].iloc[0])
    first, last = points["year"].min(), points["year"].max()
    span = max(last - first, 1.0)
    letters = len(points.sort_values("year").iloc[0]["text"])
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


def _labels_of(
    series: pd.DataFrame, crowded: bool, ax: Axes, size: tuple[float, float]
) -> list[Label]:
    """The labels of one line: its figures, and its name beside the last one."""
    labels: list[Label] = []
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
        label = Label(point["text"], point["year"], point["value"], at, COLOURS[point["colour"]][1])
        if final and point["series"]:
            name = textwrap.fill(str(point["series"]), NAME)
            label.text += f"\n{name}"
            label.side, label.right, label.up = "left", 8, 0
        elif point.get("note"):
            label.text += f" {point['note']}"
            label.right, label.up = -14, 16
            label.leader = {"arrowstyle": "-", "color": palette.OTHERS, "linewidth": 0.7,
                            "shrinkB": 4, "relpos": (1, 0.5)}  # fmt: skip
        elif first and point["series"] and point["year"] == earliest:
            label.right, label.up = -7, 0
        labels.append(label)
    return labels


def _text(point: Mapping[Any, Any], numbers: NumberFormat) -> str:
    """The figure of a point with the word that its source puts before it."""
    number = numbers.figure(point["value"], str(point["unit"] or ""), None)
    qualifier = str(point["qualifier"])
    return numbers.qualified(number, qualifier) if qualifier in WORDED else number


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
