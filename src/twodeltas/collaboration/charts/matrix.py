"""Matrices of counts: every cell shows its number, an empty cell is drawn as empty."""

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, Normalize, to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from twodeltas.shared import palette
from twodeltas.shared.evidence_counts import DIMENSIONS, PAIR_SCOPES, SCOPES
from twodeltas.shared.words import DIMENSION_NAMES
from walkback.show import theme

DARK = 0.21  # relative luminance of a fill below which white reads better on it than text
CELL = 0.27  # inches a row
TALL_CELL = 0.42  # inches a row of two lines
SCOPE_HEADS = {  # heads of narrow columns, by the code of the area
    "shg": "Three\ncities",
    "gba": "Bay\nArea",
    "hong_kong_mainland": "HK and\nmain-\nland",
    "province": "Guang-\ndong\nalone",
    "single_city": "One\ncity",
    "shanghai_suzhou": "The\ntwo\ncities",
    "jkt": "JKT",
    "demonstration_zone": "Zone",
    "g60": "G60",
    "yrd": "Delta-\nwide",
    "suzhou": "Suzhou\nalone",
}


def evidence(counted: pd.DataFrame, names: Mapping[str, str], pair: Sequence[str]) -> Figure:
    """Facts by subject and by the area that they cover (fig-evidence).

    Args:
        counted: What `evidence_counts.coverage` returned.
        names: Names of the clusters by id.
        pair: The clusters, left and right.
    """
    cells = counted.pivot_table(index="dimension", columns=["cluster", "scope"], values="facts")
    subjects = cells.loc[list(DIMENSIONS)].rename(index=DIMENSION_NAMES)
    grids = {c: subjects[c][list(SCOPES[c])].rename(columns=SCOPE_HEADS) for c in pair}
    return coverage(grids, names, {c: SCOPE_HEADS[PAIR_SCOPES[c]] for c in pair})


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
    with plt.rc_context(theme.style()):
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
    cells: Mapping[str, pd.DataFrame], titles: Mapping[str, str], named: Mapping[str, int]
) -> Figure:
    """Ties by pair of places, one matrix a cluster, each pair of cities once.

    Args:
        cells: For each cluster one row a cell: `row, column` (labels), `ties, tied, possible`; what
            is left out is drawn as nothing.
        titles: The heading of each matrix.
        named: How many of the first rows belong to cities that name the cluster; a line parts them
            from the others.
    """
    tables = {c: _wide(table, "ties") for c, table in cells.items()}
    height = max(len(table) for table in tables.values())
    widths = [table.shape[1] for table in tables.values()]
    with plt.rc_context(theme.style()):
        fig, axes = plt.subplots(
            1, len(tables), width_ratios=widths, figsize=(palette.WIDTH, TALL_CELL * height + 0.9)
        )
        for place, (ax, (cluster, table)) in enumerate(zip(axes, tables.items(), strict=True)):
            top = int(np.nanmax(table.to_numpy(dtype=float)))
            tied, possible = (_wide(cells[cluster], column) for column in ("tied", "possible"))
            _cells(ax, table, palette.PAIR_TEXT[place], top, _of(tied, possible))
            ax.xaxis.tick_top()
            ax.tick_params(length=0)
            ax.set_title(titles[cluster], color=palette.PAIR_TEXT[place], pad=10)
            if named[cluster] < len(table):
                ax.axhline(named[cluster] - 0.5, color=palette.INK, linewidth=1.6)
    return fig


def _wide(cells: pd.DataFrame, column: str) -> pd.DataFrame:
    """One column of the cells as a matrix, rows and columns in the order of their first mention."""
    table = cells.pivot_table(index="row", columns="column", values=column, aggfunc="first")
    return table.loc[list(dict.fromkeys(cells["row"])), list(dict.fromkeys(cells["column"]))]


def _of(tied: pd.DataFrame, possible: pd.DataFrame) -> list[list[str]]:
    """`18 of 153` for every cell."""
    return [
        ["" if np.isnan(n) else f"{k:.0f} of {n:.0f}" for k, n in zip(some, all_, strict=True)]
        for some, all_ in zip(
            tied.to_numpy(dtype=float), possible.to_numpy(dtype=float), strict=True
        )
    ]


def _cells(
    ax: Axes, table: pd.DataFrame, colour: str, top: int, below: list[list[str]] | None = None
) -> None:
    """The squares with their numbers; hatched where there is none, nothing where the cell is NaN.

    With `below` a second line stands under each number, and alone in a hatched cell.
    """
    shade = LinearSegmentedColormap.from_list("counts", [palette.PAPER, colour])
    scale = Normalize(0, top)
    for y, row in enumerate(table.to_numpy(dtype=float)):
        for x, count in enumerate(row):
            if np.isnan(count):
                continue
            empty = count == 0
            fill = palette.PAPER if empty else shade(0.12 + 0.88 * scale(count))
            ax.add_patch(
                Rectangle((x - 0.5, y - 0.5), 1, 1, edgecolor=palette.RULE, linewidth=0.8,
                          facecolor=fill,
                          hatch="////" if empty else None)
            )  # fmt: skip
            ink = _ink(fill)
            small = below[y][x] if below else ""
            if not empty:
                ax.text(x, y - (0.19 if small else 0), f"{count:.0f}", ha="center", va="center",
                        color=ink, fontsize=9, fontweight="bold" if small else "normal")  # fmt: skip
            if small:
                _second_line(ax, x, y, small, ink, alone=empty)
    ax.set_xlim(-0.5, table.shape[1] - 0.5)
    ax.set_ylim(len(table) - 0.5, -0.5)
    ax.set_xticks(range(table.shape[1]), [str(name) for name in table.columns])
    ax.set_yticks(range(len(table)), [str(name) for name in table.index])
    ax.tick_params(length=0, top=False, labelbottom=True)
    for spine in ax.spines.values():
        spine.set_visible(False)


def _ink(fill: Any) -> str:
    """White on a dark fill, else the colour of text (relative luminance as in WCAG 2.2)."""
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(fill)]
    return palette.PAPER if np.dot(parts, (0.2126, 0.7152, 0.0722)) < DARK else palette.INK


def _second_line(ax: Axes, x: int, y: int, text: str, ink: str, *, alone: bool) -> None:
    """A text under the number of a cell; on paper in its middle where there is no number."""
    paper = {"facecolor": palette.PAPER, "edgecolor": "none", "pad": 1.2} if alone else None
    ax.text(x, y if alone else y + 0.21, text, ha="center", va="center", color=ink, fontsize=9,
            bbox=paper)  # fmt: skip


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
