"""How wide words are in the type of tables, in heights of the type: measured here and nowhere else."""

import re
import unicodedata
from functools import lru_cache

BROKEN_FROM = 12.0  # a longer word may be broken
LETTER = 0.5  # a common sign
_NUMBER = re.compile(r"[<>]?−?[\d,.]+")
_PARTS = re.compile(r"(?<=[-/–—])|(?<=[\u2e80-\uffdc])|(?=[\u2e80-\uffdc])")
_NARROW, _WIDE = "ijlI.,:;'|!f()[]{}-/\\tr", "mwMW%@"


def is_number(word: str) -> bool:
    """Whether a word is a number, which no line breaks."""
    return bool(_NUMBER.fullmatch(word))


def parts_of(word: str) -> list[str]:
    """The parts of a word between which a line may end: behind dashes, and beside each Chinese sign."""
    return [part for part in _PARTS.split(word) if part]


@lru_cache(maxsize=50_000)
def width_of(text: str) -> float:
    """The width of a text on one line."""
    return sum(map(_of_sign, text))


@lru_cache(maxsize=50_000)
def longest_word(text: str) -> float:
    """The width of what a line may not break; long words may be broken, numbers may not."""
    widest = LETTER
    for word in text.split():
        whole = is_number(word)
        for part in parts_of(word):
            width = width_of(part)
            widest = max(widest, width if whole else min(width, BROKEN_FROM))
    return widest


@lru_cache(maxsize=5_000)
def _of_sign(sign: str) -> float:
    if unicodedata.east_asian_width(sign) in "WF":
        return 1.0
    if sign in _NARROW:
        return 0.32
    if sign in _WIDE:
        return 0.81
    return 0.62 if sign.isupper() else 0.53
