"""Charts of the recommendations."""

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from twodeltas.shared import palette
from twodeltas.shared.stacked_bars import label_parts, stacked
from walkback.show import theme
from walkback.tables.labels import labels

COLUMNS = {"advice_shg": "for SHG", "advice_ss": "for SS and its delta", "advice_both": "for both"}


def advice_against_evidence(counts: pd.DataFrame) -> Figure:
    """Advice by dimension and target as bubbles, evidence by dimension and cluster as bars.

    Args:
        counts: See `twodeltas.recommendations.advice.by_dimension`.
    """
    rows, subjects = range(len(counts)), labels("evidence", "dimension", "name")
    with plt.rc_context(theme.style()):
        fig, (left, right) = plt.subplots(
            1, 2, sharey=True, figsize=(palette.WIDTH, 4.0), width_ratios=[1.15, 1]
        )
        _bubbles(left, counts)
        left.set_yticks(rows, [subjects[d] for d in counts["dimension"]])
        left.set_ylim(len(counts) - 0.4, -0.6)
        for i, cluster in enumerate(("shg", "ss")):
            _bars(right, counts[f"evidence_{cluster}"], i, cluster.upper())
        right.set_title("Evidence rows", fontsize=9.5)
        right.set_xlim(0, 1.15 * counts[["evidence_shg", "evidence_ss"]].max().max())
        for ax in (left, right):
            ax.tick_params(axis="y", length=0)
            ax.spines["left"].set_visible(False)
    return fig


def _bubbles(ax: Axes, counts: pd.DataFrame) -> None:
    ax.set_title("Recommendations", fontsize=9.5)
    for x, column in enumerate(COLUMNS):
        for y, number in enumerate(counts[column]):
            if number:
                ax.scatter(x, y, s=70 + 55 * number, color=palette.PALE, edgecolor=palette.OTHERS)
                ax.text(x, y, str(number), ha="center", va="center", fontsize=9)
            else:
                ax.text(x, y, "none", ha="center", va="center", fontsize=9, color=palette.OTHERS)
    ax.set_xticks(range(len(COLUMNS)), [c.replace(" and", "\nand") for c in COLUMNS.values()])
    ax.set_xlim(-0.5, len(COLUMNS) - 0.5)
    ax.spines["bottom"].set_visible(False)
    ax.tick_params(axis="x", length=0)


def _bars(ax: Axes, numbers: pd.Series, i: int, name: str) -> None:
    heights = [y + (-0.19, 0.19)[i] for y in range(len(numbers))]
    # As strong as a fill, and apart from it in grey.
    with plt.rc_context({"hatch.linewidth": 1.6, "hatch.color": palette.PAIR[i]}):
        ax.barh(heights, numbers, height=0.34, color=(palette.PAIR[i], palette.PAPER)[i],
                hatch=("", "/////")[i], edgecolor=palette.PAIR[i], linewidth=0.9)  # fmt: skip
    for y, number in zip(heights, numbers, strict=True):
        ax.text(number, y, f" {number}" + (f" {name}" if y < 0.5 else ""), va="center", fontsize=9,
                color=palette.PAIR_TEXT[i])  # fmt: skip


def transfer_counts(counts: dict[str, dict[str, int]], names: dict[str, str]) -> Figure:
    """How many instruments carry over to each cluster, as stacked bars.

    Args:
        counts: By cluster id, the counts of `twodeltas.recommendations.advice.verdict_counts`.
        names: What stands before each bar, by cluster id.
    """
    words = labels("transfers", "verdict", "many")
    table = pd.DataFrame(counts).loc[list(words)].transpose()
    fills = [{"facecolor": step, "edgecolor": palette.PAPER} for step in palette.STEPS]
    said = [[f"{n} {words[v]}" if n else "" for n in table[v]] for v in words]
    with plt.rc_context(theme.style()):
        fig, ax = plt.subplots(figsize=(palette.WIDTH, 1.9))
        stacked(ax, table.rename(index=names), fills, thick=0.8)
        label_parts(ax, said, [palette.PAPER, palette.INK, palette.INK])
        ax.set_xticks([])
        ax.spines[["bottom", "left"]].set_visible(False)
        ax.tick_params(axis="y", length=0)
    return fig
