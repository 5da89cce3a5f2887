"""The weight map: for which weightings of the metrics each of two clusters is ahead."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import matplotlib.pyplot as plt
import mpltern  # noqa: F401 - registers the projection
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from twodeltas.metrics.names import METRIC_NAMES
from twodeltas.metrics.simplex import centre, size
from twodeltas.metrics.triangle import Triangle
from twodeltas.shared import palette
from walkback.errors import AnalysisError
from walkback.show import theme
from walkback.values.number_format import percent

SHOWN = 0.06  # a smaller share of all weightings gets no label inside


def weight_map(
    triangles: Sequence[Triangle],
    pair_names: Sequence[str],
    names: Mapping[str, str] = METRIC_NAMES,
) -> Figure:
    """One panel a scale: the weightings for which each cluster is ahead, and those left open.

    With three metrics a triangle, every corner one metric with all the weight; with two a bar.

    Args:
        triangles: What `twodeltas.metrics.triangle.triangle` returned, for the same metrics.
        pair_names: Short names of the two clusters.
        names: Names of the metrics.

    Raises:
        AnalysisError: If there is nothing to draw: no panel, or a single metric.
    """
    if not triangles or len(triangles[0].metrics) < 2:
        raise AnalysisError("A weight map needs two or three metrics; with one there is no weight.")
    with plt.rc_context(theme.style()):
        draw = _bars if len(triangles[0].metrics) == 2 else _triangles
        return draw(triangles, pair_names, names)


def _triangles(
    triangles: Sequence[Triangle], pair_names: Sequence[str], names: Mapping[str, str]
) -> Figure:
    """Panels side by side, measured in inches: title, triangle with named corners, result."""
    wide = palette.WIDTH / max(2, len(triangles))
    side = wide - 0.44
    height = side * np.sqrt(3) / 2
    tall = height + 1.5
    fig = plt.figure(figsize=(palette.WIDTH, tall), layout="none")
    left = (palette.WIDTH - wide * len(triangles)) / 2
    for i, found in enumerate(triangles):
        x = left + i * wide
        place = ((x + 0.22) / palette.WIDTH, 0.9 / tall, side / palette.WIDTH, height / tall)
        ax = fig.add_axes(place, projection="ternary")
        _panel(ax, found, pair_names)
        _corners(ax, [names[m] for m in found.metrics])
        if i == 0:
            ax.text(0.44, 0.28, 0.28, "equal weights", ha="center", va="center", fontsize=9,
                    zorder=6)  # fmt: skip
        middle = (x + wide / 2) / palette.WIDTH
        fig.text(middle, 1, _capital(found.scale), ha="center", va="top", fontsize=10.5,
                 fontweight="bold")  # fmt: skip
        fig.text(middle, 0.0, _result(found, pair_names), ha="center", va="bottom", fontsize=9,
                 linespacing=1.15)  # fmt: skip
    return fig


def _panel(ax: Axes, found: Triangle, pair_names: Sequence[str]) -> None:
    """The two regions, the band between them, the star at equal weights."""
    everything = np.eye(3)
    ax.fill(*everything.T, facecolor=palette.PAPER, edgecolor=palette.INK, linewidth=0.8, zorder=1)
    ax.fill(*everything.T, facecolor="none", edgecolor=palette.PALE, hatch="....", linewidth=0,
            zorder=1)  # fmt: skip
    for i, region in enumerate((found.first, found.second)):
        if size(region) <= 1e-6:
            continue
        ax.fill(*region.T, facecolor=palette.PAPER, edgecolor="none", zorder=2)
        ax.fill(*region.T, facecolor=palette.PAIR[i], edgecolor="none", alpha=0.28, zorder=2)
        if i == 1:
            ax.fill(*region.T, facecolor="none", edgecolor=palette.SECOND, hatch="////",
                    linewidth=0, zorder=2)  # fmt: skip
        _borders(ax, region, dashed=found.open_share > 0.002)
        if size(region) > SHOWN:
            _inside(ax, region, pair_names[i], palette.PAIR_TEXT[i])
    ax.set_tlim(0, 1)
    ax.set_llim(0, 1)
    ax.set_rlim(0, 1)
    ax.plot([1 / 3], [1 / 3], [1 / 3], marker="*", markersize=11, color=palette.INK, zorder=6,
            markeredgecolor=palette.PAPER, markeredgewidth=0.8)  # fmt: skip
    for axis in (ax.taxis, ax.laxis, ax.raxis):
        axis.set_ticks([])
    ax.grid(visible=False)


def _borders(ax: Axes, region: np.ndarray, *, dashed: bool) -> None:
    """The sides of a region that are not sides of the triangle."""
    style = (0, (4, 2)) if dashed else "-"
    for a, b in pairwise([*region, region[0]]):
        if not ((a < 1e-9) & (b < 1e-9)).any():
            ax.plot(
                *np.array([a, b]).T, color=palette.INK, linewidth=1.2, linestyle=style, zorder=4
            )


def _inside(ax: Axes, region: np.ndarray, text: str, colour: str) -> None:
    """A label in a region, away from the star in the middle of the triangle."""
    away = region[np.argmax(np.abs(region - 1 / 3).sum(axis=1))]
    ax.text(*(0.65 * centre(region) + 0.35 * away), text, ha="center", va="center", fontsize=9.5,
            color=colour, fontweight="bold", zorder=5,
            bbox={"facecolor": palette.PAPER, "edgecolor": "none", "pad": 1.0, "alpha": 0.8})  # fmt: skip


def _corners(ax: Axes, names: Sequence[str]) -> None:
    """The metric that has all the weight, at each corner."""
    places = [(1.04, -0.02, -0.02), (-0.05, 1.07, -0.02), (-0.05, -0.02, 1.07)]
    aligned = [("center", "bottom"), ("left", "top"), ("right", "top")]
    for place, name, (side, end) in zip(places, names, aligned, strict=True):
        ax.text(*place, name, ha=side, va=end, fontsize=9, clip_on=False)


def _result(found: Triangle, pair_names: Sequence[str]) -> str:
    """The shares of all weightings, in up to three lines."""
    first, second = found.share[0], 1 - found.share[1]
    lines = [
        f"{pair_names[0]} ahead: {_percent(first)}",
        f"{pair_names[1]} ahead: {_percent(second)}",
    ]
    return "\n".join([*lines, f"open: {_percent(found.open_share)}"])


def _percent(share: float) -> str:
    if 0 < share < 0.0005:
        return "under 0.1%"
    return percent(share, 1)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _bars(
    triangles: Sequence[Triangle], pair_names: Sequence[str], names: Mapping[str, str]
) -> Figure:
    """With two metrics: one bar a scale, from no weight to all the weight on the first metric."""
    fig, ax = plt.subplots(figsize=(palette.WIDTH, 0.62 * len(triangles) + 1.0))
    for y, found in enumerate(triangles):
        ax.barh(
            y,
            1,
            color=palette.PAPER,
            edgecolor=palette.INK,
            height=0.5,
            hatch="....",
            linewidth=0.8,
        )
        for i, region in enumerate((found.first, found.second)):
            if size(region) > 1e-6:
                _stretch(ax, region, y, i, pair_names[i])
        ax.plot(
            0.5, y, "*", color=palette.INK, markersize=11, markeredgecolor=palette.PAPER, zorder=6
        )
    ax.set_yticks(range(len(triangles)), [_capital(t.scale) for t in triangles])
    ax.set_ylim(len(triangles) - 0.5, -0.5)
    ax.set_xlim(0, 1)
    ax.set_xticks(np.linspace(0, 1, 6), [percent(x) for x in np.linspace(0, 1, 6)])
    first, second = (names[m] for m in triangles[0].metrics)
    ax.set_xlabel(f"Weight of {first} (the rest goes to {second}); ★ equal weights")
    ax.tick_params(axis="y", length=0)
    return fig


def _stretch(ax: Axes, region: np.ndarray, y: int, i: int, name: str) -> None:
    left, width = region[:, 0].min(), size(region)
    ax.barh(y, width, left=left, color=palette.PAPER, height=0.5, linewidth=0, zorder=2)
    ax.barh(
        y, width, left=left, color=palette.PAIR[i], alpha=0.28, height=0.5, linewidth=0, zorder=2
    )
    if i == 1:
        ax.barh(y, width, left=left, color="none", edgecolor=palette.SECOND, hatch="////", height=0.5,
                linewidth=0, zorder=2)  # fmt: skip
    ax.barh(
        y,
        width,
        left=left,
        color="none",
        edgecolor=palette.INK,
        height=0.5,
        linewidth=0.8,
        zorder=3,
    )
    text = f"{name} {_percent(width)}"
    if width < 0.25:
        ax.annotate(text, (left, y - 0.25), xytext=(1, 3), textcoords="offset points", va="bottom",
                    fontsize=9, color=palette.PAIR_TEXT[i], fontweight="bold", zorder=5)  # fmt: skip
        return
    middle = left + width / 2
    if left < 0.5 < left + width:  # beside the star, on the wider side
        middle = (left + 0.5) / 2 if 0.5 - left > left + width - 0.5 else (0.5 + left + width) / 2
    ax.text(middle, y, text, ha="center", va="center", fontsize=9, fontweight="bold", zorder=5,
            color=palette.PAIR_TEXT[i],
            bbox={"facecolor": palette.PAPER, "edgecolor": "none", "pad": 1.0, "alpha": 0.8})  # fmt: skip
