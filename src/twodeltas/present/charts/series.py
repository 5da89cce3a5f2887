"""Small multiples of series over time, with bounds drawn as bounds and breaks left open."""

import math
from collections.abc import Mapping, Sequence

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
    "third": (palette.THIRD, "#00664B"),
    "fourth": (palette.FOURTH, "#8F3F6D"),
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


def series_panels(
    points: pd.DataFrame, titles: Mapping[str, str], columns: int = 2, height: float = 2.35
) -> Figure:
    """One panel a measure; points of one segment are joined, others are not.

    Args:
        points: `panel, series, segment, year, value, unit, qualifier, colour`, one row a point.
            `year` is a decimal year; `segment` joins points that may be compared (empty: alone);
            `colour` is a key of `COLOURS`; `series` names the line at its last point, empty for none.
        titles: The heading of each panel, in the order of drawing.
        columns: How many panels stand side by side.
        height: Inches a panel.
    """
    panels = [p for p in titles if p in set(points["panel"])]
    rows = math.ceil(len(panels) / columns)
    with plt.rc_context(palette.style()):
        fig, axes = plt.subplots(
            rows, columns, squeeze=False, figsize=(palette.WIDTH, height * rows + 0.35)
        )
        for ax, panel in zip(axes.flat, panels, strict=False):
            _panel(ax, points[points["panel"] == panel], titles[panel])
        for ax in list(axes.flat)[len(panels) :]:
            ax.set_visible(False)
        _legend(fig, points["qualifier"])
    return fig


def _panel(ax: Axes, points: pd.DataFrame, title: str) -> None:
    ax.set_title(title, fontsize=9.5)
    for key, group in points.groupby(["series", "segment"], sort=False):
        if key[1]:
            ordered = group.sort_values("year")
            ax.plot(ordered["year"], ordered["value"], color=COLOURS[group["colour"].iloc[0]][0],
                    linewidth=1.6, zorder=1)  # fmt: skip
    crowded = len(points) > 7
    for _, series in points.groupby("series", sort=False):
        ordered = series.sort_values("year").reset_index(drop=True)
        for i, point in ordered.iterrows():
            _mark(ax, point, labelled=not crowded or i in (0, len(ordered) - 1))
        if str(ordered["series"].iloc[0]):
            _name(ax, ordered)
    top = points["value"].max()
    ax.set_ylim(0, top * 1.28)
    years = points["year"]
    margin = max(0.4, 0.09 * (years.max() - years.min()))
    ax.set_xlim(years.min() - margin, years.max() + margin * 1.6)
    ax.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:.0f}"))
    unit = str(points["unit"].iloc[0])
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


def _mark(ax: Axes, point: pd.Series, *, labelled: bool) -> None:
    colour, text = COLOURS[point["colour"]]
    marker, filled, _ = MARKS[point["qualifier"]]
    ax.plot(point["year"], point["value"], marker, color=colour, markersize=6.5, zorder=2,
            markerfacecolor=colour if filled else palette.PAPER)  # fmt: skip
    if labelled:
        ax.annotate(figure(point["value"], point["unit"], None), (point["year"], point["value"]),
                    xytext=(0, 7), textcoords="offset points", ha="center", fontsize=9,
                    color=text)  # fmt: skip


def _name(ax: Axes, series: pd.DataFrame) -> None:
    """The name of a series below its last point."""
    last = series.iloc[-1]
    ax.annotate(last["series"], (last["year"], last["value"]), xytext=(4, -13), fontsize=9,
                ha="right", textcoords="offset points", color=COLOURS[last["colour"]][1])  # fmt: skip


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


def decimal_year(as_of: str) -> float:
    """The middle of an ISO year, month, day or interval as a decimal year.

    Raises:
        ValueError: If it is none of these.
    """
    if "/" in as_of:
        first, last = as_of.split("/")
        return (decimal_year(first) + decimal_year(last)) / 2
    parts = [int(part) for part in as_of.split("-")]
    if len(parts) == 1:
        return parts[0] + 0.5
    day = parts[2] - 1 if len(parts) == 3 else 15
    return parts[0] + (parts[1] - 1) / 12 + day / 365.25
