"""The numbers in the two languages of one text: Chinese ones with 亿 and 万, English ones with million."""

import re

import pandas as pd

SCALES = {"亿": 1e8, "万": 1e4, "million": 1e6, "billion": 1e9}
_DATE = re.compile(
    r"\d+\s*[年月日]|\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2})?"
)  # August is no number in English
_NUMBER = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)\s*(亿|万|million\b|billion\b)?")


def numbers(text: str) -> list[float]:
    """The numbers that a text writes in digits, in ascending order; dates and words are left out."""
    found = (
        float(digits.replace(",", "")) * SCALES.get(scale, 1)
        for digits, scale in _NUMBER.findall(_DATE.sub(" ", text))
    )
    return sorted(round(number, 6) for number in found)


def differing(claims: pd.DataFrame) -> list[str]:
    """The claims whose two quotations write different numbers.

    Where one language writes a number in words, as in “Top 100” and “百强”, the two are not compared.

    Args:
        claims: The table `claims` by id, with `quote` and `quote_zh`.
    """
    both = claims.dropna(subset=["quote_zh"])
    told = {str(i): (numbers(row["quote"]), numbers(row["quote_zh"])) for i, row in both.iterrows()}
    return [i for i, (one, other) in told.items() if one and other and one != other]
