"""Which advice is at the top whatever the weights: places and tiers of the options."""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from twodeltas.recommendations.words import TIER_NAMES
from twodeltas.shared import palette
from walkback.show import theme

MARKS = {
    "strong": ("o", palette.INK),
    "go and measure": ("s", palette.PALE),
    "conditional": ("o", palette.PALE),
    "test first": ("D", palette.PAPER),
    "yardstick": ("X", palette.PAPER),
}
ORDER = tuple(TIER_NAMES)


def tiers(table: pd.DataFrame, names: Mapping[str, str]) -> Figure:
    """The interval of places of every option among those of its cluster, by tier.

    Args:
        table: By action: `cluster, short, wording, tier, low, median, high`.
        names: Names by cluster id, in the order of the panels.
    """
    sizes = [int((table["cluster"] == cluster).sum()) for cluster in names]
    with plt.rc_context(theme.style()):
        fig, axes = plt.subplots(
            len(names), 1, figsize=(palette.WIDTH, 0.29 * sum(sizes) + 0.5 * len(names) + 0.75),
            height_ratios=sizes, sharex=True, squeeze=False,
        )  # fmt: skip
        for ax, (cluster, name) in zip(axes[:, 0], names.items(), strict=True):
            _panel(ax, sorted_by_tier(table[table["cluster"] == cluster]), name)
        last = axes[-1, 0]
        last.set_xticks(range(1, max(sizes) + 1))
        last.set_xlabel("Place among the options of the cluster, first at the left")
        marks = [
            Line2D([], [], marker=m, markerfacecolor=face, markeredgecolor=palette.INK, linewidth=0,
                   markersize=7)
            for m, face in MARKS.values()
        ]  # fmt: skip
        words = [*list(MARKS)[:-1], "things as they are"]
        fig.legend(marks, words, loc="outside upper left", ncols=5)
    return fig


def sorted_by_tier(table: pd.DataFrame) -> pd.DataFrame:
    """The options by tier; within a tier in the order of the table, which is no rank."""
    return table.sort_values("tier", key=lambda tier: tier.map(ORDER.index), kind="stable")


def _panel(ax: Axes, rows: pd.DataFrame, name: str) -> None:
    last = None
    for y, row in enumerate(rows.to_dict("records")):
        marker, face = MARKS[row["wording"]]
        ax.plot([row["low"], row["high"]], [y, y], color=palette.OTHERS, linewidth=3.5, alpha=0.55,
                solid_capstyle="butt", zorder=2)  # fmt: skip
        ax.plot(row["median"], y, marker, markersize=8, markerfacecolor=face, zorder=3,
                markeredgecolor=palette.INK)  # fmt: skip
        if row["tier"] != last:
            if y:
                ax.axhline(y - 0.5, color=palette.OTHERS, linewidth=0.8, xmin=-0.6, clip_on=False)
            ax.annotate(TIER_NAMES[row["tier"]], (1, y), xycoords=("axes fraction", "data"),
                        xytext=(10, 0), textcoords="offset points", va="center", fontsize=9)  # fmt: skip
        last = row["tier"]
    ax.set_yticks(range(len(rows)), rows["short"])
    ax.set_ylim(len(rows) - 0.5, -0.5)
    ax.set_xlim(0.6, 7.4)
    ax.set_title(name)
    ax.grid(axis="x")
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
