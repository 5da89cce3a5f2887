"""Which whole numbers of a table stand without commas: years, dates written as one number, codes.

A name that says so decides. Without such a name a whole column decides: all of its numbers are years of
about our time, or days or months that a calendar has. A number without commas is never wrong, and one
with commas is wrong for a year, so what could be either has none.
"""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from walkback.values.scalars import missing, number_of

FIRST_YEAR, LAST_YEAR = 1800, 2100  # whole numbers between them are taken for years
_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[_.]|(?<=[a-z])(?=\d)")
_YEAR = re.compile(
    r"\b(?:years?|yrs?|yyyy|fy|cy|jahr|ann[ée]e|año|anno)\b|年份|年度$|年$|年[（(]", re.IGNORECASE
)
_A_YEAR = re.compile(
    r"(?:\b(?:per|an?|each|every|in|over|by)\b|/)\s*(?:years?|yrs?)\b|每年", re.IGNORECASE
)
_DATE = re.compile(
    r"\b(?:dates?|days?|months?|periods?|quarters?|yyyy ?-?mm(?: ?-?dd)?|datum|timestamp|time)\b"
    r"|日期|年月|月份|日$|月$|季度$|时间",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"\b(?:ids?|codes?|keys?|zip|zip ?codes?|post(?:al)? ?codes?|plz|phones?|tel(?:ephone)?|fax|"
    r"isbn|issn|doi|pm(?:c)?id|orcid|fips|naics|isic|nace|gtin|ean|uuid|barcodes?|serial|"
    r"(?:serial|patent|publication|application|registration|account|order|case|grant|licen[cs]e|docket)"
    r" (?:no|number|nr))\b|编号|编码|代码|邮编|邮政编码|电话|手机|号码|序号|学号|专利号|申请号|公开号|公告号",
    re.IGNORECASE,
)
_NO_CODE = re.compile(r"\b(?:of|per) (?:\w+ )?(?:ids?|codes?|keys?)\b|数$|数量|个数", re.IGNORECASE)
_FORMS = {8: "%Y%m%d", 6: "%Y%m", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}


def are_plain(cells: Sequence[Any], head: str) -> bool:
    """Whether no number of a column has commas: codes, years, or days and months as numbers."""
    numbers = [number_of(cell) for cell in cells if not missing(cell)]
    return says_code(head) or _all_years(numbers) or _all_dates(numbers, head)


def is_plain(cell: Any, *names: str) -> bool:
    """Whether a number has no commas by the name of its column or of its row."""
    number: Any = None if missing(cell) else number_of(cell)
    if number is None:
        return False
    return (
        (1000 <= abs(number) < 3000 and any(map(says_year, names)))
        or any(map(says_code, names))
        or (_is_date(number) and any(map(_says_date, names)))
    )


def says_year(name: str) -> bool:
    """Whether a name says that its numbers are years, and no numbers of years."""
    words = _words(name)
    return bool(_YEAR.search(words)) and not _A_YEAR.search(words)


def says_code(name: str) -> bool:
    """Whether a name says that its numbers are codes: ids, postcodes, numbers of telephones."""
    words = _words(name)
    return bool(_CODE.search(words)) and not _NO_CODE.search(words)


def _says_date(name: str) -> bool:
    return bool(_DATE.search(_words(name)))


def _words(name: str) -> str:
    return _WORDS.sub(" ", name)


def _all_years(numbers: Sequence[Any]) -> bool:
    """Whether all numbers of a column are whole and of about our time."""
    return bool(numbers) and all(
        n is not None and FIRST_YEAR <= n <= LAST_YEAR and n == int(n) for n in numbers
    )


def _all_dates(numbers: Sequence[Any], head: str) -> bool:
    """Whether all are days or months; a month of six digits by chance is excluded by a second one."""
    if not numbers or not all(map(_is_date, numbers)):
        return False
    months = any(n < 10**6 for n in numbers)
    return not months or len(set(numbers)) > 1 or _says_date(head)


def _is_date(number: Any) -> bool:
    """Whether a number reads as a month, a day or a moment of about our time: 202405, 20240501."""
    if number is None or not FIRST_YEAR * 100 <= number < 10**14 or number != int(number):
        return False
    digits = str(int(number))
    form = _FORMS.get(len(digits))
    if form is None or not FIRST_YEAR <= int(digits[:4]) <= LAST_YEAR:
        return False
    try:
        dt.datetime.strptime(digits, form)  # noqa: DTZ007 - only whether a calendar has it
    except ValueError:
        return False
    return True
