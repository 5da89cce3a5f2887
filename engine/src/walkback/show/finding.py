"""A sentence that is shown only as long as the data bear it out."""

import numpy as np

from walkback.errors import AnalysisError


def finding(sentence: str, holds: object, otherwise: str = "") -> str:
    """The sentence if it holds; else another one; else a stop.

    Args:
        sentence: What a title or a text for screen readers states, with the words of its author.
        holds: Whether the data that are shown bear it out: `True` of Python or NumPy. Anything else,
            a missing value or a count included, does not: what is not known is not stated.
        otherwise: What to say instead, best a title that states nothing.

    Raises:
        AnalysisError: If the sentence does not hold and nothing is given instead.
    """
    if isinstance(holds, bool | np.bool_) and bool(holds):
        return sentence
    if otherwise:
        return otherwise
    raise AnalysisError(
        f"“{sentence}” does not hold any more with the data as they are now → look at the figure or "
        "table, write in the cell what it shows now, and change the condition beside the sentence."
    )
