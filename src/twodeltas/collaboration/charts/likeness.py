"""How alike the two models are, lever by lever: at least and at most, whatever is not known."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from twodeltas.shared import palette
from walkback.show import theme
from walkback.values.number_format import plain

ROW = 0.42  # inches a lever
BEYOND = 1.25  # inches of axis and legend
ABOVE = 0.17  # how far either interval stands from the middle of its row
WIDE, THIN = 6.0, 1.6  # points


def likeness(found: pd.DataFrame, levers: Mapping[str, str]) -> Figure:
    """Two intervals a lever: instruments that both have, and all instruments of either.

    Args:
        found: What `twodeltas.collaboration.similarity.by_lever` returned.
        levers: Names of the levers by code.
    """
    with plt.rc_context(theme.style()):
        fig, ax = plt.subplots(figsize=(palette.WIDTH, ROW * len(found) + BEYOND))
        for y, row in enumerate(found.itertuples()):
            _both(ax, y - ABOVE, float(str(row.both_low)), float(str(row.both_high)))
            _all(ax, y + ABOVE, float(str(row.low)), float(str(row.high)))
            ax.text(1.03, y, f"{row.shared} of {row.instruments}", va="center", fontsize=9)
        ax.text(1.03, -0.75, "In both", va="center", fontsize=9, fontweight="bold")
        _frame(ax, [levers[str(code)] for code in found.index])
        fig.legend(handles=_legend(), loc="outside lower center", ncols=2)
    return fig


def _both(ax: Axes, y: float, low: float, high: float) -> None:
    if pd.isna(low):
        ax.text(0.01, y, "none in both", va="center", fontsize=9, color=palette.OTHERS)
        return
    ax.plot([low, high], [y, y], color=palette.THIRD, linewidth=WIDE, solid_capstyle="butt")
    for x, side in ((low, "right"), (high, "left")):
        gap = -0.012 if side == "right" else 0.012
        ax.text(x + gap, y, plain(100 * float(x), 0), ha=side, va="center", fontsize=9,
                color=palette.THIRD_TEXT)  # fmt: skip


def _all(ax: Axes, y: float, low: float, high: float) -> None:
    ax.plot([low, high], [y, y], color=palette.OTHERS, linewidth=THIN, marker="|", markersize=7)


def _frame(ax: Axes, names: list[str]) -> None:
    ax.set_xlim(0, 1)
    ax.set_ylim(len(names) - 0.5, -0.5)
    ax.set_yticks(range(len(names)), names, fontweight="bold")
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25", "50", "75", "100 %"])
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="x")
    for y in range(1, len(names)):
        ax.axhline(y - 0.5, color=palette.RULE, linewidth=0.6)


def _legend() -> list[Line2D]:
    return [
        Line2D([], [], color=palette.THIRD, linewidth=WIDE, label="Instruments that both have"),
        Line2D([], [], color=palette.OTHERS, linewidth=THIN, marker="|", markersize=7,
               label="All instruments of either"),
    ]  # fmt: skip
