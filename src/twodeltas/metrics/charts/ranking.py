"""Charts of the ranking: shares with what is known of them, rank history, size and intensity."""

import math
from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from twodeltas.metrics.edition_shares import BOUNDED, DERIVED, OPEN, STATED
from twodeltas.metrics.names import METRIC_NAMES
from twodeltas.shared import palette
from twodeltas.shared.bounds import TOTAL
from walkback.show import theme
from walkback.values.number_format import ends, plain

CLEAR = {"facecolor": palette.PAPER, "edgecolor": "none", "pad": 0.6}  # no line runs through a text


def shares_of_top(table: pd.DataFrame, names: Mapping[str, str], pair: Sequence[str]) -> Figure:
    """One panel a metric, one row a cluster: stated shares as dots, known intervals as bars.

    Args:
        table: Rows of `twodeltas.metrics.edition_shares.standing` for the clusters to draw.
        names: Short names by cluster id.
        pair: The two clusters drawn in colour.
    """
    quantities = [q for q in METRIC_NAMES if q in set(table["quantity"])]
    order = list(dict.fromkeys(table.sort_values("rank")["cluster"]))
    with plt.rc_context(theme.style()):
        fig, axes = plt.subplots(
            1, len(quantities), sharey=True, figsize=(palette.WIDTH, 0.27 * len(order) + 1.0)
        )
        for ax, quantity in zip(axes, quantities, strict=True):
            rows = table[table["quantity"] == quantity].set_index("cluster").loc[order]
            _share_panel(ax, rows, pair)
            ax.set_title(METRIC_NAMES[quantity], fontsize=9.5)
        ranks = [f"{names[c]}  {int(rows.loc[c, 'rank'])}" for c in order]
        axes[0].set_yticks(range(len(order)), ranks)
        axes[0].tick_params(axis="y", pad=8)  # dotted lines begin beside the names
        for tick, cluster in zip(axes[0].get_yticklabels(), order, strict=True):
            if cluster in pair:
                tick.set_color(palette.PAIR_TEXT[list(pair).index(cluster)])
                tick.set_fontweight("bold")
        axes[0].invert_yaxis()
    return fig


def _share_panel(ax: Axes, rows: pd.DataFrame, pair: Sequence[str]) -> None:
    """The dots and bars of one metric."""
    for y, (cluster, row) in enumerate(rows.iterrows()):
        colour = palette.PAIR[list(pair).index(cluster)] if cluster in pair else palette.OTHERS
        if row["known"] == STATED:
            ax.plot(row["stated"], y, "o", color=colour, markersize=6)
        elif row["known"] == DERIVED:
            middle = (row["low"] + row["high"]) / 2
            ax.plot(middle, y, "o", color=palette.PAPER, markeredgecolor=colour, markersize=6)
        elif row["known"] == BOUNDED:
            ax.plot([row["low"], row["high"]], [y, y], color=colour, linewidth=4, alpha=0.55,
                    solid_capstyle="butt")  # fmt: skip
        elif math.isfinite(row["high"]):
            ax.plot([0, row["high"]], [y, y], color=colour, linewidth=1.1, linestyle=(0, (1, 2)))
            ax.plot(row["high"], y, "|", color=colour, markersize=7)
    right = rows.loc[rows["known"] != OPEN, "high"].max()
    ax.set_xlim(0, 1.08 * right if math.isfinite(right) else 1)
    ax.set_ylim(-0.7, len(rows) - 0.3)
    ax.grid(axis="x")
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:g}"))


def pair_by_metric(
    table: pd.DataFrame, pair: Sequence[str], pair_names: Sequence[str], names: Mapping[str, str]
) -> Figure:
    """One row a metric: the pair as dots or intervals, all other clusters in grey.

    Args:
        table: Rows of `standing` of one edition.
        pair: The two cluster ids.
        pair_names: Their short names.
        names: Short names of all clusters.
    """
    quantities = [q for q in METRIC_NAMES if q in set(table["quantity"]) and q != TOTAL]
    with plt.rc_context(theme.style()):
        fig, ax = plt.subplots(figsize=(palette.WIDTH, 0.95 * len(quantities) + 0.7))
        for y, quantity in enumerate(quantities):
            rows = table[(table["quantity"] == quantity) & (table["known"] != OPEN)]
            others = rows[~rows["cluster"].isin(pair)]
            middles = others["stated"].fillna((others["low"] + others["high"]) / 2)
            ax.plot(middles, [y] * len(others), "o", color=palette.PALE, markersize=5, zorder=1)
            _name_leader(ax, others.assign(middle=middles), y, names)
            for i, cluster in enumerate(pair):
                _pair_mark(ax, table, quantity, cluster, y, i, pair_names[i])
        ax.set_yticks(range(len(quantities)), [METRIC_NAMES[q] for q in quantities])
        ax.set_ylim(len(quantities) - 0.4, -0.6)
        ax.set_xlim(left=0)
        ax.set_xlabel("Share of the world total, percent")
        ax.grid(axis="x")
        ax.tick_params(axis="y", length=0)
        ax.spines["left"].set_visible(False)
    return fig


def _name_leader(ax: Axes, others: pd.DataFrame, y: int, names: Mapping[str, str]) -> None:
    """The name of the largest other cluster beside its dot."""
    if others.empty:
        return
    top = others.loc[others["middle"].idxmax()]
    ax.annotate(names[top["cluster"]], (top["middle"], y), xytext=(0, -17), ha="center",
                textcoords="offset points", fontsize=9, color=palette.OTHERS, bbox=CLEAR)  # fmt: skip


def _pair_mark(
    ax: Axes, table: pd.DataFrame, quantity: str, cluster: str, y: int, i: int, name: str
) -> None:
    """A dot for a stated share, a bar for an interval, with its label above or below the line."""
    found = table[(table["quantity"] == quantity) & (table["cluster"] == cluster)]
    if found.empty or not math.isfinite(found["high"].iloc[0]):
        return
    row, side = found.iloc[0], (-1, 1)[i]
    height = y + side * 0.16
    colour = palette.PAIR[i]
    if row["known"] in (STATED, DERIVED):
        x = row["stated"] if row["known"] == STATED else (row["low"] + row["high"]) / 2
        ax.plot([row["low"], row["high"]], [height, height], color=colour, linewidth=1.4)
        ax.plot(x, height, palette.MARKERS[quantity], color=colour, markersize=7, zorder=3)
        label = f"{name} {plain(float(x), 1)}"
    else:
        x = row["high"]
        ax.plot([row["low"], row["high"]], [height, height], color=colour, linewidth=5, alpha=0.55,
                solid_capstyle="butt")  # fmt: skip
        least, most = ends(row["low"], row["high"], 2)
        label = f"{name} {least}–{most}" if row["low"] > 0 else f"{name} at most {most}"
    ax.annotate(label, (x, height), xytext=(8, -side * 1 - 3), textcoords="offset points",
                fontsize=9.5, color=palette.PAIR_TEXT[i], fontweight="bold", bbox=CLEAR)  # fmt: skip


def rank_history(history: pd.DataFrame, breaks: Mapping[int, str], height: float = 4.3) -> Figure:
    """Ranks by edition; a line joins only editions with the same method and the same borders.

    Args:
        history: `edition, rank, line (0 or 1), segment, name, origin`; one row a point.
        breaks: The editions in which the method changed, with the change in a few words.
        height: Of the figure, in inches.
    """
    with plt.rc_context(theme.style()):
        fig, ax = plt.subplots(figsize=(palette.WIDTH, height))
        for edition, what in breaks.items():
            ax.axvline(edition - 0.5, color=palette.OTHERS, linewidth=0.8, linestyle=(0, (4, 3)))
            ax.text(edition - 0.44, 0.53, what, fontsize=9, va="top", color=palette.OTHERS)
        named: set[str] = set()
        for (line, _), points in history.groupby(["line", "segment"], sort=False):
            _segment(ax, points.sort_values("edition"), int(line))
            _name_once(ax, points.sort_values("edition"), int(line), named)
        editions = range(int(history["edition"].min()), int(history["edition"].max()) + 1)
        ax.set_xticks(list(editions))
        ax.set_xlim(min(editions) - 0.55, max(editions) + 0.75)
        ax.set_yscale("log")
        ax.set_ylim(1.5 * history["rank"].max(), 0.5)
        ax.yaxis.set_major_locator(FixedLocator([1, 2, 5, 10, 20, 50, 100]))
        ax.yaxis.set_minor_locator(NullLocator())
        ax.yaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:g}"))
        ax.set_ylabel("Rank (log scale)")
        ax.grid(axis="y")
    return fig


def _segment(ax: Axes, points: pd.DataFrame, line: int) -> None:
    """One unbroken stretch of a line, named at its end."""
    colour, marker = palette.PAIR[line], ("o", "s")[line]
    ax.plot(points["edition"], points["rank"], "-", color=colour, linewidth=1.8)
    hollow = points["origin"] == "derived"
    for mask, face in ((hollow, palette.PAPER), (~hollow, colour)):
        ax.plot(points.loc[mask, "edition"], points.loc[mask, "rank"], marker, markersize=6.5,
                markerfacecolor=face, markeredgecolor=colour, linestyle="none")  # fmt: skip
    for edition, rank in zip(points["edition"], points["rank"], strict=True):
        ax.annotate(f"{int(rank)}", (edition, rank), xytext=(0, 7), textcoords="offset points",
                    ha="center", fontsize=9, color=palette.PAIR_TEXT[line])  # fmt: skip


def _name_once(ax: Axes, points: pd.DataFrame, line: int, named: set[str]) -> None:
    """The name of a cluster where it begins, and again where a later line of it does."""
    first = points.iloc[0]
    if first["name"] not in named or len(points) > 1:
        named.add(first["name"])
        ax.annotate(first["name"], (first["edition"], first["rank"]), xytext=(-3, -17), fontsize=9,
                    textcoords="offset points", color=palette.PAIR_TEXT[line],
                    bbox=CLEAR)  # fmt: skip


def size_and_intensity(table: pd.DataFrame, pair: Sequence[str]) -> Figure:
    """Rank by size and rank per inhabitant of each cluster, joined by a line.

    Args:
        table: `cluster, name, rank, intensity_rank`, one row a cluster; NaN where not published.
        pair: The two clusters drawn in colour.
    """
    rows = table.sort_values("intensity_rank", na_position="last").reset_index(drop=True)
    with plt.rc_context(theme.style()):
        fig, ax = plt.subplots(figsize=(palette.WIDTH, 0.36 * len(rows) + 1.2))
        for y, row in rows.iterrows():
            paired = row["cluster"] in pair
            colour = palette.PAIR[list(pair).index(row["cluster"])] if paired else palette.OTHERS
            both = row[["rank", "intensity_rank"]].notna().all()
            if both:
                ax.plot([row["rank"], row["intensity_rank"]], [y, y], color=colour, linewidth=1.4)
            ax.plot(row["rank"], y, "o", color=colour, markersize=7)
            ax.plot(row["intensity_rank"], y, "D", markerfacecolor=palette.PAPER,
                    markeredgecolor=colour, markersize=6.5)  # fmt: skip
            _missing_rank(ax, row, y)
        ax.set_yticks(range(len(rows)), rows["name"])
        ax.set_xscale("log")
        ax.xaxis.set_major_locator(FixedLocator([1, 2, 5, 10, 20, 50, 100]))
        ax.xaxis.set_minor_locator(NullLocator())
        ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:g}"))
        ax.set_xlim(0.8, 140)
        ax.set_ylim(len(rows) - 0.4, -0.6)
        ax.set_xlabel("Rank (log scale): ● by size, ◇ per inhabitant")
        ax.grid(axis="x")
        ax.tick_params(axis="y", length=0)
    return fig


def _missing_rank(ax: Axes, row: pd.Series, y: float) -> None:
    missing = [
        w for c, w in (("rank", "size"), ("intensity_rank", "per inhabitant")) if pd.isna(row[c])
    ]
    if missing and len(missing) < 2:
        known = row["rank"] if pd.notna(row["rank"]) else row["intensity_rank"]
        ax.annotate(f"{missing[0]}: not published", (known, y), xytext=(10, -3), fontsize=9,
                    textcoords="offset points", color=palette.OTHERS)  # fmt: skip
