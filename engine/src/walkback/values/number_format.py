"""How numbers, intervals, units and qualifiers read in the language of the report.

Rounding never says more than is known: a lower bound is rounded down, an upper bound up.
"""

import math
from dataclasses import dataclass, field

from walkback.values.rounding import round_significant

BARE_PERCENT = "bare_percent"

DOWN, NEAREST, UP = -1, 0, 1
_WAYS = {"over": DOWN, "at_least": DOWN, "nearly": UP, "up_to": UP}

_QUALIFIED = {
    "en": {
        "exact": "{}",
        "over": "over {}",
        "at_least": "at least {}",
        "about": "about {}",
        "nearly": "nearly {}",
        "up_to": "up to {}",
        "expected": "an expected {}",
        "target": "a target of {}",
    },
    "zh": {
        "exact": "{}",
        "over": "超过{}",
        "at_least": "至少{}",
        "about": "约{}",
        "nearly": "近{}",
        "up_to": "至多{}",
        "expected": "预计{}",
        "target": "目标{}",
    },
}
_PHRASES = {
    "en": {
        "missing": "not published",
        "range": "{}–{}",
        "low": "at least {}",
        "high": "at most {}",
    },
    "zh": {"missing": "未公布", "range": "{}–{}", "low": "至少{}", "high": "至多{}"},
}
_SCALES = {
    "en": [(1e12, " trillion"), (1e9, " billion"), (1e6, " million")],
    "zh": [(1e12, "万亿"), (1e8, "亿"), (1e4, "万")],
}
_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_ORDINALS = (
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth",
    "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
)  # fmt: skip


@dataclass
class Language:
    """The language that values are worded in, and the words of its units.

    Attributes:
        code: `en` or `zh`.
        units: For each unit code, its kind and its word.
    """

    code: str = "en"
    units: dict[str, tuple[str, str]] = field(default_factory=dict)


LANGUAGE = Language()


def use(code: str, units: dict[str, tuple[str, str]]) -> None:
    """Word all values in this language from now on.

    Raises:
        ValueError: For a language other than `en` and `zh`.
    """
    if code not in _PHRASES:
        raise ValueError(f"no wording for language '{code}': use en or zh")
    LANGUAGE.code, LANGUAGE.units = code, units


def say(
    number: float, low: float, high: float, unit: str, digits: int | None, qualifier: str
) -> str:
    """The value in words; see `walkback.values.value.Value` for the arguments."""
    phrases = _PHRASES[LANGUAGE.code]
    number, low, high = (round_significant(end) for end in (number, low, high))
    if not math.isnan(number):
        shown = with_unit(number, unit, digits, _WAYS.get(qualifier, NEAREST))
        return _QUALIFIED[LANGUAGE.code][qualifier].format(shown)
    ends = (math.isfinite(low), math.isfinite(high))
    if ends == (True, True):
        return _interval(low, high, unit, digits)
    if ends == (True, False):
        return phrases["low"].format(with_unit(low, unit, digits, DOWN))
    if ends == (False, True):
        return phrases["high"].format(with_unit(high, unit, digits, UP))
    return phrases["missing"]


def outward(low: float, high: float, digits: int | None) -> tuple[float, float]:
    """The ends rounded away from each other, so that no possible number is left out."""
    return toward(low, digits, DOWN), toward(high, digits, UP)


def toward(number: float, digits: int | None, way: int) -> float:
    """A number rounded to `digits` decimals `DOWN` or `UP`; as it is for `NEAREST` or no digits."""
    if digits is None or way == NEAREST or not math.isfinite(number):
        return number
    steps = round(number * 10**digits, 6)  # 0.1 + 0.2 is 0.3
    return (math.floor(steps) if way == DOWN else math.ceil(steps)) / 10**digits


def _interval(low: float, high: float, unit: str, digits: int | None) -> str:
    """An interval; ends that read the same are one number, a common unit is said once."""
    first, second = with_unit(low, unit, digits, DOWN), with_unit(high, unit, digits, UP)
    if first == second:
        return first
    _, scaled_word = _scale(high, unit)
    tail = second[len(figure(high, unit, digits, UP)) :]
    if tail and first.endswith(tail) and _scale(low, unit)[1] == scaled_word:
        first = first[: -len(tail)]
    return _PHRASES[LANGUAGE.code]["range"].format(first, second)


def figure(number: float, unit: str, digits: int | None, way: int = NEAREST) -> str:
    """The digits alone, in the scale that the unit is written in."""
    factor, _ = _scale(number, unit)
    return plain(toward(number / factor, digits, way), digits)


def with_unit(number: float, unit: str, digits: int | None = None, way: int = NEAREST) -> str:
    """A figure with its scale and unit, for example `460 million yuan` or `9.0%`."""
    if unit == "ordinal":
        return ordinal(number)
    _, scale = _scale(number, unit)
    kind, word = LANGUAGE.units.get(unit, ("", "" if unit == BARE_PERCENT else unit))
    text = figure(number, unit, digits, way) + scale
    if kind == "percent" and word == "%":
        return text + word
    gap = "" if LANGUAGE.code == "zh" or not word else " "
    return text + gap + (_singular(word) if number == 1 and LANGUAGE.code == "en" else word)


def _scale(number: float, unit: str) -> tuple[float, str]:
    """The factor and its word for a large amount of money; one for anything else."""
    kind = LANGUAGE.units.get(unit, ("", ""))[0]
    chinese = LANGUAGE.code == "zh"
    if kind != "currency" and not (chinese and abs(number) >= 1e5) and abs(number) < 1e7:
        return 1.0, ""
    for factor, word in _SCALES[LANGUAGE.code]:
        if abs(number) >= factor:
            return factor, word
    return 1.0, ""


def plain(number: float, digits: int | None) -> str:
    """A number with thousands separators and a true minus sign."""
    number = round_significant(number)
    if digits is None:
        decimals = max(0, 10 - len(f"{abs(number):.0f}"))
        text = f"{number:,.{decimals}f}"
        text = text.rstrip("0").rstrip(".") if decimals else text
    else:
        text = f"{number:,.{digits}f}"
    if text.lstrip("-").replace("0", "").replace(".", "") == "":
        text = text.lstrip("-")
    return text.replace("-", "−")


def cardinal(number: float) -> str:
    """Whole numbers up to twelve in words, in English; others as digits."""
    if LANGUAGE.code == "en" and float(number).is_integer() and 0 <= number < len(_WORDS):
        return _WORDS[int(number)]
    return plain(number, None)


def ordinal(number: float) -> str:
    """`sixth`, `22nd`; `第6` in Chinese."""
    n = int(number)
    if LANGUAGE.code == "zh":
        return f"第{n}"
    if 0 <= n < len(_ORDINALS):
        return _ORDINALS[n]
    last = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{last}"


def _singular(word: str) -> str:
    """The singular of a unit's plural word."""
    irregular = {"people": "person", "universities": "university", "laboratories": "laboratory",
                 "facilities": "facility", "cities": "city", "bodies": "body"}  # fmt: skip
    if word in irregular:
        return irregular[word]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
