"""How numbers, intervals, units and qualifiers read: `NumberFormat` knows a language and its units.

Rounding never says more than is known: a lower bound is rounded down, an upper bound up.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from numbers import Integral

from walkback.values.languages import LANGUAGES, Language
from walkback.values.rounding import round_significant, significant

BARE_PERCENT = "bare_percent"

DOWN, NEAREST, UP = -1, 0, 1
_TINY, _HUGE = 1e-5, 1e16  # floats outside of it are written with an exponent
_WAYS = {"over": DOWN, "at_least": DOWN, "nearly": UP, "up_to": UP}


@dataclass(frozen=True)
class NumberFormat:
    """The language that numbers are worded in, and the words of their units.

    Attributes:
        language: `en` or `zh`.
        units: For each unit code, its kind and its word; a code without an entry is its own word.

    Raises:
        ValueError: For another language.
    """

    language: str = "en"
    units: Mapping[str, tuple[str, str]] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise ValueError(
                f"no wording for language '{self.language}': use {' or '.join(LANGUAGES)}"
            )

    @property
    def _words(self) -> Language:
        return LANGUAGES[self.language]

    def say(
        self,
        number: float,
        low: float,
        high: float,
        unit: str = "",
        digits: int | None = None,
        qualifier: str = "exact",
    ) -> str:
        """A value in words; see `walkback.values.value.Value` for the arguments."""
        number, low, high = (round_significant(end) for end in (number, low, high))
        if not math.isnan(number):
            shown = self.with_unit(number, unit, digits, _WAYS.get(qualifier, NEAREST))
            return self.qualified(shown, qualifier)
        ends = (math.isfinite(low), math.isfinite(high))
        if ends == (True, True):
            return self._interval(low, high, unit, digits)
        if ends == (True, False):
            return self._words.low.format(self.with_unit(low, unit, digits, DOWN))
        if ends == (False, True):
            return self._words.high.format(self.with_unit(high, unit, digits, UP))
        return self._words.missing

    def qualified(self, text: str, qualifier: str) -> str:
        """A figure with the words of its qualifier: `over 460`."""
        return self._words.qualified[qualifier].format(text)

    def _interval(self, low: float, high: float, unit: str, digits: int | None) -> str:
        """An interval; ends that read the same are one number, a common unit is said once."""
        first = self.with_unit(low, unit, digits, DOWN)
        second = self.with_unit(high, unit, digits, UP)
        if first == second:
            return first
        tail = second[len(self.figure(high, unit, digits, UP)) :]
        if tail and first.endswith(tail) and self._scale(low, unit) == self._scale(high, unit):
            first = first[: -len(tail)]
        return f"{first}–{second}"

    def figure(self, number: float, unit: str, digits: int | None, way: int = NEAREST) -> str:
        """The digits alone, in the scale that the unit is written in."""
        factor, _ = self._scale(number, unit)
        return plain(toward(number / factor, digits, way), digits)

    def with_unit(
        self, number: float, unit: str, digits: int | None = None, way: int = NEAREST
    ) -> str:
        """A figure with its scale and unit, for example `460 million yuan` or `9.0%`."""
        if unit == "ordinal":
            return self.ordinal(number)
        _, scale = self._scale(number, unit)
        kind, word = self.units.get(unit, ("", "" if unit == BARE_PERCENT else unit))
        text = self.figure(number, unit, digits, way) + scale
        if kind == "percent" and word == "%":
            return text + word
        gap = self._words.gap if word else ""
        return text + gap + (self._singular(word) if number == 1 else word)

    def _scale(self, number: float, unit: str) -> tuple[float, str]:
        """The factor and its word for a large amount of money or a very large number; else one."""
        kind, _ = self.units.get(unit, ("", ""))
        if kind == "currency" or abs(number) >= self._words.scaled_from:
            for factor, word in self._words.scales:
                if abs(number) >= factor:
                    return factor, word
        return 1.0, ""

    def _singular(self, word: str) -> str:
        """The singular of a unit's plural word, in a language that has one."""
        singulars = self._words.singulars
        if singulars is None:
            return word
        if word in singulars:
            return singulars[word]
        return word[:-1] if word.endswith("s") and not word.endswith("ss") else word

    def cardinal(self, number: float) -> str:
        """Whole numbers up to twelve in words, in English; others as digits."""
        words = self._words.cardinals
        if float(number).is_integer() and 0 <= number < len(words):
            return words[int(number)]
        return plain(number)

    def ordinal(self, number: float) -> str:
        """`sixth`, `22nd`; `第6` in Chinese."""
        n, words = int(number), self._words.ordinals
        if self._words.rank:
            return self._words.rank.format(n)
        if 0 <= n < len(words):
            return words[n]
        last = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
        return f"{n}{last}"


PLAIN = NumberFormat()


def plain(number: float | Decimal, digits: int | None = None, *, grouped: bool = True) -> str:
    """A number with a true minus sign, alike in all languages.

    Args:
        number: The number. Integers and decimals keep all of their digits; a float that would
            need too many zeros reads `1.5e-12`.
        digits: Decimals shown; None shows the number's own.
        grouped: Whether thousands are parted by commas.
    """
    comma = "," if grouped else ""
    exact = Decimal(int(number)) if isinstance(number, Integral) else number
    if isinstance(exact, Decimal) and exact.is_finite():
        text = f"{exact:{comma}{'' if digits is None else f'.{digits}'}f}"
    else:
        text = _float_text(significant(float(number)), digits, comma)
    bare = text.removeprefix("-")
    nothing = not bare.strip("0.")
    return f"−{bare}" if bare != text and not nothing else bare


def percent(share: float, digits: int = 0) -> str:
    """A share of one, in percent.

    Args:
        share: From 0 to 1.
        digits: Decimals shown.
    """
    return f"{plain(100 * float(share), digits)}%"


def ends(low: float, high: float, digits: int) -> tuple[str, str]:
    """Both ends of an interval, rounded away from each other, so that no possible value is left out.

    Args:
        low: The lower end.
        high: The upper end.
        digits: Decimals shown.
    """
    return plain(toward(low, digits, DOWN), digits), plain(toward(high, digits, UP), digits)


def _float_text(number: float, digits: int | None, comma: str) -> str:
    size = abs(number)
    if not math.isfinite(number):
        return "nan" if math.isnan(number) else f"{'-' if number < 0 else ''}∞"
    if size >= _HUGE or (digits is None and 0 < size < _TINY):
        mantissa, exponent = f"{number:.9e}".split("e")
        return f"{mantissa.rstrip('0').rstrip('.')}e{int(exponent)}"
    if digits is not None:
        return f"{number:{comma}.{digits}f}"
    decimals = max(0, 10 - len(f"{size:.0f}"))
    text = f"{number:{comma}.{decimals}f}"
    return text.rstrip("0").rstrip(".") if decimals else text


def toward(number: float, digits: int | None, way: int) -> float:
    """A number rounded to `digits` decimals `DOWN` or `UP`; as it is for `NEAREST` or no digits."""
    if digits is None or way == NEAREST or not math.isfinite(number):
        return number
    scale = 10.0**digits
    steps = round(number * scale, 6)  # 0.1 + 0.2 is 0.3
    return (math.floor(steps) if way == DOWN else math.ceil(steps)) / scale
