"""Kepler's third law: how the year of a planet grows with its distance."""

import numpy as np
import pandas as pd


def exponent(orbits: pd.DataFrame) -> float:
    """The power of the distance that the period follows, by least squares of the logarithms.

    Args:
        orbits: `distance` and `period`, both positive, one row a planet, at least two rows.
    """
    slope, _ = np.polyfit(np.log(orbits["distance"]), np.log(orbits["period"]), 1)
    return float(slope)
