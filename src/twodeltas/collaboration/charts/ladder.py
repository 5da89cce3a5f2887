"""The ladder of joint governance: every event at its rung and date, and the highest rung so far."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from twodeltas.collaboration import ladder
from twodeltas.collaboration.timeline import piled
from twodeltas.shared import palette
from walkback.show import theme
from walkback.tables.labels import labels

SHAPES = {"customs": "D", "provincial": "s", "municipal": "o"}
SIZE = 5.5  # points across a mark
PILE = 0.17  # how far apart marks of one date stand, in rungs
DASHES = (0, (4, 2))
NEAR = 0.45  # years within which two marks would touch


def ladders(table: pd.DataFrame, names: Mapping[str, str], span: tuple[int, int]) -> Figure:
    """One panel a cluster on one time axis.

    Args:
        table: What `twodeltas.collaboration.ladder.events` returned.
        names: Names of the two clusters by id, the first one first.
        span: First and last year of the axis.
    """
    rungs = {int(code): words for code, words in labels("codes", "rung").items()}
    boundaries = labels("codes", "boundary")
    with plt.rc_context(theme.style()):
        fig, axes = plt.subplots(len(names), 1, sharex=True, figsize=(palette.WIDTH, 6.2))
        for place, (ax, (cluster, name)) in enumerate(zip(axes, names.items(), strict=True)):
            _panel(ax, table[table["cluster"] == cluster], palette.PAIR_TEXT[place])
            for own in (False, True):
                _line(ax, ladder.climb(table, cluster, own=own), span[1] + 1, place, own=own)
            ax.set_title(name, color=palette.PAIR_TEXT[place])
            ax.set_yticks(list(rungs), list(rungs.values()))
            ax.set_ylim(0.5, max(rungs) + 0.7)
            ax.set_xlim(span[0], span[1] + 1)
            ax.grid(axis="y")
            ax.tick_params(length=0)
        seen = [b for b in SHAPES if (table["boundary"] == b).any()]
        _legend(fig, {b: boundaries[b].capitalize() for b in seen})
    return fig


def _panel(ax: Axes, table: pd.DataFrame, colour: str) -> None:
    dated = table.dropna(subset="ends")
    for rung, group in dated.assign(x=(dated["begins"] + dated["ends"]) / 2).groupby("rung"):
        ordered = group.sort_values("x", kind="stable")
        for (_, event), level in zip(ordered.iterrows(), piled(ordered["x"], NEAR), strict=True):
            y = float(str(rung)) + level * PILE
            if event["ends"] - event["begins"] > 0.5:
                ax.plot([event["begins"], event["ends"]], [y, y], color=colour, linewidth=1.2)
            ax.plot([event["x"]], [y], marker=SHAPES.get(str(event["boundary"]), "X"), zorder=3,
                    markersize=SIZE, linestyle="none", markeredgecolor=colour, markeredgewidth=1.1,
                    markerfacecolor=colour if event["own"] else palette.PAPER)  # fmt: skip


def _line(ax: Axes, steps: pd.DataFrame, last: float, place: int, *, own: bool) -> None:
    if steps.empty:
        return
    x = [*steps["ends"], last]
    y = [*steps["rung"], steps["rung"].iloc[-1]]
    ax.step(x, [rung - 0.22 for rung in y], where="post", color=palette.PAIR_TEXT[place],
            linewidth=2.2 if own else 1.1, linestyle="solid" if own else DASHES, zorder=1)  # fmt: skip


def _legend(fig: Figure, boundaries: Mapping[str, str]) -> None:
    marks = [_mark(SHAPES[code], name) for code, name in boundaries.items()]
    own, other = "The cluster's own cities", "The delta around them, or the country"
    kinds = [
        _mark("o", own),
        _mark("o", other, markerfacecolor=palette.PAPER),
        Line2D([], [], color=palette.OTHERS, linewidth=2.2, label="Highest so far, own cities"),
        Line2D(
            [],
            [],
            color=palette.OTHERS,
            linewidth=1.1,
            linestyle=DASHES,
            label="Highest so far, all",
        ),
    ]
    fig.legend(handles=[*kinds, *marks], loc="outside lower center", ncols=2)


def _mark(shape: str, label: str, **kwargs: str) -> Line2D:
    return Line2D(
        [], [], linestyle="none", marker=shape, markersize=SIZE, color=palette.OTHERS, label=label,
        **kwargs,
    )  # fmt: skip
