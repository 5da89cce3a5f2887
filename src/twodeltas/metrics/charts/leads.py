"""The lead of one cluster over another, with and without a metric."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from twodeltas.metrics.names import METRIC_NAMES
from twodeltas.shared import palette
from walkback.show import theme
from walkback.values.number_format import ends


def lead_with_and_without(
    table: pd.DataFrame, pair_names: Sequence[str], metric: str = "vc"
) -> Figure:
    """The lead of the first cluster over the second with and without a metric.

    Args:
        table: What `twodeltas.metrics.breaks.with_and_without` returned.
        pair_names: Short names of the two clusters.
        metric: The metric that is left out in the second row.
    """
    what = METRIC_NAMES[metric].lower()
    labels = {"with": f"With {what}", "without": f"Without {what}"}
    with plt.rc_context(theme.style()):
        fig, ax = plt.subplots(figsize=(palette.WIDTH, 0.55 * len(table) + 0.95))
        for y, (low, high) in enumerate(table[["low", "high"]].to_numpy(dtype=float)):
            mine = int(low + high < 0)
            ax.barh(y, (low + high) / 2, height=0.5, color=palette.PAIR[mine], alpha=0.6,
                    hatch="////" if mine else None, edgecolor=palette.PAPER)  # fmt: skip
            ax.plot([low, high], [y, y], color=palette.INK, linewidth=2.2)
            ax.annotate(_lead_text(low, high, pair_names), (low if mine else high, y),
                        xytext=(-7 if mine else 7, 0), textcoords="offset points",
                        ha="right" if mine else "left", va="center", fontsize=9.5,
                        color=palette.PAIR_TEXT[mine], fontweight="bold")  # fmt: skip
        ax.axvline(0, color=palette.INK, linewidth=0.9)
        reach = 2.7 * table[["low", "high"]].abs().to_numpy().max()
        ax.set_xlim(-reach, reach)
        ax.set_yticks(range(len(table)), [labels[r] for r in table["rule"]])
        ax.set_ylim(len(table) - 0.4, -0.6)
        ax.xaxis.set_major_formatter(lambda x, _: f"{x:g}".replace("-", "−"))
        ax.set_xlabel("Difference of the sums of shares, percentage points")
        ax.tick_params(axis="y", length=0)
        ax.spines["left"].set_visible(False)
    return fig


def _lead_text(low: float, high: float, pair_names: Sequence[str]) -> str:
    if low < 0 < high:
        return "open: " + " to ".join(ends(low, high, 2))
    least, most = ends(*sorted((abs(low), abs(high))), 2)
    return f"{pair_names[int(high <= 0)]} ahead by {least}–{most}"
