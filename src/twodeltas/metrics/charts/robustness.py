"""Charts of how sure a ranking is: rank bands, rank acceptability, importance, Sobol indices."""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from twodeltas.metrics.names import METRIC_NAMES
from twodeltas.shared import palette
from twodeltas.shared.stacked_bars import label_parts, stacked
from walkback.errors import AnalysisError
from walkback.show import theme
from walkback.values.number_format import percent, plain

SHADES = (palette.INK, *palette.METRIC_FILL.values(), palette.PAPER)  # from dark to light
DARK = 2  # so many of them need light text
FACTOR_NAMES = {
    "weights": "Weights",
    "scale": "Scale of the scores",
    "mean": "Arithmetic or geometric",
    "rounding": "Rounding",
    "unknown figures": "Unknown figures",
}


def rank_bands(
    bands: pd.DataFrame, names: Mapping[str, str], pair: Sequence[str], first: int = 15
) -> Figure:
    """The band of ranks of each cluster: 5th to 95th percentile, median, published order.

    Args:
        bands: What `Ranking.bands` returned.
        names: Short names by cluster id.
        pair: The two clusters drawn in colour.
        first: How many clusters to draw, the pair always among them.
    """
    rows = bands[(bands["published"] <= first) | bands["cluster"].isin(pair)].reset_index(drop=True)
    with plt.rc_context(theme.style()):
        fig, ax = plt.subplots(figsize=(palette.WIDTH, 0.27 * len(rows) + 1.25))
        for y, row in enumerate(rows.to_dict("records")):
            colour = _colour(str(row["cluster"]), pair)
            band, = ax.plot([row["low"], row["high"]], [y, y], color=colour, linewidth=5,
                            alpha=0.45, solid_capstyle="butt")  # fmt: skip
            (middle,) = ax.plot(row["median"], y, "o", color=colour, markersize=6.5, zorder=3)
            said, = ax.plot(row["published"], y, "|", color=palette.INK, markersize=13,
                            markeredgewidth=1.6, zorder=4)  # fmt: skip
        _cluster_axis(ax, rows["cluster"], names, pair)
        last = max(int(rows["high"].max()), len(rows))
        ax.set_xlim(0.5, last + 0.5)
        ax.set_xticks(range(1, last + 1) if last <= 12 else [1, *range(5, last + 1, 5)])
        ax.set_xlabel("Rank in the list")
        ax.grid(axis="x")
        fig.legend([band, middle, said], ["band of 90% of the draws", "median", "published rank"],
                   loc="outside upper left", ncols=3)  # fmt: skip
    return fig


def acceptability(
    table: pd.DataFrame, names: Mapping[str, str], pair: Sequence[str], first: int = 10
) -> Figure:
    """Stacked bars: in what share of the draws each cluster has rank 1, 2, 3, 4–10, over 10.

    Args:
        table: What `Ranking.acceptability` returned.
        names: Short names by cluster id.
        pair: The two clusters named in colour.
        first: How many clusters to draw, the pair always among them.
    """
    head = table.head(first)["cluster"]
    rows = table[table["cluster"].isin(head) | table["cluster"].isin(pair)].reset_index(drop=True)
    classes = [c for c in table.columns if c != "cluster" and rows[c].sum() > 0]
    with plt.rc_context(theme.style()):
        fig, ax = plt.subplots(figsize=(palette.WIDTH, 0.29 * len(rows) + 1.25))
        shares = rows.set_index("cluster")[classes]
        rim = {"edgecolor": palette.OTHERS, "linewidth": 0.6}
        stacked(ax, shares, [{"facecolor": shade, **rim} for shade in SHADES[: len(classes)]])
        texts = [
            [plain(100 * float(x), 0) if x >= 0.06 else "" for x in shares[c]] for c in classes
        ]
        label_parts(
            ax, texts, [palette.PAPER if i < DARK else palette.INK for i in range(len(classes))]
        )
        _cluster_axis(ax, rows["cluster"], names, pair)
        ax.set_xlim(0, 1)
        ax.set_xticks(np.linspace(0, 1, 6), [percent(x) for x in np.linspace(0, 1, 6)])
        ax.set_xlabel("Share of the draws")
        ranks = [f"rank {name}" for name in classes]
        fig.legend(ax.containers, ranks, loc="outside upper left", ncols=len(classes))
    return fig


def nominal_and_real(table: pd.DataFrame) -> Figure:
    """Nominal weight, covariance share and main effect of each metric.

    Args:
        table: What `twodeltas.metrics.importance.importance` returned.
    """
    columns = {
        "nominal": ("Nominal weight", "D", palette.PAPER),
        "covariance_share": ("Share of the variance of the sum", "o", palette.INK),
        "main_effect": ("Explained by this metric alone", "s", palette.PALE),
    }
    with plt.rc_context(theme.style()):
        fig, ax = plt.subplots(figsize=(palette.WIDTH, 0.62 * len(table) + 1.35))
        ax.axvline(
            table["nominal"].iloc[0], color=palette.OTHERS, linewidth=0.8, linestyle=(0, (4, 3))
        )
        for y, row in enumerate(table.to_dict("records")):
            ends = [row[c] for c in columns]
            ax.plot([min(ends), max(ends)], [y, y], color=palette.PALE, linewidth=2, zorder=1)
            for i, (column, (label, marker, face)) in enumerate(columns.items()):
                ax.plot(row[column], y, marker, markersize=8.5, markerfacecolor=face, zorder=3,
                        markeredgecolor=palette.INK, label=label if y == 0 else None)  # fmt: skip
                below = i == 0
                ax.annotate(plain(float(row[column]), 2), (row[column], y), xytext=(0, -15 if below else 8),
                            textcoords="offset points", ha="center", fontsize=9, zorder=2,
                            bbox={"facecolor": palette.PAPER, "edgecolor": "none", "pad": 0.4})  # fmt: skip
        ax.set_yticks(range(len(table)), [METRIC_NAMES[m] for m in table["metric"]])
        ax.set_ylim(len(table) - 0.45, -0.5)
        ax.set_xlim(0, 1.02)
        ax.set_xlabel("Share, from 0 to 1")
        ax.tick_params(axis="y", length=0)
        ax.spines["left"].set_visible(False)
        fig.legend(*ax.get_legend_handles_labels(), loc="outside upper left", ncols=3)
    return fig


def sobol(table: pd.DataFrame, results: Mapping[str, str]) -> Figure:
    """First-order (solid) and total (outlined) indices with 95 % intervals, one panel a result.

    Args:
        table: What `twodeltas.metrics.sensitivity.of_pair` returned.
        results: Which results to draw, with their titles.

    Raises:
        AnalysisError: If a result is not in the table.
    """
    missing = set(results) - set(table["result"])
    if missing:
        raise AnalysisError(f"No sensitivity of {', '.join(sorted(missing))} in the table.")
    factors = list(dict.fromkeys(table["factor"]))
    with plt.rc_context(theme.style()):
        fig, axes = plt.subplots(1, len(results), sharey=True, squeeze=False,
                                 figsize=(palette.WIDTH, 0.52 * len(factors) + 1.25))  # fmt: skip
        for ax, (result, title) in zip(axes[0], results.items(), strict=True):
            rows = table[table["result"] == result].set_index("factor").loc[factors]
            _sobol_bars(ax, rows)
            ax.set_title(title)
            ax.set_xlim(0, 1.12)
            ax.set_xlabel("Share of the variance")
            ax.set_xticks(np.linspace(0, 1, 6))
            ax.grid(axis="x")
            ax.tick_params(axis="y", length=0)
        axes[0][0].set_yticks(range(len(factors)), [FACTOR_NAMES.get(f, f) for f in factors])
        axes[0][0].set_ylim(len(factors) - 0.4, -0.6)
        fig.legend(*axes[0][0].get_legend_handles_labels(), loc="outside upper left", ncols=2)
    return fig


def _sobol_bars(ax: Axes, rows: pd.DataFrame) -> None:
    places = np.arange(len(rows))
    error = {"ecolor": palette.OTHERS, "capsize": 2.5, "elinewidth": 1.0}
    styles = [("first", "first_error", -0.19, palette.INK, "alone (first order)"),
              ("total", "total_error", 0.19, palette.PAPER, "with interactions (total)")]  # fmt: skip
    for column, width, shift, face, label in styles:
        share = rows[column].clip(lower=0).to_numpy(dtype=float)
        low = np.minimum(rows[width], share)
        ax.barh(places + shift, share, height=0.34, color=face, edgecolor=palette.INK, linewidth=0.9,
                xerr=np.array([low, rows[width]]), error_kw=error, label=label)  # fmt: skip


def _cluster_axis(
    ax: Axes, clusters: Sequence[str] | pd.Series, names: Mapping[str, str], pair: Sequence[str]
) -> None:
    """Names down the left side, best at the top, the pair in colour."""
    ax.set_yticks(range(len(clusters)), [names[c] for c in clusters])
    ax.set_ylim(len(clusters) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    for tick, cluster in zip(ax.get_yticklabels(), clusters, strict=True):
        if cluster in pair:
            tick.set_color(palette.PAIR_TEXT[list(pair).index(cluster)])
            tick.set_fontweight("bold")


def _colour(cluster: str, pair: Sequence[str]) -> str:
    return palette.PAIR[list(pair).index(cluster)] if cluster in pair else palette.OTHERS
