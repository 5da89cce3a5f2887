"""Charts of city statistics."""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from twodeltas.shared import palette
from twodeltas.shared.series_panels import MARKS
from walkback.show import theme
from walkback.values.number_format import plain


def points_by_city(
    rows: pd.DataFrame, cities: Sequence[str], names: Mapping[str, str], line: Mapping[str, int]
) -> Figure:
    """One panel a city on one common axis; no point is joined to another.

    Args:
        rows: `city, year, value, qualifier, caution`, one row a point.
        cities: The order of the panels.
        names: Names of the cities.
        line: 0 or 1 by city, the cluster that it belongs to.
    """
    with plt.rc_context(theme.style()):
        fig, axes = plt.subplots(1, len(cities), sharey=True, figsize=(palette.WIDTH, 2.7))
        for ax, city in zip(axes, cities, strict=True):
            points = rows[rows["city"] == city].sort_values("year")
            colour, ink = palette.PAIR[line[city]], palette.PAIR_TEXT[line[city]]
            ax.set_title(names[city], color=ink, fontsize=9.5)
            for _, point in points.iterrows():
                marker, filled, _ = MARKS[point["qualifier"]]
                face = colour if filled and not point["caution"] else palette.PAPER
                ax.plot(point["year"], point["value"], marker, color=colour, markersize=6,
                        markerfacecolor=face)  # fmt: skip
            for i in sorted({0, len(points) - 1}) if len(points) else []:
                point = points.iloc[i]
                ax.annotate(plain(point["value"]), (point["year"], point["value"]),
                            xytext=(0, 7), textcoords="offset points", ha="center", fontsize=9,
                            color=ink)  # fmt: skip
            ax.set_xlim(rows["year"].min() - 1.5, rows["year"].max() + 1.5)
            ax.xaxis.set_major_locator(MaxNLocator(2, integer=True))
            ax.grid(axis="y")
        axes[0].set_ylim(0, rows["value"].max() * 1.18)
    return fig
