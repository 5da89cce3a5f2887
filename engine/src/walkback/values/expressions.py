"""What `{eval}` shows of a result: a `Value`, Markdown, or a scalar as text; nothing else."""

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from walkback.errors import AnalysisError
from walkback.values.markdown import Markdown
from walkback.values.scalars import missing, text_of
from walkback.values.value import Value


def shown(result: Any) -> Any:
    """The result as a thing whose representation in the kernel is what the prose shows.

    Args:
        result: What an expression gave.

    Raises:
        AnalysisError: If prose cannot hold it: a table, a list, a function, nothing.
    """
    if isinstance(result, Value | Markdown) or hasattr(type(result), "_repr_markdown_"):
        return result
    if result is None:
        raise AnalysisError("it gives nothing (None): name what is to be shown")
    if missing(result):
        raise AnalysisError(
            f"there is no value ({result}): say so in words, under a condition (when:…)"
        )
    text = text_of(result)
    if isinstance(result, bool | int | float) and repr(result) == text:
        return result  # as JupyterLab has it
    return text


def asked(expression: str) -> str:
    """The Python that has the kernel evaluate an expression and answer with `shown` of its result.

    What is no expression is returned as it is, so that the kernel tells its fault.
    """
    try:
        compile(expression.strip(), "expression", "eval")
    except (SyntaxError, ValueError):
        return expression
    return f'__import__("{__name__}", fromlist=["shown"]).shown((\n{expression}\n))'


def read_alike() -> None:
    """Let JupyterLab show scalars in prose as the report does; nothing outside of a notebook."""
    import numpy as np  # these three cost only notebooks their time
    import pandas as pd
    from IPython.core.getipython import get_ipython

    shell: Any = get_ipython()
    if shell is None or shell.display_formatter is None:
        return
    texts = shell.display_formatter.formatters["text/plain"]
    own = (float, Decimal, dt.date, dt.datetime, dt.timedelta)
    moments = (pd.Timestamp, pd.Timedelta, pd.Period, pd.Interval)
    for kind in {*own, *moments, *np.sctypeDict.values()}:
        texts.for_type(kind, _pretty)


def _pretty(scalar: Any, printer: Any, _cycle: bool) -> None:
    try:
        text = text_of(scalar)
    except AnalysisError:
        text = repr(scalar)
    printer.text(repr(text) if isinstance(scalar, str) else text)


_NUMPY = re.compile(r"np\.[a-z]+\d*_?\((?P<inside>.*)\)|np\.(?P<truth>True|False)_", re.DOTALL)


def without_numpy(representation: str) -> str:
    """`np.int64(3)` as `3`: what a kernel says that does not read alike."""
    found = _NUMPY.fullmatch(representation)
    return (found["inside"] or found["truth"]) if found else representation
