"""The chart of rain by month."""

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from walkback.show import theme


def bars(rain: pd.DataFrame) -> Figure:
    """A bar for each month, the wettest one in colour.

    Args:
        rain: The table `rain`: `name` and `value` in mm, in the order of the months.
    """
    wettest = rain["value"].idxmax()
    colours = ["#0B4F7D" if row == wettest else theme.PALE for row in rain.index]
    with plt.rc_context(theme.style()):
        fig, ax = plt.subplots(figsize=(theme.WIDTH, 3.0))
        drawn = ax.bar([name[:3] for name in rain["name"]], rain["value"], color=colours)
        ax.bar_label(drawn, fmt="%.0f", padding=2)
        ax.set_ylabel("mm")
        ax.margins(y=0.12)
    return fig
