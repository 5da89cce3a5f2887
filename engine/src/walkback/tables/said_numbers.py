"""The numbers that a sentence says, in English or Chinese, in digits or in words."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

_SCALES = {
    "hundred": 10**2, "thousand": 10**3, "million": 10**6, "mn": 10**6, "billion": 10**9,
    "bn": 10**9, "trillion": 10**12, "十": 10, "百": 100, "千": 1000, "万": 10**4, "百万": 10**6,
    "千万": 10**7, "亿": 10**8, "万亿": 10**12,
}  # fmt: skip
_ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
]  # fmt: skip
_TENS = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
]  # fmt: skip
_ORDINALS = [
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
    "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth",
    "seventeenth", "eighteenth", "nineteenth", "twentieth",
]  # fmt: skip
_PARTS = {"half": (50,), "quarter": (25,), "third": (33, 33.3), "fifth": (20,), "tenth": (10,),
          "半": (50,), "四分之一": (25,), "三分之一": (33, 33.3), "五分之一": (20,)}  # fmt: skip
_WORDS = {
    **{word: number for number, word in enumerate(_ONES)},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
    **{word: number for number, word in enumerate(_ORDINALS)},
    "once": 1, "twice": 2, "a": 1, "both": 2, "dozen": 12,
}  # fmt: skip
_DIGITS = {**{sign: number for number, sign in enumerate("零一二三四五六七八九")}, "两": 2, "〇": 0}
_ZH_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}

_scale = "|".join(sorted(_SCALES, key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?<![\d.A-Za-z])(\d{{1,3}}(?:,\d{{3}})+|\d+)(\.\d+)?(?:[\s\u00a0-]*(?:多|余)?({_scale})(?![a-z]))?",
    re.I,
)
_WORD = re.compile(
    rf"\b({'|'.join(sorted(_WORDS, key=len, reverse=True))})\b(?:[\s-]+({_scale})\b)?", re.I
)
_COMPOUND = re.compile(
    rf"\b({'|'.join(_TENS)})-({'|'.join(_ONES[1:10] + _ORDINALS[1:10])})\b", re.I
)
_CHINESE = re.compile(r"[零〇一二两三四五六七八九十百千万亿]+")
_TENTHS = re.compile(r"([一二三四五六七八九])成([一二三四五六七八九])?")
_HOURS = re.compile(rf"\b({'|'.join(_ONES)})\s+hours?\b", re.I)
_HOURS_ZH = re.compile(r"([一二两三四五六七八九十]+)个?小时")
_PART = re.compile("|".join(_PARTS), re.I)


@lru_cache(maxsize=4096)
def said(text: str) -> frozenset[Decimal]:
    """Every number that a text says: `1.4 million` is both 1.4 and 1400000."""
    found = {number for pair in in_digits(text) for number in pair}
    for tens, ones in _COMPOUND.findall(text):
        found.add(Decimal(_WORDS[tens.lower()] + _WORDS[ones.lower()]))
    for word, scale in _WORD.findall(text):
        number = Decimal(_WORDS[word.lower()])
        found |= {number, number * _SCALES.get(scale.lower(), 1)}
    found |= {Decimal(chinese(run)) for run in _CHINESE.findall(text)}
    found |= {number * 60 for number in _hours(text)}
    for tens, ones in _TENTHS.findall(text):
        found.add(Decimal(10 * _DIGITS[tens] + (_DIGITS[ones] if ones else 0)))
    for part in _PART.findall(text):
        found |= {Decimal(str(number)) for number in _PARTS[part.lower()]}
    if "十四五" in text:  # the 14th five-year plan
        found.add(Decimal(14))
    return frozenset(found)


def in_digits(text: str) -> list[tuple[Decimal, Decimal]]:
    """The numbers that a text writes in digits, each with its scale and without."""
    found = []
    for whole, part, scale in _NUMBER.findall(text):
        number = Decimal(whole.replace(",", "") + part)
        found.append((number * _SCALES.get(scale.lower(), 1), number))
    return found


def chinese(run: str) -> int:
    """The number that Chinese numerals say: `二百三十五` is 235."""
    total = section = digit = 0
    for sign in run:
        if sign in _DIGITS:
            digit = digit * 10 + _DIGITS[sign] if digit and sign in "零〇" else _DIGITS[sign]
        elif sign in "万亿":
            total = (total + section + digit or 1) * _ZH_SCALES[sign]
            section = digit = 0
        else:
            section += (digit or 1) * _ZH_SCALES[sign]
            digit = 0
    return total + section + digit


def _hours(text: str) -> set[Decimal]:
    """The hours that a text says, which a table may hold as minutes."""
    english = {Decimal(_WORDS[word.lower()]) for word in _HOURS.findall(text)}
    return english | {Decimal(chinese(run)) for run in _HOURS_ZH.findall(text)}
