"""Rounding before anything is written or shown, so that another CPU gives the same bytes.

Another kernel of BLAS, or numpy without vector instructions, changes the sixteenth digit.
"""

import math

SIGNIFICANT = 12  # digits: more than any source has, fewer than another CPU could change
_EXACT = 2.0**53
_NOTHING = 1e-12  # what is left where two equal sums are subtracted; no quantity here is so small


def significant(number: float) -> float:
    """The number with twelve significant digits; a whole number as it is, zero without a sign."""
    if isinstance(number, int) or not math.isfinite(number):
        return number
    whole = float(number).is_integer() and abs(number) < _EXACT
    return (float(number) if whole else float(f"{number:.{SIGNIFICANT}g}")) + 0.0


def round_significant(number: float) -> float:
    """The same for a quantity that was computed: dust, as sums leave it, is zero."""
    rounded = significant(number)
    return rounded if isinstance(rounded, int) or not abs(rounded) < _NOTHING else 0.0
