"""Whether a figure holds anything at all."""

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import Collection
from matplotlib.figure import Figure, SubFigure
from matplotlib.image import AxesImage
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from walkback.errors import AnalysisError
from walkback.show.drawn import COLOURS


def require_ink(label: str, fig: Figure) -> None:
    """Refuse a figure in which nothing is drawn.

    Args:
        label: Its label.
        fig: The figure.

    Raises:
        AnalysisError: If it has no axes and nothing beside them, or only missing values.
    """
    if any(map(_is_inked, _parts(fig))):
        return
    if not fig.axes:
        raise AnalysisError(
            f"{label} is an empty figure: draw before it is shown. A figure that was shown once, "
            "and plt.gcf() behind it, is empty or new."
        )
    marks = [part for ax in fig.axes for part in ax.get_children() if _is_data(ax, part)]
    reason = "all of its values are missing" if marks else "nothing is drawn in its axes"
    raise AnalysisError(f"{label} shows nothing: {reason}. Look at the data that it was given.")


def _parts(fig: Figure | SubFigure) -> list[Artist]:
    """All that may carry data or words: of the axes, and beside them."""
    beside = [*fig.texts, *fig.lines, *fig.patches, *fig.images, *fig.artists]
    axes = [ax for ax in fig.axes if ax.get_label() != COLOURS]
    inside = [part for ax in axes for part in ax.get_children() if _is_data(ax, part)]
    subs = [part for sub in fig.subfigs for part in _parts(sub)]
    return [*beside, *inside, *subs]


def _is_data(ax: Axes, part: Artist) -> bool:
    """Whether a part of axes is no frame, no axis, no title and no legend of theirs."""
    own = [*ax.spines.values(), ax.patch, ax.xaxis, ax.yaxis, ax.title]
    titles = [getattr(ax, "_left_title", None), getattr(ax, "_right_title", None)]
    return not isinstance(part, Legend) and not any(part is one for one in [*own, *titles])


def _is_inked(part: Artist) -> bool:
    """Whether anything of a part would be seen."""
    if not part.get_visible():
        return False
    if isinstance(part, Text):
        return bool(part.get_text().strip())
    if isinstance(part, Line2D) and not hasattr(part, "set_3d_properties"):
        return _finite(np.asarray(part.get_xydata()))
    if isinstance(part, AxesImage):
        return _any_finite(part.get_array())
    if isinstance(part, Rectangle):
        return bool(np.isfinite(part.get_bbox().get_points()).all())
    if isinstance(part, Collection) and not hasattr(part, "do_3d_projection"):
        return _is_inked_collection(part)
    return True


def _is_inked_collection(part: Collection) -> bool:
    values = part.get_array()
    if values is not None and not _any_finite(values):
        return False
    offsets: np.ndarray = np.ma.filled(np.ma.asarray(part.get_offsets(), float), np.nan)
    return _finite(offsets) and any(_finite(path.vertices) for path in part.get_paths())


def _any_finite(values: object) -> bool:
    return bool(np.isfinite(np.ma.filled(np.ma.asarray(values, float), np.nan)).any())


def _finite(points: object) -> bool:
    """Whether one point has all of its coordinates."""
    array: np.ndarray = np.ma.filled(np.ma.asarray(points, float), np.nan)
    return bool(array.size) and bool(np.isfinite(array).all(axis=-1).any())
