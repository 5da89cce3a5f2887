"""Whether the fields of a source have the shape that CSL-JSON gives them: texts, names, dates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from walkback.tables import csl

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = 'write it like [{"family": "Nardo", "given": "Michela"}] or [{"literal": "WIPO"}]'
_DATE = 'write it like {"date-parts": [[2024, 11, 6]]}; month and day may be left out'
_SEASON = re.compile(r"\d{4}-(1[3-9]|[2-9]\d)$")
_BY_SMALL_LETTERS = {name.lower(): name for name in csl.FIELDS}


class Fault(NamedTuple):
    """What is wrong with a field.

    Attributes:
        field: Its name.
        rule: The name of the rule.
        message: What is wrong.
        advice: What to do.
    """

    field: str
    rule: str
    message: str
    advice: str


def faults(item: dict[str, Any]) -> Iterator[Fault]:
    """Everything in a source that the report would misread or could not take."""
    for field, value in sorted(item.items()):
        if field in csl.NAMES:
            yield from _names(field, value)
        elif field in csl.DATES:
            yield from _date(field, value)
        elif field in csl.TEXTS and (isinstance(value, bool) or not isinstance(value, str | int)):
            yield Fault(field, "shape", "is not a text", "write one text in quotation marks")
        elif (own := known_as(field)) and own != field:
            advice = f"delete it, or {own}" if own in item else f"rename it {own}"
            yield Fault(field, "field", f"is written {own} in CSL-JSON", advice)
    if not isinstance(item.get("custom") or {}, dict):
        yield Fault("custom", "shape", "is not an object", "write it in braces")


def known_as(field: str) -> str:
    """The field of CSL with the same letters, small or large; empty if there is none."""
    return _BY_SMALL_LETTERS.get(field.lower(), "")


def for_pandoc(item: dict[str, Any]) -> dict[str, Any]:
    """A source of sound shape with the fields of CSL alone, its numbers as text."""
    known = {name: value for name, value in item.items() if name in csl.FIELDS}
    made = {
        name: str(value) if name in csl.TEXTS and isinstance(value, int) else value
        for name, value in known.items()
        if name != "custom"
    }
    return {**made, "DOI": csl.bare_doi(str(made["DOI"]))} if made.get("DOI") else made


def _names(field: str, value: Any) -> Iterator[Fault]:
    if not (isinstance(value, list) and all(isinstance(one, dict) for one in value)):
        yield Fault(field, "shape", "is not a list of names", _NAME)
    elif not all(isinstance(one.get(p, ""), str | None) for one in value for p in csl.NAME_PARTS):
        yield Fault(field, "shape", "has a name of which a part is not a text", _NAME)
    elif not all(_says_something(one) for one in value):
        yield Fault(field, "shape", "has a name without family and literal", _NAME)


def _says_something(name: dict[str, Any]) -> bool:
    return any((name.get(part) or "").strip() for part in ("family", "literal", "given"))


def _date(field: str, value: Any) -> Iterator[Fault]:
    given = value if isinstance(value, dict) else {}
    words = [given[name] for name in ("literal", "raw") if given.get(name) is not None]
    if given.get("season") not in (None, "") or _SEASON.match(str(given.get("raw"))):
        message = "has a season, which would be printed as the number of a month"
        yield Fault(field, "date", message, 'write its month, or {"literal": "Spring 2024"}')
    elif not all(isinstance(one, str) and one.strip() for one in words):
        yield Fault(field, "date", "has words that are empty or no text", _DATE)
    elif not ("date-parts" not in given and words) and csl.days(value) is None:
        yield Fault(field, "date", "is not a date", _DATE)
