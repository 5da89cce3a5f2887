"""Texts beside the points of a chart, moved apart where one would cover another."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes

LINE = 11.5  # points from one line of text to the next
LETTER = 5.0  # points that a letter is wide
STEP = 2.0  # points that a label is moved at a time


@dataclass
class Label:
    """A text beside a point.

    Attributes:
        text: What it says; it may have several lines.
        x: Where the point lies in the chart.
        y: The same, upwards.
        spot: The same, in points of the page from the corner of the panel.
        right: How far the text stands right of the point, in points.
        up: How far its middle stands above it.
        side: Which end of the text stands there: `left`, `center` or `right`.
        leader: How matplotlib draws a line from the text to the point; None for no line.
    """

    text: str
    x: float
    y: float
    spot: tuple[float, float]
    colour: str
    right: float = 4.0
    up: float = 10.0
    side: str = "right"
    leader: dict[str, Any] | None = None

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, right, bottom and top of the text, in points of the page."""
        lines = self.text.split("\n")
        wide = LETTER * max(map(len, lines))
        left = self.spot[0] + self.right - {"left": 0, "center": 0.5, "right": 1}[self.side] * wide
        middle, tall = self.spot[1] + self.up, LINE * len(lines)
        return left, left + wide, middle - tall / 2, middle + tall / 2

    def draw(self, ax: Axes) -> None:
        """Write the text beside its point."""
        ax.annotate(self.text, (self.x, self.y), xytext=(self.right, self.up), fontsize=9,
                    ha=self.side, va="center", textcoords="offset points", color=self.colour,
                    linespacing=0.95, arrowprops=self.leader)  # fmt: skip


def apart(labels: Sequence[Label]) -> list[Label]:
    """The labels, those that would cover another one moved up until they do not."""
    placed: list[Label] = []
    for label in sorted(labels, key=lambda one: one.spot[1] + one.up):
        while any(_cover(label, other) for other in placed):
            label.up += STEP
        placed.append(label)
    return placed


def _cover(one: Label, other: Label) -> bool:
    left, right, bottom, top = one.box
    left2, right2, bottom2, top2 = other.box
    return left < right2 and left2 < right and bottom < top2 and bottom2 < top
