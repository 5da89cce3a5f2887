"""Names beside the points of a map: each on the first side where it covers nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox

from twodeltas.shared import palette

SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1))  # right, up
ENDS = {1: "left", 0: "center", -1: "right"}  # the end of a name at its point, by its side
FEET = {1: "bottom", 0: "center", -1: "top"}
REACHES = (5.0, 10.0, 17.0, 26.0, 36.0)  # points from the middle of the mark
LED = 12.0  # points from which a line leads to the name
PAD = 1.5  # pixels of paper around a name
INSIDE = 3.0  # pixels between a name and the edge of the map
CROWD = 40.0  # points around a point that count as near
BEAD = 3.0  # pixels: a line is taken as a row of boxes of this size
HARD, FAR = 1000.0, 3.0  # what a pixel of other names costs, and a point of distance


@dataclass(frozen=True)
class Name:
    """A name to write beside a point.

    Attributes:
        text: What it says.
        x: Where the point lies, in the units of the chart.
        y: The same, upwards.
        look: How matplotlib writes it: colour, weight, style.
    """

    text: str
    x: float
    y: float
    look: dict[str, Any] = field(default_factory=dict)


def write(
    ax: Axes, names: Sequence[Name], taken: Sequence[Bbox], crossed: Sequence[Bbox] = ()
) -> list[Annotation]:
    """Write the names, those where it is crowded first; each is free of those before it.

    Args:
        ax: A map that stands where it will be saved.
        names: What to write.
        taken: Boxes in pixels that no name may cover.
        crossed: Boxes in pixels that a name covers only if there is no better place.

    Returns:
        The texts. If a name is free nowhere it stands where it covers least.
    """
    boxes, written = list(taken), []
    for name in _crowded_first(ax, names):
        text, box = _best(ax, name, boxes, crossed)
        boxes.append(box.padded(PAD))
        written.append(text)
    return written


def _crowded_first(ax: Axes, names: Sequence[Name]) -> list[Name]:
    """The names by how many points lie near theirs."""
    spots = ax.transData.transform([(name.x, name.y) for name in names])
    near = CROWD * ax.figure.dpi / 72
    lengths = np.hypot(*(spots[:, None] - spots).transpose(2, 0, 1))
    order = np.argsort(-(lengths < near).sum(axis=1), kind="stable")
    return [names[i] for i in order]


def marks(ax: Axes, points: Sequence[tuple[float, float]], radius: float) -> list[Bbox]:
    """The boxes in pixels of marks of a radius in points."""
    reach = radius * ax.figure.dpi / 72
    spots = ax.transData.transform(np.asarray(points, dtype=float).reshape(-1, 2))
    return [Bbox.from_extents(x - reach, y - reach, x + reach, y + reach) for x, y in spots]


def line(ax: Axes, ends: Sequence[tuple[float, float]]) -> list[Bbox]:
    """Small boxes in pixels along a straight line."""
    start, end = ax.transData.transform(np.asarray(ends, dtype=float))
    steps = max(int(np.hypot(*(end - start)) // BEAD), 1)
    beads = start + np.linspace(0, 1, steps + 1)[:, None] * (end - start)
    return [Bbox.from_bounds(x - BEAD / 2, y - BEAD / 2, BEAD, BEAD) for x, y in beads]


def least(choices: Sequence[Bbox], taken: Sequence[Bbox], crossed: Sequence[Bbox]) -> int:
    """Which of some boxes covers least; the first of equal ones."""
    costs = [HARD * _shared(box, taken) + _shared(box, crossed) for box in choices]
    return int(np.argmin(costs))


def _best(
    ax: Axes, name: Name, boxes: Sequence[Bbox], crossed: Sequence[Bbox]
) -> tuple[Annotation, Bbox]:
    text = ax.annotate(name.text, (name.x, name.y), xytext=(0, 0), textcoords="offset points",
                       fontsize=9, annotation_clip=False, **name.look)  # fmt: skip
    size = text.get_window_extent(text.figure.canvas.get_renderer())
    frame = ax.get_window_extent().padded(-INSIDE)
    spot, dots = ax.transData.transform((name.x, name.y)), ax.figure.dpi / 72
    choices = [_box(spot, size, right * dots, up * dots, side) for right, up, side in _spots()]
    costs = []
    for (right, up, _), box in zip(_spots(), choices, strict=True):
        lost = box.width * box.height - _shared(box, [frame])
        costs.append(HARD * (lost + _shared(box, boxes)) + _shared(box, crossed))
        costs[-1] += FAR * np.hypot(right, up)
    best = int(np.argmin(costs))
    right, up, side = list(_spots())[best]
    text.set(position=(right, up), ha=ENDS[side[0]], va=FEET[side[1]])
    if np.hypot(right, up) >= LED:
        _lead(ax, name, choices[best])
    return text, choices[best]


def _spots() -> Iterator[tuple[float, float, tuple[int, int]]]:
    """Where a name may stand from its point, in points, the nearest first."""
    for reach in REACHES:
        for right, up in SIDES:
            slanted = 0.71 if right and up else 1.0
            yield reach * slanted * right, reach * slanted * up, (right, up)


def _box(spot: np.ndarray, size: Bbox, right: float, up: float, side: tuple[int, int]) -> Bbox:
    """The box in pixels of a text that hangs on its point by the side that looks there."""
    left = spot[0] + right - {1: 0.0, 0: 0.5, -1: 1.0}[side[0]] * size.width
    foot = spot[1] + up - {1: 0.0, 0: 0.5, -1: 1.0}[side[1]] * size.height
    return Bbox.from_bounds(left, foot, size.width, size.height)


def _shared(box: Bbox, others: Sequence[Bbox]) -> float:
    """How many square pixels a box has in common with others."""
    if not others:
        return 0.0
    left, foot, right, top = np.array([other.extents for other in others]).T
    wide = np.minimum(right, box.x1) - np.maximum(left, box.x0)
    tall = np.minimum(top, box.y1) - np.maximum(foot, box.y0)
    return float((wide.clip(0) * tall.clip(0)).sum())


def _lead(ax: Axes, name: Name, box: Bbox) -> None:
    """A thin line from the point to the nearest edge of its name."""
    x, y = ax.transData.transform((name.x, name.y))
    end = (np.clip(x, box.x0, box.x1), np.clip(y, box.y0, box.y1))
    ax.plot(*zip((name.x, name.y), ax.transData.inverted().transform(end), strict=True),
            color=palette.OTHERS, linewidth=0.6, zorder=3)  # fmt: skip
