"""Stacked bars and columns of a table of counts or shares, drawn by seaborn, filled as we say."""

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes

THICK = 0.74  # of the room that a group has


def stacked(
    ax: Axes,
    table: pd.DataFrame,
    fills: Sequence[Mapping[str, Any]],
    groups: str = "y",
    thick: float = THICK,
) -> None:
    """Draw a bar a group, parted by the columns of the table, the first of them at the axis.

    What was drawn is in `ax.containers`, a part each, in the order of the columns.

    Args:
        ax: Where it is drawn.
        table: Counts or shares, zeros included; one row a group, one column a part.
        fills: How the patches of each part are filled and edged.
        groups: `y` for bars, `x` for columns: the axis of the groups.
        thick: How much of its room a bar takes, from 0 to 1.
    """
    rows = table.rename_axis("group").melt(var_name="part", value_name="n", ignore_index=False)
    parts = list(table.columns)[::-1]  # seaborn stacks the last one first
    sns.histplot(rows.reset_index(), **{groups: "group"}, weights="n", hue="part", hue_order=parts,
                 multiple="stack", discrete=True, shrink=thick, legend=False, ax=ax)  # fmt: skip
    ax.set(xlabel="", ylabel="")
    for part, fill in zip(ax.containers, fills, strict=True):
        plt.setp(part.patches, **fill)
        for bar in part.patches:  # the rim of nothing would look like a little
            bar.set_visible(bool(bar.get_width() and bar.get_height()))


def label_parts(ax: Axes, texts: Sequence[Sequence[object]], inks: Sequence[str]) -> None:
    """Write into the middle of each part; an empty text leaves it bare.

    Args:
        ax: What `stacked` drew on.
        texts: A list of texts a part, one a group.
        inks: The colour of the texts of each part.
    """
    for part, said, ink in zip(ax.containers, texts, inks, strict=True):
        ax.bar_label(part, said, label_type="center", fontsize=9, color=ink)
