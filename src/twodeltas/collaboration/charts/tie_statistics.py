"""Charts of reported ties: what missing ties would change, and who stands between others."""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from twodeltas.collaboration.ei_index import Mixing
from twodeltas.shared import palette
from walkback.show import theme
from walkback.values.number_format import ends, plain

MARKS = ("o", "s")  # of the two clusters
CHANCE = 1.5  # rows that the distribution by chance takes
LABEL = 46  # letters of a line of a name


def mixing(
    found: Mapping[str, Mixing],
    bands: pd.DataFrame,
    names: Mapping[str, str],
    rows: Mapping[str, str],
) -> Figure:
    """The E-I index of each cluster: as listed, with ties missing, and as chance would have it.

    Args:
        found: For each cluster how its ties cross; the order gives the colours.
        bands: One row a cluster and case: `cluster, case, low, middle, high, supposed`; a missing
            middle is drawn as a band alone, what is supposed as a hollow mark.
        names: Headings by cluster.
        rows: The words of each case, from the top.
    """
    with plt.rc_context(theme.style()):
        fig, axes = plt.subplots(
            1, len(found), sharey=True, figsize=(palette.WIDTH, 0.36 * (len(rows) + CHANCE) + 1.0)
        )
        for place, (ax, (cluster, one)) in enumerate(zip(axes, found.items(), strict=True)):
            own = bands[bands["cluster"] == cluster].set_index("case").loc[list(rows)]
            for y, row in enumerate(own.to_dict("records")):
                _band(ax, row, y, place)
            _chance(ax, one, len(rows))
            ax.set_title(names[cluster], color=palette.PAIR_TEXT[place])
            _index_axis(ax)
        floor = len(rows) + CHANCE - 0.6
        axes[0].set_yticks(
            [*range(len(rows)), floor - 0.35], [*rows.values(), "Cities dealt out\nat random"]
        )
        axes[0].set_ylim(floor, -0.6)
    return fig


def _band(ax: Axes, row: Mapping[str, float], y: float, place: int) -> None:
    """A band with its middle, and the numbers at the left edge."""
    colour, point = palette.PAIR[place], row["low"] == row["high"]
    if not point:
        ax.plot([row["low"], row["high"]], [y, y], color=colour, linewidth=7, alpha=0.45,
                solid_capstyle="butt")  # fmt: skip
    if point or not np.isnan(row["middle"]):
        face = palette.PAPER if row["supposed"] else colour
        ax.plot(row["low"] if point else row["middle"], y, MARKS[place], markersize=7,
                markerfacecolor=face, markeredgecolor=colour)  # fmt: skip
    text = plain(row["low"], 2) if point else " to ".join(ends(row["low"], row["high"], 2))
    ax.text(-0.97, y, text, ha="left", va="center", fontsize=9)


def _chance(ax: Axes, one: Mixing, top: int) -> None:
    """How often random relabellings give each value, with their mean."""
    ties = one.across + one.inside
    values, counts = np.unique(np.round((one.drawn + 1) / 2 * ties), return_counts=True)
    floor = top + CHANCE - 0.6
    ax.bar(2 * values / ties - 1, -counts / counts.max() * 0.9, width=2 / ties, bottom=floor,
           color=palette.PALE, edgecolor=palette.OTHERS, linewidth=0.4)  # fmt: skip
    ax.axvline(one.expected, color=palette.OTHERS, linewidth=1, linestyle=(0, (4, 3)), zorder=0)
    ax.annotate(f"mean {plain(one.expected, 2)}", (one.expected, floor - 0.95),
                xytext=(-5, 2), textcoords="offset points", ha="right", fontsize=9,
                bbox={"facecolor": palette.PAPER, "edgecolor": "none", "pad": 0.8})  # fmt: skip


def _index_axis(ax: Axes) -> None:
    ax.set_xlim(-1, 1.08)
    ticks = {-1.0: "−1\nall inside", 0.0: "0\nhalf and half", 1.0: "1\nall across"}
    ax.set_xticks(list(ticks), list(ticks.values()))
    ends = ax.get_xticklabels()
    ends[0].set_horizontalalignment("left")
    ends[-1].set_horizontalalignment("right")
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.grid(axis="x")


def brokers(
    rows: pd.DataFrame, roles: Mapping[str, str], pair: Sequence[str], names: Mapping[str, str]
) -> Figure:
    """How often each organisation stands between two that no tie joins: a panel a role.

    Args:
        rows: One row an organisation: `name, cluster` and a count for each role; in order.
        roles: The columns to draw, with their headings.
        pair: The two clusters, the upper and the lower block.
        names: Their names.
    """
    places, heads = _blocks(rows, pair)
    written = [_two_lines(str(name)) for name in rows["name"]]
    row_height = 0.4 if any("\n" in name for name in written) else 0.27
    top = rows[list(roles)].to_numpy().max()
    with plt.rc_context(theme.style()):
        fig, axes = plt.subplots(
            1, len(roles), sharey=True, squeeze=False,
            figsize=(palette.WIDTH, row_height * (len(rows) + 2.5) + 0.7),
        )  # fmt: skip
        for ax, (role, title) in zip(axes[0], roles.items(), strict=True):
            for y, row in zip(places, rows.to_dict("records"), strict=True):
                _count(ax, float(row[role]), y, list(pair).index(row["cluster"]))
            ax.set_title(title, fontsize=9.5, pad=6)
            ax.set_xlim(0, top * 1.28)
            ax.set_xticks([])
            ax.spines["bottom"].set_visible(False)
            ax.tick_params(axis="y", length=0)
        labels = [*written, *(names[c] for c in heads)]
        axes[0][0].set_yticks([*places, *heads.values()], labels)
        axes[0][0].set_ylim(max(places) + 0.6, -0.6)
        for tick, cluster in zip(axes[0][0].get_yticklabels()[len(rows) :], heads, strict=True):
            tick.set_color(palette.PAIR_TEXT[list(pair).index(cluster)])
            tick.set_fontweight("bold")
    return fig


def _blocks(rows: pd.DataFrame, pair: Sequence[str]) -> tuple[list[float], dict[str, float]]:
    """The height of every row and of the heading above each cluster."""
    places: list[float] = []
    heads: dict[str, float] = {}
    y = 0.0
    for cluster in pair:
        heads[cluster] = y
        for _ in range(int((rows["cluster"] == cluster).sum())):
            y += 1
            places.append(y)
        y += 1.2
    return places, heads


def _count(ax: Axes, count: float, y: float, place: int) -> None:
    """A dot at the count with the number beside it; a zero is a number alone."""
    if count:
        ax.plot([0, count], [y, y], color=palette.PALE, linewidth=2, zorder=1)
        ax.plot(count, y, MARKS[place], color=palette.PAIR[place], markersize=7, zorder=2,
                clip_on=False)  # fmt: skip
    ink, gap = (palette.INK, 7) if count else (palette.OTHERS, 3)
    ax.annotate(plain(float(count), 0), (count, y), xytext=(gap, 0), textcoords="offset points",
                ha="left", va="center", fontsize=9, color=ink)  # fmt: skip


def _two_lines(name: str) -> str:
    """A long name in two lines, broken at the space nearest its middle."""
    breaks = [i for i, letter in enumerate(name) if letter == " "]
    if len(name) <= LABEL or not breaks:
        return name
    at = min(breaks, key=lambda i: abs(i - len(name) / 2))
    return f"{name[:at]}\n{name[at + 1 :]}"
