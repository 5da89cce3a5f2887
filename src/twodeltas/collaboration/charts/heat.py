"""A matrix of shaded cells with words in each: what is nothing or too few is hatched, never shaded."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle

from twodeltas.shared import palette

EDGE: dict[str, Any] = {"edgecolor": palette.RULE, "linewidth": 0.8}
GREY: dict[str, Any] = {"facecolor": palette.LAND}
ABOVE, BELOW = 0.31, 0.71  # where two lines stand in a cell, in cells from its top


def heat(
    ax: Axes,
    shades: pd.DataFrame,
    words: np.ndarray,
    colours: Sequence[str],
    ends: tuple[float, float],
    hatched: np.ndarray,
    strong: np.ndarray | None = None,
) -> None:
    """Draw the cells; a cell without shade, hatch and words is left out.

    A cell with words alone is grey: it was not counted.

    Args:
        ax: Where to draw; cells are one unit wide and high, the first at the origin.
        shades: What the fill says; missing for no fill. Index and columns are the labels.
        words: The text of each cell, empty for none; of the shape of `shades`, as what follows.
        colours: The fills from the lower to the upper end, all light enough for the colour of text.
        ends: The numbers that the first and the last of them stand for.
        hatched: Which cells are hatched.
        strong: A bold line above the words, empty for none.
    """
    shade = LinearSegmentedColormap.from_list("shades", list(colours))
    sns.heatmap(shades, ax=ax, cmap=shade, vmin=ends[0], vmax=ends[1], cbar=False,
                linewidths=EDGE["linewidth"], xticklabels=False, yticklabels=False)  # fmt: skip
    # Labels of seaborn's own would cost a drawing of the whole figure.
    ax.set_xticks(np.arange(shades.shape[1]) + 0.5, shades.columns)
    ax.set_yticks(np.arange(shades.shape[0]) + 0.5, shades.index, va="center")
    filled = shades.notna().to_numpy()
    ax.collections[0].set_edgecolor([palette.RULE if cell else "none" for cell in filled.flat])
    for y, x in np.ndindex(shades.shape):
        hatch, text = bool(hatched[y, x]), str(words[y, x])
        if hatch or (text and not filled[y, x]):
            look = {"facecolor": palette.PAPER, "hatch": "////"} if hatch else GREY
            ax.add_patch(Rectangle((x, y), 1, 1, **EDGE, **look))
        head = str(strong[y, x]) if strong is not None else ""
        _say(ax, x + 0.5, y + (BELOW if head else 0.5), text, on_paper=hatch)
        _say(ax, x + 0.5, y + ABOVE, head, weight="bold")
    ax.xaxis.tick_top()
    ax.tick_params(length=0, rotation=0)
    ax.set(xlabel="", ylabel="")


def _say(
    ax: Axes, x: float, y: float, text: str, *, on_paper: bool = False, weight: str = "normal"
) -> None:
    """A text in the middle of a line of a cell, on a hatch with paper behind it."""
    paper = {"facecolor": palette.PAPER, "edgecolor": "none", "pad": 1.2} if on_paper else None
    if text:
        ax.text(x, y, text, ha="center", va="center", fontsize=9, color=palette.INK,
                fontweight=weight, linespacing=1.15, bbox=paper)  # fmt: skip
