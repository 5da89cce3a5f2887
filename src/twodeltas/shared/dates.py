"""Dates of facts in words: `2024-11` reads November 2024."""

import math
from collections.abc import Iterable

from walkback.tables.lookup import Facts

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SHORT = 3  # letters of a short month
_UNDATED = {"en": "no date", "zh": "日期不详"}


def worded(as_of: str, lang: str, *, short: bool = False) -> str:
    """An ISO date or interval in words.

    Args:
        as_of: A year, month, day, or two of them joined by `/`; empty where the source gives none.
        lang: `en` or `zh`.
        short: Whether months are cut to three letters, for tables.

    Raises:
        ValueError: If a part is no ISO date.
    """
    if not as_of:
        return _UNDATED[lang]
    if "/" in as_of:
        first, last = as_of.split("/")
        return f"{worded(first, lang, short=short)}–{worded(last, lang, short=short)}"
    parts = [int(part) for part in as_of.split("-")]
    if not 1 <= len(parts) <= 3 or not all(1 <= month <= 12 for month in parts[1:2]):
        raise ValueError(f"'{as_of}' is no ISO date: write 2024, 2024-11 or 2024-11-06")
    return _chinese(parts) if lang == "zh" else _english(parts, short)


def _english(parts: list[int], short: bool) -> str:
    words = [str(parts[0])]
    if len(parts) > 1:
        month = _MONTHS[parts[1] - 1]
        words.insert(0, month[:_SHORT] if short else month)
    if len(parts) > 2:
        words.insert(0, str(parts[2]))
    return " ".join(words)


def _chinese(parts: list[int]) -> str:
    return "".join(f"{part}{sign}" for part, sign in zip(parts, "年月日", strict=False))


def span(years: Iterable[float]) -> str:
    """From which year to which decimal years go: `2018 to 2026`, or the one year that it is.

    Raises:
        ValueError: If there is no year.
    """
    ends = [math.floor(year) for year in years]
    first, last = min(ends), max(ends)
    return str(first) if first == last else f"{first} to {last}"


class Dates:
    """The dates of facts by row id, for prose: `date["SHG-112"]` reads November 2024.

    They read in the language of the facts.
    """

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def __getitem__(self, row: str) -> str:
        """The date of a row in words."""
        return worded(self._facts.origin(row).as_of, self._facts.numbers.language)
