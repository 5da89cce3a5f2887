"""One scalar as text: the same in tables and in prose, whether Python, numpy or pandas made it.

Neither numpy nor pandas is imported for it: who has a scalar of theirs has imported them.
"""

import datetime as dt
import math
import uuid
from decimal import Decimal
from fractions import Fraction
from numbers import Integral
from pathlib import PurePath
from typing import Any

from walkback.errors import AnalysisError
from walkback.values.number_format import plain
from walkback.values.value import Value

Number = int | float | Decimal | Fraction

_EXACT = 2.0**53
_PLAIN = (dt.time, uuid.UUID, PurePath)  # `str` says them well


def as_python(scalar: Any) -> Any:
    """A scalar of numpy as Python's own, with the digits that it had; others as they are.

    Dates and durations become those of pandas, an array without dimensions what is in it.
    """
    kind = type(scalar)
    numpy = kind.__module__.split(".")[0] == "numpy" and hasattr(kind, "item")
    if not numpy or scalar.shape != () or kind.__name__ == "MaskedConstant":
        return scalar
    if kind.__name__ == "ndarray":
        return as_python(scalar[()])
    if kind.__name__ in {"datetime64", "timedelta64"}:
        import pandas as pd  # only who has such a scalar pays for it

        return pd.Timestamp(scalar) if kind.__name__ == "datetime64" else pd.Timedelta(scalar)
    if kind.__name__ in {"float16", "float32", "longdouble"}:
        whole = float(scalar).is_integer() and abs(float(scalar)) < _EXACT
        return float(scalar if whole else str(scalar))  # the digits that it has, not of its bits
    return scalar.item()


def missing(scalar: Any) -> bool:
    """Whether it stands for what is not there: None, NaN, NaT, NA, masked."""
    if scalar is None or type(scalar).__name__ in {"NAType", "NaTType", "MaskedConstant"}:
        return True
    own = as_python(scalar)
    if isinstance(own, Decimal):
        return own.is_nan()
    return type(own).__name__ == "NaTType" or (isinstance(own, float) and math.isnan(own))


def number_of(scalar: Any) -> Number | None:
    """The scalar as a number, None if it is none; truth values are none."""
    own = as_python(scalar)
    if isinstance(own, bool) or not isinstance(own, Integral | float | Decimal | Fraction):
        return None
    return int(own) if isinstance(own, Integral) else own


def text_of(scalar: Any, digits: int | None = None, *, grouped: bool = False) -> str:
    """How a scalar reads.

    Args:
        scalar: Text, a number, a truth value, a date, a duration, a period, an interval, a
            `Value`.
        digits: Decimals of a number; None shows its own. What is not zero never reads so: `<0.001`.
        grouped: Whether thousands are parted by commas.

    Raises:
        AnalysisError: If it is missing, or no scalar; the message says what to do instead.
    """
    if missing(scalar):
        raise AnalysisError(f"there is no value ({scalar})")
    if isinstance(scalar, Value):
        return scalar.text
    number, own = number_of(scalar), as_python(scalar)
    if number is not None:
        return _number_text(number, digits, grouped=grouped)
    if isinstance(own, str):
        return str.__str__(own)
    if isinstance(own, bool):
        return str(own)
    if isinstance(own, dt.datetime | dt.date):
        return date_text(own, with_time(own))
    if isinstance(own, dt.timedelta):
        return duration_text(own)
    if type(own).__name__ == "Interval":
        ends = (text_of(end, digits) for end in (own.left, own.right))  # a comma stands between
        return (
            f"{'[' if own.closed_left else '('}{', '.join(ends)}{']' if own.closed_right else ')'}"
        )
    if type(own).__name__ == "Period" or isinstance(own, _PLAIN):
        return str(own)
    raise AnalysisError(refusal(own))


def _number_text(number: Number, digits: int | None, *, grouped: bool) -> str:
    if isinstance(number, Fraction) and digits is not None:
        number = float(number)
    if isinstance(number, Fraction):
        return f"{'−' if number < 0 else ''}{abs(number)}"
    step = 0 if digits is None else 10.0**-digits
    size: Any = abs(number)
    if 0 < size < step / 2:
        least = plain(step, digits)
        return f"<{least}" if number > 0 else f">−{least}"
    return plain(number, digits, grouped=grouped)


def with_time(moment: dt.date) -> str:
    """How exactly a moment is told: `` for a day, `minutes`, `seconds` or finer, as `isoformat` has it."""
    if not isinstance(moment, dt.datetime):
        return ""
    if getattr(moment, "nanosecond", 0):
        return "nanoseconds"
    if moment.microsecond:
        return "microseconds"
    if moment.second:
        return "seconds"
    return "minutes" if moment.hour or moment.minute or moment.tzinfo else ""


def date_text(moment: dt.date, exactly: str) -> str:
    """`2024-05-01`, or `2024-05-01 13:45+08:00` where the time is told, as exactly as `with_time`."""
    if not isinstance(moment, dt.datetime) or not exactly:
        return moment.isoformat()[:10] if moment.year < 10_000 else str(moment)
    return moment.isoformat(" ", exactly)


def duration_text(span: dt.timedelta) -> str:
    """`2 days`, `1 day 2:30:00`, `0:00:01.5`."""
    nanoseconds = getattr(span, "value", None)
    total = (
        nanoseconds
        if isinstance(nanoseconds, int)
        else (span // dt.timedelta(microseconds=1)) * 1000
    )
    days, rest = divmod(abs(total), 86_400 * 10**9)
    seconds, fraction = divmod(rest, 10**9)
    clock = f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    clock += f".{fraction:09}".rstrip("0") if fraction else ""
    said = [f"{days} day{'' if days == 1 else 's'}"] if days else []
    return ("−" if total < 0 else "") + " ".join(said + ([clock] if rest or not days else []))


def refusal(thing: Any) -> str:
    """Why something cannot be shown as text, and what to do."""
    kind = type(thing)
    name = f"{'an' if kind.__name__[0] in 'AEIOUaeiou' else 'a'} {kind.__name__}"
    if isinstance(thing, complex):
        return f"it is {name}: show its real and its imaginary part"
    if isinstance(thing, bytes | bytearray | memoryview):
        return f"it is {name}: make it text with .decode()"
    if kind.__name__ in {"DataFrame", "Series", "Styler", "Index"}:
        return f"it is {name}: show it with show_table in a code cell"
    if isinstance(thing, list | tuple | set | frozenset) or kind.__name__ == "ndarray":
        return f"it is {name}: show one of its elements, or join them: ', '.join(map(str, …))"
    if isinstance(thing, dict):
        return f"it is {name}: show one of its values"
    if callable(thing):
        return f"it is {name}: call it, with brackets"
    return f"it is {name}: show a number, a text, a date, a Value or Markdown"
