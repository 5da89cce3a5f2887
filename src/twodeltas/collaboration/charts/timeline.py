"""A timeline in lanes: both clusters on one time axis, events as numbers that a table explains."""

import textwrap
from collections.abc import Sequence

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from twodeltas.collaboration.timeline import stacked
from twodeltas.shared import palette
from walkback.show import theme

SQUEEZE = 0.16  # how much a year before the bend is narrower than one after it
MARK = 0.235  # inches that a mark needs in both directions
LEFT = 1.25  # inches of the lanes' names
EDGE = 0.3  # years of the axis left of the first one
MARKERS = ("o", "s")


def lanes(
    events: pd.DataFrame, names: dict[str, str], pair: Sequence[str], bend: int, last: int
) -> Figure:
    """Numbered events, one lane a subject, the first cluster of the pair above the second.

    Args:
        events: What `twodeltas.collaboration.timeline.events` returned.
        names: Short names of the clusters.
        pair: The clusters.
        bend: The year before which the axis is squeezed.
        last: The last year of the axis.
    """
    start = int(events["year"].min())
    left, right = _place(start, bend) - EDGE, _place(last + 1, bend)
    per_inch = (right - left) / (palette.WIDTH - LEFT - 0.2)
    placed = stacked(
        events.assign(x=events["year"].map(lambda y: _place(y, bend))), MARK * per_inch, at="x"
    )
    order = list(events["lane"].cat.categories)
    with plt.rc_context(theme.style()):
        heights = [_rows(placed, lane, pair) for lane in order]
        fig, ax = plt.subplots(figsize=(palette.WIDTH, MARK * (sum(map(sum, heights)) + 4.2)))
        top = 0.0
        for place, (lane, (above, below)) in enumerate(zip(order, heights, strict=True)):
            _lane(ax, placed[placed["lane"] == lane], pair, top, above)
            if place:
                ax.axhline(top - 0.05, color=palette.RULE, linewidth=0.8)
            ax.text(left - 0.1, top + (above + below) / 2, textwrap.fill(lane, 16), ha="right", va="center",
                    fontsize=9.5, fontweight="bold")  # fmt: skip
            top += above + below + 0.1
        _axis(ax, start, bend, last)
        ax.set_xlim(left, right)
        ax.set_ylim(top, -0.1)
        _legend(ax, names, pair)
    return fig


def _place(year: float, bend: int) -> float:
    """The position of a year on an axis that is squeezed before the bend."""
    return year if year >= bend else bend - (bend - year) * SQUEEZE


def _rows(placed: pd.DataFrame, lane: str, pair: Sequence[str]) -> tuple[int, int]:
    """How many marks stand above each other, for each cluster; one at least."""
    own = placed[placed["lane"] == lane]
    depth = [own.loc[own["cluster"] == c, "level"].max() for c in pair]
    first, second = (1 if pd.isna(d) else int(d) + 1 for d in depth)
    return first, second


def _lane(ax: Axes, events: pd.DataFrame, pair: Sequence[str], top: float, above: int) -> None:
    """The marks of one lane: the first cluster piled from the top, the second below it."""
    columns = [events[name].tolist() for name in ("x", "level", "cluster", "number")]
    for x, level, cluster, number in zip(*columns, strict=True):
        side = list(pair).index(cluster)
        y = top + (above if side else 0) + level + 0.5
        ax.plot(x, y, MARKERS[side], markersize=14.5, color=palette.PAIR_TEXT[side], clip_on=False)
        ax.text(x, y, str(number), color=palette.PAPER, fontsize=9, fontweight="bold",
                ha="center", va="center_baseline")  # fmt: skip


def _axis(ax: Axes, start: int, bend: int, last: int) -> None:
    """Every fifth year before the bend, where it begins; each year after it, in its middle."""
    early = [year for year in range(start, bend - 3) if year % 5 == 0]
    late = list(range(bend, last + 1))
    ax.axvspan(_place(start, bend) - EDGE, bend, color=palette.RULE, alpha=0.35, linewidth=0)
    for year in late:
        ax.axvline(year, color=palette.RULE, linewidth=0.6, zorder=0)
    places = [_place(year, bend) for year in early] + [year + 0.5 for year in late]
    ax.set_xticks(places, [str(year) for year in [*early, *late]])
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.set_yticks([])
    for side in ("left", "top", "bottom"):
        ax.spines[side].set_visible(False)


def _legend(ax: Axes, names: dict[str, str], pair: Sequence[str]) -> None:
    marks = [
        Line2D([], [], marker=MARKERS[i], linestyle="none", color=palette.PAIR_TEXT[i],
               markersize=9, label=names[cluster])
        for i, cluster in enumerate(pair)
    ]  # fmt: skip
    ax.legend(handles=marks, loc="upper left", bbox_to_anchor=(-0.01, -0.01), ncols=2)
