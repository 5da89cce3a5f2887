"""`Value`: a number, or the interval that is known, with unit, qualifier and origins."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import Any

from walkback.values.number_format import BARE_PERCENT, DOWN, PLAIN, UP, NumberFormat, toward
from walkback.values.payloads import VALUE
from walkback.values.rounding import round_significant


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """One row that a value was computed from.

    Attributes:
        table: Name of the raw table, for example `evidence`.
        row: The row's `id`.
        sources: Ids of the sources in `data/references.json`.
        as_of: ISO date of the fact, empty where the source gives none.
        locator: Where in the source.
        confidence: `primary` or `secondary`.
        audit: What a second reading found.
    """

    table: str
    row: str
    sources: tuple[str, ...] = ()
    as_of: str = ""
    locator: str = ""
    confidence: str = ""
    audit: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The origin as JSON-ready data."""
        return {
            "table": self.table,
            "row": self.row,
            "source": list(self.sources),
            "as_of": self.as_of,
            "locator": self.locator,
            "confidence": self.confidence,
            "audit": self.audit,
        }


@dataclass(frozen=True, slots=True)
class Value:
    """A number as known: stated figure, interval, unit, qualifier, origins.

    Attributes:
        number: The stated figure, NaN where only bounds are known.
        low: Smallest number that is possible, -inf where unknown.
        high: Largest number that is possible, +inf where unknown.
        unit: Code of `data/raw/units.csv`.
        digits: Decimals shown; None shows the figure's own digits.
        qualifier: `exact`, `over`, `at_least`, `about`, `nearly`, `up_to`, `expected` or `target`.
        how: How it was got, for example `published`.
        origins: The rows that it came from.
        worded: Whether the text says the qualifier.
        format: The language and the words of units that it reads in; no part of what is known.
    """

    number: float = math.nan
    low: float = -math.inf
    high: float = math.inf
    unit: str = ""
    digits: int | None = None
    qualifier: str = "exact"
    how: str = "published"
    origins: tuple[Origin, ...] = ()
    worded: bool = True
    format: NumberFormat = field(default=PLAIN, compare=False)

    @classmethod
    def exact(cls, number: float, unit: str = "", **more: Any) -> Value:
        """A number that is known exactly, such as a count of rows."""
        return cls(number=number, low=number, high=number, unit=unit, **more)

    @classmethod
    def rounded(cls, number: float, digits: int, unit: str = "", **more: Any) -> Value:
        """A figure printed with `digits` decimals: known to half a unit of the last one."""
        half = 0.5 * 10**-digits
        return cls(number, number - half, number + half, unit, digits, **more)

    @classmethod
    def between(cls, low: float, high: float, unit: str = "", **more: Any) -> Value:
        """Only bounds are known.

        Raises:
            ValueError: If `low` is above `high`.
        """
        if low > high:
            raise ValueError(f"low {low} is above high {high}")
        return cls(low=low, high=high, unit=unit, **more)

    # -- what is known ------------------------------------------------------------------

    @property
    def known(self) -> bool:
        """Whether anything at all is known."""
        return not math.isnan(self.number) or self.low > -math.inf or self.high < math.inf

    @property
    def bounded(self) -> bool:
        """Whether only an interval, no figure, is known."""
        return math.isnan(self.number) and self.known

    @property
    def middle(self) -> float:
        """The stated figure; without one the middle of the interval; else NaN."""
        if not math.isnan(self.number):
            return self.number
        finite = math.isfinite(self.low) and math.isfinite(self.high)
        return (self.low + self.high) / 2 if finite else math.nan

    # -- how it reads -------------------------------------------------------------------

    @property
    def text(self) -> str:
        """The value in words, unit and qualifier included."""
        said = self.qualifier if self.worded else "exact"
        return self.format.say(self.number, self.low, self.high, self.unit, self.digits, said)

    @property
    def range(self) -> str:
        """The interval in words, whether or not a figure is stated."""
        return self.format.say(math.nan, self.low, self.high, self.unit, self.digits)

    @property
    def floor(self) -> Value:
        """The lower end as a value of its own, rounded down."""
        low = toward(self.low, self.digits, DOWN)
        return replace(self, number=low, low=low, high=low, qualifier="exact")

    @property
    def ceiling(self) -> Value:
        """The upper end as a value of its own, rounded up."""
        high = toward(self.high, self.digits, UP)
        return replace(self, number=high, low=high, high=high, qualifier="exact")

    @property
    def bare(self) -> Value:
        """The same value without its unit, for prose that names the thing itself."""
        return replace(self, unit=BARE_PERCENT if self.unit == "percent" else "")

    @property
    def plain(self) -> Value:
        """The same value without its qualifier word, for use where the word stands in the prose.

        The data keep the qualifier: only the text goes without it.

        Raises:
            ValueError: For a lower or upper bound, whose word must never be dropped.
        """
        if self.qualifier not in {"exact", "expected", "target"}:
            raise ValueError(f"'{self.text}' is not exact: its qualifier must stay in sight")
        return replace(self, worded=False)

    @property
    def word(self) -> str:
        """Small whole numbers in words (`three`), others as digits."""
        return self.format.cardinal(self.number)

    @property
    def ordinal(self) -> Value:
        """A rank that reads `sixth` instead of `6`."""
        return replace(self, unit="ordinal")

    def told(self, how: str) -> Value:
        """The same value with the way it was got said in words."""
        return replace(self, how=how)

    def to(self, digits: int | None = None, unit: str | None = None) -> Value:
        """The same value shown with other decimals or another unit word."""
        return replace(
            self,
            digits=self.digits if digits is None else digits,
            unit=self.unit if unit is None else unit,
        )

    # -- arithmetic ---------------------------------------------------------------------

    def __neg__(self) -> Value:
        """The negative, with the interval turned round."""
        flipped = {"over": "up_to", "at_least": "up_to", "up_to": "at_least", "nearly": "over"}
        return replace(
            self,
            number=-self.number,
            low=-self.high,
            high=-self.low,
            qualifier=flipped.get(self.qualifier, self.qualifier),
        )

    def __add__(self, other: Value | float) -> Value:
        """Sum; intervals add."""
        b = _as_value(other, self.format)
        return _joined(self, b, self.number + b.number, [self.low + b.low, self.high + b.high], "+")

    def __sub__(self, other: Value | float) -> Value:
        """Difference; intervals subtract."""
        b = _as_value(other, self.format)
        ends = [_minus(self.low, b.high), _minus(self.high, b.low)]
        return _joined(self, b, self.number - b.number, ends, "−")

    def __mul__(self, other: Value | float) -> Value:
        """Product; the interval is spanned by the products of the ends."""
        b = _as_value(other, self.format)
        ends = [_times(x, y) for x in (self.low, self.high) for y in (b.low, b.high)]
        return _joined(self, b, self.number * b.number, [min(ends), max(ends)], "×")

    def __truediv__(self, other: Value | float) -> Value:
        """Quotient.

        Raises:
            ZeroDivisionError: If zero lies in the divisor's interval.
        """
        b = _as_value(other, self.format)
        if b.low <= 0 <= b.high:
            raise ZeroDivisionError("the divisor may be zero")
        inverse = Value(1 / b.number, 1 / b.high, 1 / b.low, qualifier=(-b).qualifier,
                        origins=b.origins, format=b.format)  # fmt: skip
        return (self * inverse).told(_computed(self, "÷", b))

    __radd__ = __add__

    def __float__(self) -> float:
        """The stated figure, or the middle of the interval."""
        return self.middle

    # -- for the notebook ---------------------------------------------------------------

    def __repr__(self) -> str:
        """The text, so that `{eval}` shows it live in JupyterLab."""
        return self.text

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {"text/plain": self.text, VALUE: self.as_dict()}

    def as_dict(self) -> dict[str, Any]:
        """The value as JSON-ready data; what is unknown is None."""
        return {
            "text": self.text,
            "number": _finite(self.number),
            "low": _finite(self.low),
            "high": _finite(self.high),
            "unit": self.unit,
            "digits": self.digits,
            "qualifier": self.qualifier,
            "worded": self.worded,
            "how": self.how,
            "origins": [origin.as_dict() for origin in self.origins],
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any], numbers: NumberFormat = PLAIN) -> Value:
        """The value that `as_dict` wrote, to read as `numbers` says."""
        origins = tuple(
            Origin(**{k: v for k, v in o.items() if k != "source"}, sources=tuple(o["source"]))
            for o in data["origins"]
        )
        number, low, high = data["number"], data["low"], data["high"]
        return cls(
            number=math.nan if number is None else number,
            low=-math.inf if low is None else low,
            high=math.inf if high is None else high,
            unit=data["unit"],
            digits=data["digits"],
            qualifier=data["qualifier"],
            how=data["how"],
            origins=origins,
            worded=data["worded"],
            format=numbers,
        )


def _as_value(other: Value | float, read_as: NumberFormat) -> Value:
    return other if isinstance(other, Value) else Value.exact(float(other), format=read_as)


def _finite(number: float) -> float | None:
    """The number as it is written, None where it is not known."""
    return round_significant(number) if math.isfinite(number) else None


def _minus(a: float, b: float) -> float:
    return a if math.isinf(a) else a - b


def _times(a: float, b: float) -> float:
    return 0.0 if a == 0 or b == 0 else a * b


def _joined(a: Value, b: Value, number: float, ends: list[float], sign: str) -> Value:
    """The result of an operation: origins of both, the weaker qualifier, the wider digits."""
    low, high = ends
    if math.isnan(low) or math.isnan(high):
        low, high = -math.inf, math.inf
    digits = [d for d in (a.digits, b.digits) if d is not None]
    return Value(
        number=number,
        low=low,
        high=high,
        unit=a.unit or b.unit,
        digits=max(digits) if digits else None,
        qualifier=_weaker(a, b, low, high),
        how=_computed(a, sign, b),
        origins=tuple(sorted(set(a.origins) | set(b.origins))),
        format=b.format if a.format == PLAIN else a.format,
    )


def _computed(a: Value, sign: str, b: Value) -> str:
    """An operation in words: each part as it reads, or in its turn as it was computed."""
    left, right = _term(a), _term(b)
    if sign in "×÷" and any(f" {sum_sign} " in left for sum_sign in "+−"):
        left = f"({left})"
    return f"computed: {left} {sign} {f'({right})' if right != b.text else right}"


def _term(value: Value) -> str:
    return value.how.removeprefix("computed: ") if value.how.startswith("computed") else value.text


def _weaker(a: Value, b: Value, low: float, high: float) -> str:
    """The qualifier of a result: a bound where one end is open, about where one part is."""
    loose = [v.qualifier for v in (a, b) if v.qualifier in {"about", "expected", "target"}]
    if loose:
        return loose[0]
    if a.qualifier == b.qualifier == "exact":
        return "exact"
    if math.isinf(high) and math.isfinite(low):
        return "over" if "over" in {a.qualifier, b.qualifier} else "at_least"
    if math.isinf(low) and math.isfinite(high):
        return "up_to"
    return "about"
