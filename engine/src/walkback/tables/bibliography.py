"""The sources in `data/references.json` against the rules of CSL-JSON and of this project."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from walkback.tables.encoding import read_text
from walkback.tables.package import REFERENCES, json_problem
from walkback.tables.problems import BadData, Problem, Severity, folded, nearest, quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

# The types of CSL 1.0.2.
_TYPES = """
article article-journal article-magazine article-newspaper bill book broadcast chapter classic
collection dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing
interview legal_case legislation manuscript map motion_picture musical_score pamphlet
paper-conference patent performance periodical personal_communication post post-weblog regulation
report review review-book software song speech standard thesis treaty webpage
"""
_CSL_TYPES = frozenset(_TYPES.split())
_CITABLE = re.compile(r"[A-Za-z0-9_](?:[\w.:-]*\w)?", re.ASCII)
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffd\ud800-\udfff]")


@dataclass(frozen=True)
class Reference:
    """One source.

    Attributes:
        line: The line of the file where it begins.
        item: Its CSL-JSON object, or whatever stands in its place.
    """

    line: int
    item: Any

    @property
    def id(self) -> str:
        """Its id, empty if it has none."""
        found = self.item.get("id") if isinstance(self.item, dict) else None
        return found if isinstance(found, str) else ""

    @property
    def method(self) -> bool:
        """Whether it is literature on a method and not a source of facts."""
        custom = self.item.get("custom") if isinstance(self.item, dict) else None
        return isinstance(custom, dict) and custom.get("role") == "method"

    def problem(
        self,
        field: str | None,
        rule: str,
        message: str,
        advice: str,
        severity: Severity = "error",
    ) -> Problem:
        """A problem of this source."""
        return Problem(REFERENCES, self.line, field, rule, message, advice, self.id, severity)


def read_entries(root: Path) -> list[Reference]:
    """All sources, with the lines where they stand.

    Raises:
        BadData: If the file is missing, is not JSON, or is not a list.
    """
    text = read_text(root / REFERENCES, REFERENCES)
    try:
        whole = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadData(json_problem(error, REFERENCES)) from None
    except RecursionError:
        whole = None
    if not isinstance(whole, list):
        message, advice = "is not a list of sources", "export it from Zotero as CSL JSON"
        raise BadData(Problem(REFERENCES, 1, None, "json", message, advice))
    return list(_entries(text))


def entry_problems(entries: list[Reference], today: date) -> Iterator[Problem]:
    """What is wrong with the sources, one by one and with each other."""
    first: dict[str, Reference] = {}
    for entry in entries:
        if not isinstance(entry.item, dict):
            yield entry.problem(None, "json", "is not a source", "write an object in braces")
            continue
        other = first.setdefault(folded(entry.id), entry) if entry.id else entry
        if other is not entry:
            message = f"{quoted(entry.id)} stands already in line {other.line}"
            yield entry.problem("id", "duplicate", message, "merge the two, or rename one")
        yield from _required(entry)
        yield from _id(entry)
        yield from _shapes(entry)
        yield from _characters(entry)
        yield from _address(entry)
        for field in ("issued", "accessed"):
            if field in entry.item:
                yield from _date(entry, field, today)


def unused(entries: list[Reference], used: Collection[str]) -> Iterator[Problem]:
    """The sources that no table and no notebook names, those of methods aside."""
    for entry in entries:
        if entry.id and entry.id not in used and not entry.method:
            message = "is cited by no table and by no notebook"
            yield entry.problem(None, "unused", message, "cite it or delete it", "warning")


def _entries(text: str) -> Iterator[Reference]:
    """The items of a list that is known to be valid JSON."""
    decoder = json.JSONDecoder()
    at, line, seen = text.index("[") + 1, 1, 0
    while True:
        while text[at] in " \t\r\n,":
            at += 1
        if text[at] == "]":
            return
        line += text.count("\n", seen, at)
        seen = at
        item, at = decoder.raw_decode(text, at)
        yield Reference(line, item)


def _required(entry: Reference) -> Iterator[Problem]:
    for field in ("id", "type", "title"):
        value = entry.item.get(field)
        if not (isinstance(value, str) and value.strip()):
            yield entry.problem(field, "required", "is missing or empty", "add it as text")
    kind = entry.item.get("type")
    if isinstance(kind, str) and kind.strip() and kind not in _CSL_TYPES:
        advice = f"use {nearest(kind, _CSL_TYPES) or 'webpage, report or article-newspaper'}"
        yield entry.problem("type", "code", f"{quoted(kind)} is not a type of CSL", advice)


def _id(entry: Reference) -> Iterator[Problem]:
    if entry.id and not _CITABLE.fullmatch(entry.id):
        message = f"{quoted(entry.id)} cannot be cited"
        advice = "use ASCII letters, digits, and . : _ - between them"
        yield entry.problem("id", "id", message, advice)


def _shapes(entry: Reference) -> Iterator[Problem]:
    """Fields whose parts the report takes apart."""
    authors = entry.item.get("author", [])
    if not (isinstance(authors, list) and all(isinstance(one, dict) for one in authors)):
        advice = 'write it like [{"family": "Nardo", "given": "Michela"}] or [{"literal": "WIPO"}]'
        yield entry.problem("author", "shape", "is not a list of names", advice)
    if not isinstance(entry.item.get("custom") or {}, dict):
        yield entry.problem("custom", "shape", "is not an object", "write it in braces")


def _characters(entry: Reference) -> Iterator[Problem]:
    """Characters that cannot be seen, in any text of the source."""
    for field, value in entry.item.items():
        found = next(filter(None, map(_UNSEEN.search, _strings(value))), None)
        if found:
            code = f"U+{ord(found[0]):04X}"
            message = f"holds {code}, which cannot be seen or turns the text around"
            yield entry.problem(field, "control", message, "type the text anew")


def _strings(value: Any) -> Iterator[str]:
    """Every text in a field."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)


def _address(entry: Reference) -> Iterator[Problem]:
    url = entry.item.get("URL")
    if url is not None and not _is_web_address(url):
        message = f"{quoted(str(url))} is not a web address"
        advice = "begin it with https:// or http://, or delete it"
        yield entry.problem("URL", "url", message, advice)


def _is_web_address(url: Any) -> bool:
    """Whether it is http or https, has a host, and no spaces or control characters."""
    if not isinstance(url, str) or not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _date(entry: Reference, field: str, today: date) -> Iterator[Problem]:
    value = entry.item[field]
    if isinstance(value, dict) and "date-parts" not in value and {"literal", "raw"} & set(value):
        return
    advice = 'write it like {"date-parts": [[2024, 11, 6]]}; month and day may be left out'
    days = _days(value)
    if days is None:
        yield entry.problem(field, "date", "is not a date", advice)
    elif max(days) > today:
        message = f"{max(days).isoformat()} is in the future"
        yield entry.problem(field, "future", message, "correct the date")


def _days(value: Any) -> list[date] | None:
    """The first day of each date in a CSL date, None if it is not one."""
    try:
        parts = value["date-parts"]
        if not 1 <= len(parts) <= 2 or not all(1 <= len(part) <= 3 for part in parts):
            return None
        return [date(*[int(number) for number in (*part, 1, 1)[:3]]) for part in parts]
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
