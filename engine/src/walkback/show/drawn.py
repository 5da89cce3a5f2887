"""The figure of whatever was drawn, in the width and the layout of the house."""

from collections.abc import Iterator, Mapping
from types import ModuleType

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.figure import Figure, FigureBase
from matplotlib.layout_engine import ConstrainedLayoutEngine, TightLayoutEngine

from walkback.errors import AnalysisError
from walkback.show import theme

GAP = 0.01  # of the width, between the panels of a grid and a legend beside them
COLOURS = "<colorbar>"  # the label that matplotlib gives the axes of a bar of colours
HELD = 3  # how deep figures may lie in lists, arrays and dicts

_OTHERS = {
    "plotly": "draw it with matplotlib or seaborn",
    "altair": "draw it with matplotlib or seaborn",
    "bokeh": "draw it with matplotlib or seaborn",
    "holoviews": "draw it with matplotlib or seaborn",
    "PIL": "show it with ax.imshow and pass the axes",
    "plotnine": "pass what its .draw() returns",
}


def figure_of(drawn: object) -> Figure:
    """The figure that somebody drew.

    Args:
        drawn: A figure, axes, what a function of seaborn or the method `plot` of pandas returned,
            or several of these of one figure, as `plt.subplots` gives them.

    Raises:
        AnalysisError: If it has no figure, or more than one.
    """
    found = list(dict.fromkeys(_figures(drawn, HELD)))
    if not found:
        raise AnalysisError(
            f"show_figure got a {type(drawn).__name__}, which has no figure: {_advice(drawn)}."
        )
    if len(found) > 1:
        raise AnalysisError(
            f"show_figure got parts of {len(found)} figures: call it once for each of them."
        )
    return found[0]


def lay_out(fig: Figure, drawn: object) -> None:
    """Make a figure ready to be saved.

    One that is wider than the page is drawn anew in the width of the page, so that its type keeps
    its size. One without a layout, whose axes stand in rows and columns, gets that of the house.

    Args:
        fig: The figure.
        drawn: What it was found by: a grid of seaborn is fitted with its legend.
    """
    if fig.get_figwidth() > theme.WIDTH:
        _fit(fig, grid=not isinstance(drawn, Figure) and hasattr(drawn, "tight_layout"))
    if fig.get_layout_engine() is None and any(ax.get_subplotspec() for ax in fig.axes):
        # A bar of colours that was put into the rows of the axes fits no other engine.
        bars = any(ax.get_subplotspec() for ax in fig.axes if ax.get_label() == COLOURS)
        fig.set_layout_engine(TightLayoutEngine() if bars else ConstrainedLayoutEngine())


def _figures(drawn: object, depth: int) -> Iterator[Figure]:
    """The figures of what was passed and of all that lies in it."""
    if isinstance(drawn, Artist):
        fig = drawn.get_figure(root=True)
        if isinstance(fig, Figure):
            yield fig
    elif isinstance(getattr(drawn, "figure", None), FigureBase):
        yield from _figures(drawn.figure, depth)  # type: ignore[attr-defined]
    elif _module(drawn) == "seaborn":
        yield from _figures(_plotted(drawn), depth)
    elif depth:
        for part in _parts(drawn):
            yield from _figures(part, depth - 1)


def _parts(drawn: object) -> Iterator[object]:
    if isinstance(drawn, Mapping):
        yield from drawn.values()
    elif isinstance(drawn, list | tuple):
        yield from drawn
    elif isinstance(drawn, np.ndarray | pd.Series) and drawn.dtype == object:
        yield from np.asarray(drawn).flat
    elif _module(drawn) == "matplotlib" and not isinstance(drawn, ModuleType):
        yield from vars(drawn).values()  # what `pie` and others return


def _plotted(drawn: object) -> object:
    """The figure of a `Plot` of `seaborn.objects`, in the house style unless it has its own."""
    plotter = drawn.theme(theme.style()).plot() if hasattr(drawn, "theme") else drawn
    return getattr(plotter, "_figure", None)


def _module(drawn: object) -> str:
    return type(drawn).__module__.partition(".")[0]


def _advice(drawn: object) -> str:
    if isinstance(drawn, ModuleType):
        return "pass plt.gcf(), the figure that was drawn last"
    if isinstance(drawn, pd.DataFrame | pd.Series):
        return "draw it first, as in ax = data.plot(), and pass the axes"
    return _OTHERS.get(
        _module(drawn), "pass the figure, its axes, or what a function of seaborn returned"
    )


def _fit(fig: Figure, *, grid: bool) -> None:
    """Draw the same in the width of the page, and a grid's panels beside its legend again."""
    fig.set_size_inches(theme.WIDTH, fig.get_figheight() * theme.WIDTH / fig.get_figwidth())
    if grid:
        fig.tight_layout(rect=(0, 0, _right(fig), 1))


def _right(fig: Figure) -> float:
    """How far the panels may reach to the right, from 0 to 1."""
    fig.draw_without_rendering()
    starts = [legend.get_window_extent().x0 / fig.bbox.width for legend in fig.legends]
    return min((start - GAP for start in starts if start > 0.5), default=1.0)
