"""The cells of a heat map, read back: how each is filled, and which are hatched."""

from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

NONE = "none"


def fills(ax: Axes) -> list[str]:
    """The fill of every cell, row by row; `none` where a cell has no shade."""
    mesh = ax.collections[0]
    mesh.update_scalarmappable()
    return [to_hex(fill) if fill[3] else NONE for fill in mesh.get_facecolors()]


def marked(ax: Axes) -> dict[tuple[float, float], Rectangle]:
    """The cells that are drawn without shade, by column and row."""
    return {
        (patch.get_x(), patch.get_y()): patch
        for patch in ax.patches
        if isinstance(patch, Rectangle) and patch.get_fill()
    }


def hatched(ax: Axes) -> set[tuple[float, float]]:
    """Column and row of the hatched cells."""
    return {place for place, patch in marked(ax).items() if patch.get_hatch()}


def shaded(ax: Axes) -> int:
    """How many cells have a shade."""
    return sum(fill != NONE for fill in fills(ax))
