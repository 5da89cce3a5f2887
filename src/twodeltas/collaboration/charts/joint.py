"""Joint counts of cities: what was counted, and how it compares with what chance would give."""

import math
from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, TwoSlopeNorm
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from twodeltas.collaboration.integration import FEW, Integration
from twodeltas.shared import palette
from walkback.show import theme

CELL = 0.62  # inches a row
LEAST = math.log(2)  # the scale reaches at least from half to twice of what chance gives


def matrices(
    found: Sequence[Integration], titles: Sequence[str], names: Mapping[str, str]
) -> Figure:
    """One matrix a cluster: in each cell the count and its ratio to what chance would give.

    Args:
        found: What `twodeltas.collaboration.integration.integration` returned, one for each panel.
        titles: Their headings.
        names: Names of cities by id.
    """
    sizes = [len(one.counts) for one in found]
    scale = TwoSlopeNorm(0, *_ends(found))
    with plt.rc_context(theme.style()):
        height = CELL * max(sizes) + 0.9
        fig, axes = plt.subplots(
            1, len(found), squeeze=False, width_ratios=sizes, figsize=(palette.WIDTH, height)
        )
        for i, (ax, one, title) in enumerate(zip(axes[0], found, titles, strict=True)):
            _cells(ax, one, scale)
            labels = [names[str(city)] for city in one.counts.index]
            ax.set_xticks(range(len(labels)), labels)
            ax.set_yticks(range(len(labels)), labels)
            ax.xaxis.tick_top()
            ax.tick_params(length=0)
            ax.set_title(title, color=palette.PAIR_TEXT[i], pad=10)
            for spine in ax.spines.values():
                spine.set_visible(False)
    return fig


def _ends(found: Sequence[Integration]) -> tuple[float, float]:
    """The same distance to both sides, far enough for every cell that is shaded."""
    bias = [one.bias.where(one.counts >= FEW).to_numpy().ravel() for one in found]
    reach = float(np.nanmax(np.abs(np.concatenate([*bias, [LEAST]]))))
    return -reach, reach


def _cells(ax: Axes, one: Integration, scale: TwoSlopeNorm) -> None:
    shade = LinearSegmentedColormap.from_list("chance", palette.DIVERGING)
    counts, ratios = one.counts.to_numpy(), one.ratio.to_numpy()
    for y, x in np.ndindex(counts.shape):
        count, ratio = counts[y, x], ratios[y, x]
        few, known = count < FEW, not np.isnan(ratio)
        place = float(scale(math.log(ratio))) if known and not few else 0.5
        ground = shade(place) if known and not few else palette.PAPER if few else palette.LAND
        ax.add_patch(
            Rectangle((x - 0.5, y - 0.5), 1, 1, edgecolor=palette.RULE, linewidth=0.8,
                      facecolor=ground, hatch="////" if few else None)
        )  # fmt: skip
        box = {"facecolor": palette.PAPER, "edgecolor": "none", "pad": 1} if few else None
        ax.text(x, y, said(count, ratio), ha="center", va="center", fontsize=9, linespacing=1.15,
                color=palette.INK, bbox=box)  # fmt: skip
    ax.set_xlim(-0.5, len(counts) - 0.5)
    ax.set_ylim(len(counts) - 0.5, -0.5)


def said(count: float, ratio: float) -> str:
    """What a cell says: the count, below it the ratio; `none` for no count, a dash for unknown."""
    if np.isnan(count):
        return "–"
    if count == 0:
        return "0\nnone"
    number = f"{count:,.0f}" if count == round(count) else f"{count:,.1f}"
    return number if np.isnan(ratio) else f"{number}\n× {ratio:.2f}"
