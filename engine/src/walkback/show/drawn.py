"""The figure of whatever was drawn, in the width and the layout of the house."""

from matplotlib.figure import Figure, FigureBase
from matplotlib.layout_engine import ConstrainedLayoutEngine

from walkback.errors import AnalysisError
from walkback.show import theme

GAP = 0.01  # of the width, between the panels of a grid and a legend beside them


def figure_of(drawn: object) -> Figure:
    """The figure that somebody drew, ready to be saved.

    One that is wider than the page is drawn anew in the width of the page, so that its type keeps
    its size. One without a layout, whose axes stand in rows and columns, gets that of the house.

    Args:
        drawn: A figure, axes, or anything with a figure, such as a `FacetGrid` of seaborn.

    Raises:
        AnalysisError: If it has none.
    """
    held = getattr(drawn, "figure", None)
    fig = held.get_figure(root=True) if isinstance(held, FigureBase) else None
    if not isinstance(fig, Figure):
        raise AnalysisError(
            f"show_figure got a {type(drawn).__name__}, which has no figure: pass the figure, its "
            "axes, or what a function of seaborn returned."
        )
    if fig.get_figwidth() > theme.WIDTH:
        _fit(fig, grid=not isinstance(drawn, Figure) and hasattr(drawn, "tight_layout"))
    if fig.get_layout_engine() is None and any(ax.get_subplotspec() for ax in fig.axes):
        fig.set_layout_engine(ConstrainedLayoutEngine())
    return fig


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
