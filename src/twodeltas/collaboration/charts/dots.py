"""Facts as dots on one scale: a bound has an arrow, a range is a bar, an approximation is hollow."""

import math
from collections.abc import Sequence

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from twodeltas.shared import palette
from walkback.show import theme
from walkback.values.number_format import NumberFormat

MARKERS = ("o", "s")
HOLLOW = {"about", "expected", "target"}
ARROWS = {"over": ">", "at_least": ">", "nearly": "<", "up_to": "<"}


def dots(numbers: NumberFormat, facts: pd.DataFrame, pair: Sequence[str], axis: str) -> Figure:
    """One row a fact, in the order of the table, a gap between clusters.

    Args:
        numbers: How the figures beside the dots read.
        facts: `cluster, label, value, low, high, qualifier, unit`, one row a fact.
        pair: The clusters, which give the colours.
        axis: The words of the common scale.
    """
    with plt.rc_context(theme.style()):
        fig, ax = plt.subplots(figsize=(palette.WIDTH, 0.3 * (len(facts) + 1) + 0.6))
        heights: list[float] = []
        for place, (cluster, before) in enumerate(
            zip(facts["cluster"], facts["cluster"].shift(), strict=True)
        ):
            gap = 0.6 if place and cluster != before else 0.0
            heights.append((heights[-1] + 1 if heights else 0) + gap)
        for y, (_, fact) in zip(heights, facts.iterrows(), strict=True):
            _fact(ax, numbers, fact, y, list(pair).index(fact["cluster"]))
        ax.set_yticks(heights, facts["label"])
        for tick, cluster in zip(ax.get_yticklabels(), facts["cluster"], strict=True):
            tick.set_color(palette.PAIR_TEXT[list(pair).index(cluster)])
        top = max(facts["value"].max(), facts["high"].max())
        ax.set_xlim(0, top * 1.16)
        ax.set_ylim(heights[-1] + 0.6, -0.6)
        ax.set_xlabel(axis)
        ax.grid(axis="x")
        ax.tick_params(axis="y", length=0)
        ax.spines["left"].set_visible(False)
    return fig


def _fact(ax: Axes, numbers: NumberFormat, fact: pd.Series, y: float, side: int) -> None:
    colour, qualifier = palette.PAIR[side], fact["qualifier"]
    if math.isnan(fact["value"]):
        ax.plot([fact["low"], fact["high"]], [y, y], color=colour, linewidth=5,
                solid_capstyle="butt")  # fmt: skip
        right = fact["high"]
    else:
        face = palette.PAPER if qualifier in HOLLOW else colour
        marker = ARROWS.get(qualifier, MARKERS[side])
        ax.plot(fact["value"], y, marker, color=colour, markerfacecolor=face, markersize=7.5,
                markeredgewidth=1.6)  # fmt: skip
        right = fact["value"]
    words = numbers.say(fact["value"], fact["low"], fact["high"], qualifier=qualifier)
    ax.annotate(words, (right, y), xytext=(8, -3.5), textcoords="offset points", fontsize=9,
                color=palette.PAIR_TEXT[side])  # fmt: skip
