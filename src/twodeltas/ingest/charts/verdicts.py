"""Chart of the claims: one tile a claim, shaded by the verdict of the check."""

from collections.abc import Mapping
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Patch

from twodeltas.ingest.verdicts import VERDICTS
from twodeltas.shared import palette
from walkback.show import theme
from walkback.tables.labels import labels

DARK = ("corroborated", "contradicted")
LINES = {"not_found": (0, (2, 1.5)), "contradicted": (0, (1, 1))}


def claims_by_verdict(claims: pd.DataFrame, documents: Mapping[str, str]) -> Figure:
    """One panel a document, one row a dimension, one tile a claim with its id.

    Args:
        claims: The table `claims`.
        documents: The documents in words by id, upper panel first.
    """
    parts = {name: claims[claims["source_id"] == name] for name in documents}
    rows = {name: part["dimension"].nunique() for name, part in parts.items()}
    longest = max(part["dimension"].value_counts().max() for part in parts.values())
    with plt.rc_context(theme.style()):
        fig, axes = plt.subplots(
            len(parts),
            1,
            squeeze=False,
            figsize=(palette.WIDTH, 0.33 * sum(rows.values()) + 0.45 * len(parts) + 0.35),
            height_ratios=list(rows.values()),
        )
        for ax, (name, part) in zip(axes.flat, parts.items(), strict=True):
            _panel(ax, part, longest)
            ax.set_title(f"{documents[name]}: {len(part)} claims")
        fig.legend(handles=_legend(claims["check"]), loc="outside lower left", ncols=4)
    return fig


def _panel(ax: Axes, part: pd.DataFrame, longest: int) -> None:
    """The tiles of one document, the dimension with most claims first."""
    dimensions = list(part["dimension"].value_counts(sort=True).index)
    subjects = labels("evidence", "dimension", "short")
    for y, dimension in enumerate(dimensions):
        group = part[part["dimension"] == dimension]
        order = group["check"].map(VERDICTS.index).sort_values(kind="stable").index
        for x, claim in enumerate(order):
            _tile(ax, x, y, str(claim), str(group.loc[claim, "check"]))
    ax.set_yticks(range(len(dimensions)), [subjects[code] for code in dimensions])
    ax.set_xlim(-0.5, longest - 0.5)
    ax.set_ylim(len(dimensions) - 0.45, -0.55)
    ax.set_xticks([])
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)


def _tile(ax: Axes, x: int, y: int, claim: str, verdict: str) -> None:
    box = FancyBboxPatch((x - 0.44, y - 0.36), 0.88, 0.72, boxstyle="round,pad=0,rounding_size=0.1",
                         mutation_aspect=1, **_style(verdict))  # fmt: skip
    ax.add_patch(box)
    ink = palette.PAPER if verdict in DARK else palette.INK
    text = f"× {claim}" if verdict == "contradicted" else claim
    ax.text(x, y, text, ha="center", va="center", fontsize=9, color=ink)


def _style(verdict: str) -> dict[str, Any]:
    return {
        "facecolor": palette.VERDICT[verdict],
        "edgecolor": palette.OTHERS,
        "linewidth": 0.7,
        "linestyle": LINES.get(verdict, "solid"),
    }


def _legend(verdicts: pd.Series) -> list[Patch]:
    """A patch for each verdict that was given, with its number."""
    counts, words = verdicts.value_counts(), labels("claims", "check")
    return [Patch(label=f"{words[v]} ({counts[v]})", **_style(v)) for v in VERDICTS if v in counts]
