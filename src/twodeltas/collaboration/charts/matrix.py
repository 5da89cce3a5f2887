"""Matrices of counts: every cell shows its number, an empty cell is drawn as empty."""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from twodeltas.collaboration.charts.heat import heat
from twodeltas.shared import palette
from twodeltas.shared.evidence_counts import DIMENSIONS, PAIR_SCOPES, SCOPES
from walkback.show import theme
from walkback.tables.labels import labels
from walkback.values.number_format import plain

CELL = 0.27  # inches a row
TALL_CELL = 0.42  # inches a row of two lines
FAINTEST = 0.14  # how far below zero the scale begins, as a share of the highest count
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
    subjects = cells.loc[list(DIMENSIONS)].rename(index=labels("evidence", "dimension", "name"))
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
    top = max(int(table.to_numpy().max()) for table in counts.values())
    with plt.rc_context(theme.style()):
        fig, axes = plt.subplots(
            1, len(counts), sharey=True, width_ratios=widths,
            figsize=(palette.WIDTH, CELL * len(first) + 1.1),
        )  # fmt: skip
        for place, (ax, (cluster, table)) in enumerate(zip(axes, counts.items(), strict=True)):
            heat(
                ax,
                table.where(table > 0),
                _said(table),
                *_scale(place, top),
                (table == 0).to_numpy(),
            )
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
    tables = {c: _wide(own.assign(of=_of(own)), ["ties", "of"]) for c, own in cells.items()}
    height = max(len(ties) for ties, _ in tables.values())
    widths = [ties.shape[1] for ties, _ in tables.values()]
    with plt.rc_context(theme.style()):
        fig, axes = plt.subplots(
            1, len(tables), width_ratios=widths, figsize=(palette.WIDTH, TALL_CELL * height + 0.9)
        )
        for place, (ax, (cluster, (ties, of))) in enumerate(zip(axes, tables.items(), strict=True)):
            shades, top = ties.where(ties > 0), int(ties.max(axis=None))
            none, words = (ties == 0).to_numpy(), of.fillna("").to_numpy()
            heat(ax, shades, words, *_scale(place, top), none, _said(ties))
            ax.set_title(titles[cluster], color=palette.PAIR_TEXT[place], pad=10)
            if named[cluster] < len(ties):
                ax.axhline(named[cluster], color=palette.INK, linewidth=1.6)
    return fig


def _wide(cells: pd.DataFrame, columns: Sequence[str]) -> list[pd.DataFrame]:
    """Columns of the cells as matrices, rows and columns in the order of their first mention."""
    rows, heads = (list(dict.fromkeys(cells[side])) for side in ("row", "column"))
    wide = [
        cells.pivot_table(index="row", columns="column", values=name, aggfunc="first")
        for name in columns
    ]
    return [table.loc[rows, heads] for table in wide]


def _of(cells: pd.DataFrame) -> list[str]:
    """`18 of 153` for every cell."""
    pairs = zip(cells["tied"], cells["possible"], strict=True)
    return [f"{tied} of {possible}" for tied, possible in pairs]


def _scale(place: int, top: int) -> tuple[tuple[str, str], tuple[float, float]]:
    """The colours of a cluster from paper on, and their ends; a single count is not quite white."""
    return (palette.PAPER, palette.PAIR_DEEP[place]), (-FAINTEST * top, top)


def _said(counts: pd.DataFrame) -> np.ndarray:
    """The counts as text, nothing for none."""
    return counts.map(lambda count: plain(float(count), 0) if count > 0 else "").to_numpy()


def _sums(ax: Axes, table: pd.DataFrame) -> None:
    """The sum of each row in a column of its own, and of each column below."""
    x, y = table.shape[1] + 0.6, len(table) + 0.55
    sums = [(x, place + 0.5, total) for place, total in enumerate(table.sum(axis=1))]
    sums += [(place + 0.5, y, total) for place, total in enumerate(table.sum())]
    for right, down, total in [*sums, (x, y, table.to_numpy().sum())]:
        ax.text(right, down, plain(float(total), 0), ha="center", va="center", fontweight="bold")
    ax.set_xlim(0, x + 0.5)
    ax.set_ylim(y + 0.5, 0)


def _frame(ax: Axes, table: pd.DataFrame, column: int) -> None:
    ax.add_patch(
        Rectangle((column, 0), 1, len(table), fill=False, edgecolor=palette.INK, linewidth=1.6,
                  clip_on=False, zorder=3)
    )  # fmt: skip
    ax.get_xticklabels()[column].set_fontweight("bold")
