"""The chart of years against distances."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from walkback.show import theme


def years_by_distance(orbits: pd.DataFrame, exponent: float) -> Figure:
    """Both on logarithmic scales, with the line of the law through the Earth.

    Args:
        orbits: `name`, `distance` in AU and `period` in years, one row a planet.
        exponent: The power of the distance that the line follows.
    """
    with plt.rc_context(theme.style()):
        fig, ax = plt.subplots(figsize=(theme.WIDTH, 3.6))
        line = np.geomspace(orbits["distance"].min(), orbits["distance"].max(), 50)
        ax.plot(line, line**exponent, color=theme.PALE, zorder=1)
        ax.plot(orbits["distance"], orbits["period"], "o", color="#0B4F7D")
        for _, planet in orbits.iterrows():
            place = (planet["distance"], planet["period"])
            ax.annotate(planet["name"], place, xytext=(6, -9), textcoords="offset points")
        ax.set(xscale="log", yscale="log", xlabel="Distance, AU", ylabel="Period, years")
        ax.xaxis.set_major_formatter("{x:g}")
        ax.yaxis.set_major_formatter("{x:g}")
        ax.margins(x=0.12, y=0.12)
    return fig
