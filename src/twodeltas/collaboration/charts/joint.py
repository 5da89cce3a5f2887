"""Joint counts of cities: what was counted, and how it compares with what chance would give."""

import math
from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from twodeltas.collaboration.charts.heat import heat
from twodeltas.collaboration.integration import FEW, Integration
from twodeltas.shared import palette
from walkback.show import theme
from walkback.values.number_format import plain

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
    reach = max(_reach(one) for one in found)
    with plt.rc_context(theme.style()):
        height = CELL * max(sizes) + 0.9
        fig, axes = plt.subplots(
            1, len(found), squeeze=False, width_ratios=sizes, figsize=(palette.WIDTH, height)
        )
        for i, (ax, one, title) in enumerate(zip(axes[0], found, titles, strict=True)):
            shades = _shaded(one).rename(index=names, columns=names)
            words = np.vectorize(said, otypes=[object])(one.counts, one.ratio)
            few = (one.counts < FEW).to_numpy()
            heat(ax, shades, words, palette.DIVERGING, (-reach, reach), few)
            ax.set_title(title, color=palette.PAIR_TEXT[i], pad=10)
    return fig


def _shaded(one: Integration) -> pd.DataFrame:
    """The logarithm of the ratio to chance, where enough was counted to say something."""
    return one.bias.where(one.counts >= FEW)


def _reach(one: Integration) -> float:
    """How far the scale goes to either side, at least: no shaded cell lies beyond."""
    return max(LEAST, float(_shaded(one).abs().max(axis=None)))


def said(count: float, ratio: float) -> str:
    """What a cell says: the count, below it the ratio; `none` for no count, a dash for unknown."""
    if np.isnan(count):
        return "–"
    if count == 0:
        return "0\nnone"
    number = plain(count, 0 if count == round(count) else 1)
    return number if np.isnan(ratio) else f"{number}\n× {plain(ratio, 2)}"
