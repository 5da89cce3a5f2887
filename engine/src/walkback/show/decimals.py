"""How many decimals a column of floats shows where its author names none: the same down the column.

Numbers that have at most nine digits were typed or measured so, and are shown with all of them. A
number with more was computed, as a mean is: then the largest keeps four significant digits, the
smallest three, and so does the distance between the largest and the smallest. What is not whole keeps
one decimal. In a column whose numbers are too far apart for that each keeps up to ten digits of its own. The
CSV has all digits in any case.
"""

import math
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from walkback.values.rounding import SIGNIFICANT, significant
from walkback.values.scalars import as_python

TYPED = 9  # significant digits of a number that nobody computed
_NARROW = 7  # the same for floats of half their size
_LARGEST, _SMALLEST = 4, 3  # significant digits
_TINY, _HUGE = 1e-5, 1e16  # what lies outside of it has an exponent
_COUNT = re.compile(r"N|(?i:.*\b(?:count|nobs|observations|unique|freq)|.*(?:个数|数量))")


def decimals_of(cells: Sequence[Any]) -> int | None:
    """The decimals of the floats of a column.

    Args:
        cells: The cells as they were given: floats of Python or numpy, and others, which do not count.

    Returns:
        None where each keeps its own: no float is there, or they are too far apart.
    """
    floats = [_of_float(cell) for cell in cells if _is_float(cell)]
    known = [(abs(n), digits) for n, digits in floats if n == 0 or _TINY <= abs(n) < _HUGE]
    own = max((_decimals(size) for size, _ in known), default=0)
    if not own:
        return None
    largest = max(size for size, _ in known)
    if all(_digits(size) <= digits for size, digits in known):
        wanted = own
    else:
        wanted = min(own, _wanted([number for number, _ in floats if _TINY <= abs(number) < _HUGE]))
    return wanted if wanted + _before(largest) <= SIGNIFICANT else None


def is_whole(cell: Any, name: str) -> bool:
    """Whether a float is a count by the name of its row: it has no decimals among means."""
    whole = _is_float(cell) and math.isfinite(cell) and cell == int(cell)
    return whole and bool(_COUNT.fullmatch(name.strip()))


def has_exponent(cell: Any) -> bool:
    """Whether a float is so small or so large that it is written with an exponent."""
    return _is_float(cell) and cell != 0 and not _TINY <= abs(cell) < _HUGE


def _wanted(numbers: Sequence[float]) -> int:
    sizes = [abs(number) for number in numbers]
    spread = significant(max(numbers) - min(numbers))
    needs = [
        _LARGEST - _before(max(sizes)),
        _SMALLEST - _before(min(sizes)),
        _SMALLEST - _before(spread) if spread else 1,
    ]
    return max(1, *needs)


def _before(size: float) -> int:
    """Digits before the point; below one the zeros behind it, as a negative number."""
    return math.floor(math.log10(size)) + 1 if size else 1


def _is_float(cell: Any) -> bool:
    return isinstance(cell, float) or type(cell).__name__ in {"float16", "float32", "longdouble"}


def _of_float(cell: Any) -> tuple[float, int]:
    """A float rounded, and how many digits one has that nobody computed."""
    narrow = type(cell).__name__ in {"float16", "float32"}
    return significant(float(as_python(cell))), _NARROW if narrow else TYPED


def _exact(size: float) -> tuple[int, int]:
    """Digits and exponent of a rounded number, without zeros at its end."""
    _, digits, exponent = Decimal(f"{size:.{SIGNIFICANT - 1}e}").normalize().as_tuple()
    return len(digits), int(exponent)


def _digits(size: float) -> int:
    return _exact(size)[0]


def _decimals(size: float) -> int:
    return max(0, -_exact(size)[1])
