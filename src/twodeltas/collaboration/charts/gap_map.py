"""Evidence-and-gap map: how many independent items there are in each cell, and which cells are empty."""

from collections.abc import Mapping, Sequence
from itertools import groupby

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from twodeltas.shared import palette
from twodeltas.shared.coding import STEPS
from walkback.show import theme

ROW = 0.29  # inches a row
BEYOND = 2.1  # inches of heads and legend
LEVER_X, MECHANISM_X = -1.82, -0.62  # where the names of a row stand, in columns
SIDE = 0.23  # how far from the middle of a cell each cluster's mark stands
SHAPES = ("o", "s")
SIZES = (120.0, 330.0)  # points² of one item and of the most


def gap_map(
    cells: pd.DataFrame, levers: Mapping[str, str], mechanisms: Mapping[str, str],
    steps: Mapping[str, str], names: Mapping[str, str],
) -> Figure:  # fmt: skip
    """One row a lever and mechanism, one column a step, both clusters in each cell.

    Args:
        cells: What `analysis.gap_map.cells` returned.
        levers: Names of the levers by code.
        mechanisms: Names of the mechanisms.
        steps: Names of the steps.
        names: Short names of the two clusters by id, the first one first.
    """
    rows = list(dict.fromkeys(zip(cells["lever"], cells["mechanism"], strict=True)))
    place = {row: y for y, row in enumerate(rows)}
    most = max(int(cells["items"].max()), 2)
    with plt.rc_context(theme.style()):
        fig, ax = plt.subplots(figsize=(palette.WIDTH, ROW * len(rows) + BEYOND))
        for cell in cells.itertuples():
            side = list(names).index(str(cell.cluster))
            x = STEPS.index(str(cell.step)) + (SIDE if side else -SIDE)
            y = place[(str(cell.lever), str(cell.mechanism))]
            _draw_cell(ax, x, y, int(str(cell.items)), cell.confidence, side, most)
        _rows(ax, rows, levers, mechanisms)
        _frame(ax, len(rows), [steps[s] for s in STEPS])
        _legend(fig, list(names.values()))
    return fig


def _draw_cell(
    ax: Axes, x: float, y: float, items: int, confidence: object, side: int, most: int
) -> None:
    if not items:
        ax.add_patch(
            Rectangle((x - SIDE, y - 0.5), 2 * SIDE, 1, facecolor="none", edgecolor=palette.RULE,
                      hatch="//////", linewidth=0)
        )  # fmt: skip
        return
    size = SIZES[0] + (SIZES[1] - SIZES[0]) * (items - 1) / (most - 1)
    _mark(ax, x, y, size, str(confidence), side)
    ink = palette.PAPER if confidence == "high" else palette.INK
    ax.text(x, y + 0.03, str(items), ha="center", va="center", fontsize=9, color=ink, zorder=4)


def _mark(ax: Axes, x: float, y: float, size: float, confidence: str, side: int) -> None:
    colour = palette.PAIR_TEXT[side]
    fill = {"high": colour, "medium": palette.PAIR_PALE[side], "low": palette.PAPER}[confidence]
    ax.scatter([x], [y], s=size, marker=SHAPES[side], facecolors=fill, edgecolors=colour, zorder=3,
               linewidths=1.1, linestyles="dashed" if confidence == "low" else "solid")  # fmt: skip


def _rows(
    ax: Axes,
    rows: Sequence[tuple[str, str]],
    levers: Mapping[str, str],
    mechanisms: Mapping[str, str],
) -> None:
    top = 0
    for lever, group in groupby(rows, key=lambda row: row[0]):
        names = [mechanisms[mechanism] for _, mechanism in group]
        ax.text(LEVER_X, top, levers[lever], ha="left", va="center", fontweight="bold")
        for y, name in enumerate(names, top):
            ax.text(MECHANISM_X, y, name, ha="right", va="center", fontsize=9)
        top += len(names)
        if top < len(rows):
            ax.plot(
                [LEVER_X, len(STEPS) - 0.5], [top - 0.5] * 2, color=palette.OTHERS, linewidth=0.8
            )


def _frame(ax: Axes, rows: int, steps: Sequence[str]) -> None:
    ax.set_xlim(LEVER_X, len(STEPS) - 0.5)
    ax.set_ylim(rows - 0.5, -0.5)
    ax.set_xticks(range(len(STEPS)), steps, fontweight="bold")
    ax.xaxis.tick_top()
    ax.set_yticks([])
    ax.tick_params(length=0)
    for edge in range(len(STEPS)):
        ax.plot([edge - 0.5] * 2, [-0.5, rows - 0.5], color=palette.RULE, linewidth=0.8, zorder=1)
    for spine in ax.spines.values():
        spine.set_visible(False)


def _legend(fig: Figure, names: Sequence[str]) -> None:
    marks = [
        Line2D([], [], linestyle="none", marker=SHAPES[side], markersize=9, label=name,
               markerfacecolor=palette.PAIR_TEXT[side], markeredgecolor=palette.PAIR_TEXT[side])
        for side, name in enumerate(names)
    ]  # fmt: skip
    fills = {
        "High confidence": palette.OTHERS,
        "Medium confidence": palette.RULE,
        "Low confidence (dashed)": palette.PAPER,
    }
    rings = [
        Line2D([], [], linestyle="none", marker="o", markersize=9, label=word,
               markerfacecolor=fill, markeredgecolor=palette.OTHERS)
        for word, fill in fills.items()
    ]  # fmt: skip
    empty = Rectangle((0, 0), 1, 1, facecolor="none", edgecolor=palette.OTHERS, hatch="//////",
                      linewidth=0, label="No item found")  # fmt: skip
    fig.legend(handles=[*marks, *rings, empty], loc="outside lower center", ncols=3)
