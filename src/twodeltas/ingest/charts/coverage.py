"""Charts of the collection: its sources, its facts by year and subject, figures found or missing."""

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle
from matplotlib.ticker import MaxNLocator

from twodeltas.ingest.availability import (
    DERIVED,
    FOUND,
    MISSING,
    NO_PART,
    OTHER_BORDERS,
    QUANTITIES,
)
from twodeltas.shared import palette
from twodeltas.shared.stacked_bars import stacked
from walkback.show import theme
from walkback.tables.labels import labels

KIND_NAMES = {
    "primary": "primary",
    "secondary": "secondary",
    "copy": "secondary, read as a copy",
}
QUANTITY_NAMES = {
    "rank": "Rank",
    "pct_share": "PCT applications, share",
    "pct_count": "PCT applications, number",
    "publications_share": "Publications, share",
    "publications_count": "Publications, number",
    "vc_share": "Venture deals, share",
    "vc_count": "Venture deals, number",
}


def sources_by_language(counts: pd.DataFrame, names: Mapping[str, str]) -> Figure:
    """One bar a language, parted by the kind of source.

    Args:
        counts: Languages as index, `primary`, `secondary`, `copy` as columns.
        names: The languages in words by code.
    """
    fills = _greys(len(counts.columns))
    with plt.rc_context(theme.style()):
        fig, ax = plt.subplots(figsize=(palette.WIDTH, 0.36 * len(counts) + 1.0))
        _bars(ax, counts.rename(index=names), fills)
        ax.bar_label(ax.containers[-1], counts.sum(axis=1), padding=5, fontweight="bold")
        ax.set_xlim(0, 1.08 * counts.sum(axis=1).max())
        ax.set_xlabel("Sources")
        _legend(fig, [KIND_NAMES[kind] for kind in counts.columns], fills)
    return fig


def facts_by_year(counts: pd.DataFrame, pair: Sequence[str], names: Mapping[str, str]) -> Figure:
    """One panel a cluster, one column a year, parted by the state of the audit.

    Args:
        counts: See `twodeltas.shared.coverage.audited`, with the year as group.
        pair: The two clusters, upper and lower panel.
        names: Their names by id.
    """
    states = list(counts.columns)
    first, last = counts.index.get_level_values(1).min(), counts.index.get_level_values(1).max()
    top = counts.sum(axis=1).max()
    with plt.rc_context(theme.style()):
        fig, axes = plt.subplots(2, 1, sharex=True, figsize=(palette.WIDTH, 4.4))
        for i, (ax, cluster) in enumerate(zip(axes, pair, strict=True)):
            rows = _of(counts, cluster).reindex(range(first, last + 1), fill_value=0)
            stacked(ax, rows, _tints(i, len(states)), "x")
            ax.bar_label(ax.containers[-1], [n or "" for n in rows.sum(axis=1)], padding=3,
                         fontsize=9)  # fmt: skip
            ax.set_title(names[cluster], color=palette.PAIR_TEXT[i])
            ax.set_ylim(0, 1.16 * top)
            ax.set_yticks([y for y in MaxNLocator(3, integer=True).tick_values(0, top) if y <= top])
            ax.grid(axis="y")
        axes[0].set_xlim(first - 0.7, last + 0.7)
        axes[1].xaxis.set_major_locator(MaxNLocator(9, integer=True))
        words = labels("evidence", "audit", "full")
        _legend(fig, [words[state] for state in states], _greys(len(states)))
    return fig


def _of(counts: pd.DataFrame, cluster: str) -> pd.DataFrame:
    """The rows of one cluster, with the group as index."""
    return counts[counts.index.get_level_values("cluster") == cluster].droplevel("cluster")


def audit_by_dimension(
    counts: pd.DataFrame, order: Sequence[str], pair: Sequence[str], names: Mapping[str, str]
) -> Figure:
    """One panel a cluster, one bar a dimension, parted by the state of the audit.

    Args:
        counts: See `twodeltas.shared.coverage.audited`, with the dimension as group.
        order: The dimensions from top to bottom.
        pair: The two clusters, left and right panel.
        names: Their names by id.
    """
    states, subjects = list(counts.columns), labels("evidence", "dimension", "short")
    with plt.rc_context(theme.style()):
        fig, axes = plt.subplots(
            1, 2, sharey=True, figsize=(palette.WIDTH, 0.33 * len(order) + 1.2)
        )
        for i, (ax, cluster) in enumerate(zip(axes, pair, strict=True)):
            rows = _of(counts, cluster).reindex(list(order), fill_value=0)
            _bars(ax, rows.rename(index=subjects), _tints(i, len(states)))
            ax.set_xlim(0, 1.03 * counts.sum(axis=1).max())
            ax.set_title(names[cluster], color=palette.PAIR_TEXT[i])
            ax.set_xlabel("Facts")
        words = labels("evidence", "audit", "full")
        _legend(fig, [words[state] for state in states], _greys(len(states)))
    return fig


def figures_found(cells: pd.DataFrame, pair: Sequence[str], names: Mapping[str, str]) -> Figure:
    """One panel a cluster, one tile a figure and edition: found, missing, or none to find.

    Args:
        cells: See `twodeltas.ingest.availability.grid`.
        pair: The two clusters, upper and lower panel.
        names: Their names by id.
    """
    editions = sorted(set(cells["edition"]))
    with plt.rc_context(theme.style()):
        fig, axes = plt.subplots(2, 1, sharex=True, figsize=(palette.WIDTH, 5.3))
        for i, (ax, cluster) in enumerate(zip(axes, pair, strict=True)):
            rows = cells[cells["cluster"] == cluster]
            for edition, quantity, state in zip(
                rows["edition"], rows["quantity"], rows["state"], strict=True
            ):
                _tile(ax, edition, QUANTITIES.index(quantity), state, i)
            ax.set_title(names[cluster], color=palette.PAIR_TEXT[i])
            ax.set_yticks(range(len(QUANTITIES)), [QUANTITY_NAMES[q] for q in QUANTITIES])
            ax.set_ylim(len(QUANTITIES) - 0.45, -0.55)
            ax.tick_params(length=0)
            ax.spines[:].set_visible(False)
        axes[0].set_xlim(editions[0] - 0.5, editions[-1] + 0.5)
        axes[1].set_xticks(editions, [str(edition) for edition in editions])
        fig.legend(handles=_tile_legend(set(cells["state"])), loc="outside lower left", ncols=4)
    return fig


def _tile(ax: Axes, edition: int, y: int, state: str, line: int) -> None:
    style = _tile_style(state, palette.PAIR[line])
    ax.add_patch(Rectangle((edition - 0.42, y - 0.36), 0.84, 0.72, **style))


def _tile_style(state: str, colour: str) -> dict[str, Any]:
    """Filled where found, an empty frame where missing, flat grey where there is none to find."""
    if state == MISSING:
        return {"facecolor": palette.PAPER, "edgecolor": palette.OTHERS, "linestyle": (0, (3, 2))}
    if state == FOUND:
        return {"facecolor": colour, "edgecolor": colour}
    if state == DERIVED:
        return {"facecolor": palette.PALE, "edgecolor": colour, "hatch": "////"}
    return {"facecolor": palette.RULE, "edgecolor": "none"}


def _tile_legend(states: set[str]) -> list[Patch]:
    """Patches for the kinds of tiles that are drawn."""
    kinds = {
        "found": {FOUND},
        "worked out from other ranks": {DERIVED},
        "not found": {MISSING},
        "none to find": {NO_PART, OTHER_BORDERS},
    }
    return [
        Patch(label=words, **_tile_style(min(kind), palette.OTHERS))
        for words, kind in kinds.items()
        if kind & states
    ]


def _bars(ax: Axes, counts: pd.DataFrame, fills: Sequence[Mapping[str, Any]]) -> None:
    """Stacked horizontal bars, with each number inside its part where it fits."""
    stacked(ax, counts, fills, "y")
    room = 0.032 * counts.sum(axis=1).max()  # what one digit takes
    for part, (name, fill) in zip(ax.containers, zip(counts, fills, strict=True), strict=True):
        shown = [n if n >= room * len(str(n)) else "" for n in counts[name]]
        ax.bar_label(part, shown, label_type="center", fontsize=9, color=_ink(fill),
                     bbox=_halo(fill))  # fmt: skip
    ax.set_ylim(len(counts) - 0.4, -0.6)
    ax.grid(axis="x")
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.xaxis.set_major_locator(MaxNLocator(5, integer=True, steps=[1, 2, 5, 10]))


def _tints(line: int, number: int) -> list[dict[str, Any]]:
    """Fills for parts of one cluster's bars: full, hatched, white, dotted; readable in grey."""
    return _fills(palette.PAIR[line], number)


def _greys(number: int) -> list[dict[str, Any]]:
    return _fills(palette.OTHERS, number)


def _fills(colour: str, number: int) -> list[dict[str, Any]]:
    edge = {"edgecolor": colour, "linewidth": 0.7}
    return [
        {"facecolor": colour, "hatch": "", **edge},
        {"facecolor": palette.PALE, "hatch": "////", **edge},
        {"facecolor": palette.PAPER, "hatch": "", **edge},
        {"facecolor": palette.PAPER, "hatch": "....", **edge},
    ][:number]


def _ink(fill: Mapping[str, Any]) -> str:
    return palette.INK if fill["facecolor"] in (palette.PALE, palette.PAPER) else palette.PAPER


def _halo(fill: Mapping[str, Any]) -> dict[str, Any] | None:
    """A quiet ground below a number that stands on hatching."""
    return (
        {"facecolor": fill["facecolor"], "edgecolor": "none", "pad": 1} if fill["hatch"] else None
    )


def _legend(fig: Figure, names: Sequence[str], fills: Sequence[Mapping[str, Any]]) -> None:
    handles = [Patch(label=name, **fill) for name, fill in zip(names, fills, strict=True)]
    fig.legend(handles=handles, loc="outside lower left", ncols=len(handles), handlelength=1.6,
               columnspacing=1.4)  # fmt: skip
