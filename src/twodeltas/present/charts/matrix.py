"""Matrices of counts: every cell shows its number, an empty cell is drawn as empty."""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, Normalize
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from twodeltas.present import palette

DARK = 0.55  # share of the darkest count above which the number is white
CELL = 0.27  # inches a row


def coverage(
    counts: Mapping[str, pd.DataFrame], titles: Mapping[str, str], highlighted: Mapping[str, str]
) -> Figure:
    """Two matrices beside each other with the same rows, and the sum of each row.

    Args:
        counts: For each cluster the counts; the rows are the same, index and columns are labels.
        titles: The heading of each matrix.
        highlighted: For each cluster the column with a bold head and frame.
    """
    first = next(iter(counts.values()))
    widths = [table.shape[1] + 1 for table in counts.values()]
    with plt.rc_context(palette.style()):
        fig, axes = plt.subplots(
            1, len(counts), sharey=True, width_ratios=widths,
            figsize=(palette.WIDTH, CELL * len(first) + 1.1),
        )  # fmt: skip
        for place, (ax, (cluster, table)) in enumerate(zip(axes, counts.items(), strict=True)):
            top = max(int(t.to_numpy().max()) for t in counts.values())
            _cells(ax, table, palette.PAIR_TEXT[place], top)
            _sums(ax, table)
            _frame(ax, table, list(table.columns).index(highlighted[cluster]))
            ax.set_title(titles[cluster], color=palette.PAIR_TEXT[place], pad=10)
    return fig


def city_pairs(
    counts: Mapping[str, pd.DataFrame], titles: Mapping[str, str], named: Mapping[str, int]
) -> Figure:
    """Ties by pair of places, one matrix a cluster.

    Args:
        counts: For each cluster the counts; index and columns are labels of places.
        titles: The heading of each matrix.
        named: How many of the first rows are cities that name the cluster. Where the columns are
            these very cities, each pair is drawn once, and a line parts them from the other rows.
    """
    height = max(len(table) for table in counts.values())
    widths = [table.shape[1] for table in counts.values()]
    with plt.rc_context(palette.style()):
        fig, axes = plt.subplots(
            1, len(counts), width_ratios=widths, figsize=(palette.WIDTH, 0.34 * height + 0.9)
        )
        for place, (ax, (cluster, table)) in enumerate(zip(axes, counts.items(), strict=True)):
            first = named[cluster]
            own = list(table.index[:first]) == list(table.columns)
            shown = _each_pair_once(table, first) if own else table
            _cells(ax, shown, palette.PAIR_TEXT[place], int(table.to_numpy().max()))
            ax.xaxis.tick_top()
            ax.tick_params(length=0)
            ax.set_title(titles[cluster], color=palette.PAIR_TEXT[place], pad=10)
            if own and first < len(table):
                ax.axhline(first - 0.5, color=palette.INK, linewidth=1.6)
    return fig


def _each_pair_once(table: pd.DataFrame, named: int) -> pd.DataFrame:
    """The table without the upper half of its first, square part."""
    kept = np.ones(table.shape, dtype=bool)
    kept[:named, :named] = np.tril(kept[:named, :named])
    return table.where(kept)


def _cells(ax: Axes, table: pd.DataFrame, colour: str, top: int) -> None:
    """The squares with their numbers; hatched where there is none, nothing where the cell is NaN."""
    shade = LinearSegmentedColormap.from_list("counts", [palette.PAPER, colour])
    scale = Normalize(0, top)
    for y, row in enumerate(table.to_numpy(dtype=float)):
        for x, count in enumerate(row):
            if np.isnan(count):
                continue
            empty = count == 0
            ax.add_patch(
                Rectangle((x - 0.5, y - 0.5), 1, 1, edgecolor=palette.RULE, linewidth=0.8,
                          facecolor=palette.PAPER if empty else shade(0.12 + 0.88 * scale(count)),
                          hatch="////" if empty else None)
            )  # fmt: skip
            if not empty:
                ink = palette.PAPER if scale(count) > DARK else palette.INK
                ax.text(x, y, f"{count:.0f}", ha="center", va="center", color=ink, fontsize=9)
    ax.set_xlim(-0.5, table.shape[1] - 0.5)
    ax.set_ylim(len(table) - 0.5, -0.5)
    ax.set_xticks(range(table.shape[1]), [str(name) for name in table.columns])
    ax.set_yticks(range(len(table)), [str(name) for name in table.index])
    ax.tick_params(length=0, top=False, labelbottom=True)
    for spine in ax.spines.values():
        spine.set_visible(False)


def _sums(ax: Axes, table: pd.DataFrame) -> None:
    """The sum of each row in a column of its own, and of each column below."""
    x, y = table.shape[1] + 0.1, len(table) + 0.05
    for place, total in enumerate(table.sum(axis=1)):
        ax.text(x, place, f"{total:.0f}", ha="center", va="center", fontweight="bold")
    for place, total in enumerate(table.sum()):
        ax.text(place, y, f"{total:.0f}", ha="center", va="center", fontweight="bold")
    ax.text(x, y, f"{table.to_numpy().sum():.0f}", ha="center", va="center", fontweight="bold")
    ax.set_xlim(-0.5, x + 0.5)
    ax.set_ylim(y + 0.5, -0.5)
    ax.xaxis.tick_top()
    ax.tick_params(length=0)


def _frame(ax: Axes, table: pd.DataFrame, column: int) -> None:
    ax.add_patch(
        Rectangle((column - 0.5, -0.5), 1, len(table), fill=False, edgecolor=palette.INK,
                  linewidth=1.6, clip_on=False, zorder=3)
    )  # fmt: skip
    ax.get_xticklabels()[column].set_fontweight("bold")


def labelled(table: pd.DataFrame, rows: Sequence[str], columns: Sequence[str]) -> pd.DataFrame:
    """The table with these labels instead of its ids."""
    return table.set_axis(list(rows), axis=0).set_axis(list(columns), axis=1)
