"""The chain from evidence to advice, drawn from left to right."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, PathPatch
from matplotlib.path import Path

from twodeltas.recommendations.chain_layout import Picture
from twodeltas.shared import palette
from walkback.errors import AnalysisError
from walkback.show import theme

MOST = 30  # nodes that a reader can follow
LINE, PAD, GAP, HEAD = 0.158, 0.07, 0.11, 0.3  # inches
LEFT = (0.36, 2.58, 4.08, 5.93)  # where each column begins, in inches
WIDE = (1.86, 1.1, 1.46, 1.2)
LETTERS = (27, 16, 22, 17)
HEADS = ("What was found", "Lever", "Action", "What shows it")
THICK = {"high": 2.2, "medium": 1.3, "low": 0.7}
DASHED = (0, (3.5, 2.2))
FILL = {"high": palette.STEPS[0], "medium": palette.STEPS[1], "low": palette.STEPS[2]}
INK = {"high": palette.PAPER, "medium": palette.INK, "low": palette.INK}


@dataclass
class Box:
    """A node on the page, in inches from the top left."""

    left: float
    top: float
    wide: float
    tall: float
    lines: list[str]

    @property
    def middle(self) -> float:
        """How far its middle is from the top."""
        return self.top + self.tall / 2


def chain(picture: Picture) -> Figure:
    """Findings with the number of items behind each, levers, actions and indicators.

    Args:
        picture: See `twodeltas.recommendations.chain_layout.picture`.

    Raises:
        AnalysisError: If there are more nodes than a reader can follow.
    """
    if len(picture.nodes) > MOST:
        raise AnalysisError(
            f"{len(picture.nodes)} nodes are too many for one picture → draw fewer actions at a time; "
            f"{MOST} can be followed."
        )
    boxes, tall = _laid_out(picture.nodes)
    with plt.rc_context(theme.style() | {"figure.constrained_layout.use": False}):
        fig = plt.figure(figsize=(palette.WIDTH, tall + 0.35))
        ax = fig.add_axes((0, 0.35 / (tall + 0.35), 1, tall / (tall + 0.35)))
        ax.set_xlim(0, palette.WIDTH)
        ax.set_ylim(tall, 0)
        ax.axis("off")
        for step in picture.steps.to_dict("records"):
            _line(ax, boxes[step["from"]], boxes[step["to"]], step["confidence"], step["weakest"])
        for node, row in picture.nodes.iterrows():
            _box(ax, boxes[str(node)], row)
        for left, head in zip(LEFT, HEADS, strict=True):
            ax.text(left, 0.12, head, fontsize=9.5, fontweight="bold", va="center")
        _key(fig)
    return fig


def _laid_out(nodes: pd.DataFrame) -> tuple[dict[str, Box], float]:
    """A box for every node, the columns spread over one height, and that height."""
    boxes: dict[str, Box] = {}
    for node, row in nodes.iterrows():
        column = int(row["column"])
        lines = textwrap.wrap(row["text"], LETTERS[column])
        tall = LINE * len(lines) + 2 * PAD
        boxes[str(node)] = Box(LEFT[column], 0, WIDE[column], tall, lines)
    columns = [nodes[nodes["column"] == c].sort_values("place").index for c in range(len(LEFT))]
    full = [sum(boxes[n].tall for n in names) + GAP * (len(names) - 1) for names in columns]
    for names, used in zip(columns, full, strict=True):
        slack = (max(full) - used) / len(names)
        top = HEAD + slack / 2
        for name in names:
            boxes[name].top = top
            top += boxes[name].tall + GAP + slack
    return boxes, HEAD + max(full) + 0.06


def _box(ax: Axes, box: Box, row: pd.Series) -> None:
    ax.add_patch(
        FancyBboxPatch(
            (box.left, box.top), box.wide, box.tall, boxstyle="round,pad=0,rounding_size=0.06",
            facecolor=palette.PAPER, edgecolor=palette.INK, linewidth=0.9, zorder=3,
            linestyle=DASHED if row["weakest"] else "-",
        )
    )  # fmt: skip
    ax.text(box.left + 0.07, box.middle, "\n".join(box.lines), fontsize=9, va="center",
            linespacing=1.13, zorder=4)  # fmt: skip
    if pd.notna(row["items"]):
        ax.text(0.17, box.middle, str(int(row["items"])), ha="center", va="center", fontsize=9,
                color=INK[row["level"]], zorder=4,
                bbox={"boxstyle": "circle,pad=0.28", "facecolor": FILL[row["level"]],
                      "edgecolor": palette.INK, "linewidth": 0.7})  # fmt: skip


def _line(ax: Axes, first: Box, second: Box, level: str, weakest: bool) -> None:
    a, b = (first.left + first.wide, first.middle), (second.left, second.middle)
    bend = 0.55 * (b[0] - a[0])
    curve = Path(
        [a, (a[0] + bend, a[1]), (b[0] - bend, b[1]), b],
        [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4],
    )
    ax.add_patch(
        PathPatch(curve, facecolor="none", edgecolor=palette.INK if level == "high" else palette.OTHERS,
                  linewidth=THICK[level], linestyle=DASHED if weakest else "-", zorder=2)
    )  # fmt: skip


def _key(fig: Figure) -> None:
    lines = [
        Line2D([], [], color=palette.INK if k == "high" else palette.OTHERS, linewidth=THICK[k])
        for k in THICK
    ]
    dashed = Line2D([], [], color=palette.INK, linewidth=1.3, linestyle=DASHED)
    names = ["sure", "fairly sure", "unsure", "weakest step behind an action"]
    fig.legend([*lines, dashed], names, loc="lower left", ncols=4, bbox_to_anchor=(0.03, 0),
               borderaxespad=0, handlelength=2.6, columnspacing=1.6)  # fmt: skip
