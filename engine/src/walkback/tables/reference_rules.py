"""What a source must fulfil: the rules of CSL-JSON, and those of walkback."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from walkback.tables import csl
from walkback.tables.csl_shapes import faults
from walkback.tables.problems import folded, nearest, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from walkback.tables.bibliography import Reference
    from walkback.tables.problems import Problem

CITABLE = re.compile(r"[A-Za-z0-9_](?:[\w.:-]*\w)?", re.ASCII)
_DOI = re.compile(r"10\.\d+(?:\.\d+)*/\S+")
_SCHEME = re.compile(r"^https?://(?:www\.)?", re.IGNORECASE)
_HOST = re.compile(r"localhost|(?:[\w-]+\.)+[\w-]+\.?|[\da-f:.]*:[\da-f:.]*", re.IGNORECASE)
_NO_WORDS = {"URL", "DOI", "note", "annote", "language", "source"}  # not printed, or no words
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffd\ud800-\udfff]")


def entry_problems(entries: list[Reference], today: date) -> Iterator[Problem]:
    """What is wrong with the sources, one by one and with each other."""
    first: dict[str, Reference] = {}
    works: dict[tuple[str, bool], Reference] = {}
    pages: dict[tuple[str, bool], Reference] = {}
    for entry in entries:
        if not isinstance(entry.item, dict):
            yield entry.problem(None, "json", "is not a source", "write an object in braces")
            continue
        other = first.setdefault(folded(entry.id), entry) if entry.id else entry
        if other is not entry:
            message = f"{quoted(entry.id)} stands already in line {other.line}"
            yield entry.problem("id", "duplicate", message, "merge the two, or rename one")
        yield from _doi(entry, works)
        yield from _page(entry, pages)
        yield from _language(entry)
        yield from _required(entry)
        yield from _id(entry)
        yield from _shapes(entry)
        yield from _codes(entry)
        yield from _tags(entry)
        yield from _characters(entry)
        yield from _address(entry)
        for field in ("issued", "accessed"):
            yield from _future(entry, field, today)


def _required(entry: Reference) -> Iterator[Problem]:
    for field in ("id", "type", "title"):
        value = entry.item.get(field)
        if not (isinstance(value, str) and value.strip()):
            yield entry.problem(field, "required", "is missing or empty", "add it as text")
    kind = entry.item.get("type")
    if isinstance(kind, str) and kind.strip() and kind not in csl.TYPES:
        meant = csl.OTHER_NAMES.get(kind) or nearest(kind, csl.TYPES)
        advice = f"use {meant or 'webpage, report or article-newspaper'}"
        yield entry.problem("type", "code", f"{quoted(kind)} is not a type of CSL", advice)


def _id(entry: Reference) -> Iterator[Problem]:
    if entry.id and not CITABLE.fullmatch(entry.id):
        message = f"{quoted(entry.id)} cannot be cited"
        advice = "use ASCII letters, digits, and . : _ - between them"
        if entry.id.startswith(("http:", "https:")):
            advice += ", such as smith-2024; the command `add source FILE` gives such ids itself"
        yield entry.problem("id", "id", message, advice)


def _doi(entry: Reference, works: dict[tuple[str, bool], Reference]) -> Iterator[Problem]:
    """A work that stands there under another id; one may be both a source and a method."""
    doi = bare_doi(entry.item.get("DOI"))
    if entry.item.get("DOI") and not _DOI.fullmatch(doi):
        message = f"{quoted(str(entry.item['DOI']))} is not a DOI"
        yield entry.problem("DOI", "doi", message, "write it like 10.1000/182, or delete it")
        return
    other = works.setdefault((doi, entry.method), entry) if doi else entry
    if other is not entry and other.id != entry.id:
        message = f"is the same work as {quoted(other.id)} in line {other.line}"
        yield entry.problem(
            "DOI", "same-work", message, "cite one of them, delete the other", "warning"
        )


def _page(entry: Reference, pages: dict[tuple[str, bool], Reference]) -> Iterator[Problem]:
    """An address that another source has, too."""
    url = entry.item.get("URL")
    page = _SCHEME.sub("", url).rstrip("/").casefold() if isinstance(url, str) else ""
    other = pages.setdefault((page, entry.method), entry) if page else entry
    if other is not entry and other.id != entry.id:
        message = f"is the address of {quoted(other.id)} in line {other.line}, too"
        advice = "cite one of them and delete the other, or correct the address"
        yield entry.problem("URL", "same-page", message, advice)


def _language(entry: Reference) -> Iterator[Problem]:
    """A language is a code of ISO 639, by which words are hyphenated and sources are counted."""
    given = entry.item.get("language")
    if given is None or (isinstance(given, str) and csl.language(given) == given):
        return
    meant = csl.language(given) if isinstance(given, str) else None
    advice = f"write {meant}" if meant else "write a code such as en, zh or de-AT"
    message = f"{quoted(str(given))} is not the code of a language"
    yield entry.problem("language", "language", message, advice)


def bare_doi(given: Any) -> str:
    """A DOI without the address before it, in small letters; empty if there is none."""
    return csl.bare_doi(given).strip().lower() if isinstance(given, str) else ""


def _shapes(entry: Reference) -> Iterator[Problem]:
    """Fields whose parts the report takes apart."""
    for fault in faults(entry.item):
        yield entry.problem(*fault)


def _codes(entry: Reference) -> Iterator[Problem]:
    """What `custom` says of a source, where the report counts by it."""
    own = entry.item.get("custom") or {}
    if not isinstance(own, dict):
        return
    for name, known in (("kind", csl.KINDS), ("role", csl.ROLES)):
        code = own.get(name)
        if code is not None and code not in known:
            advice = f"use {' or '.join(known)}, or leave it out, which means {csl.LEFT_OUT[name]}"
            message = f"{quoted(str(code))} is not a known code"
            yield entry.problem(f"custom.{name}", "code", message, advice)


def _tags(entry: Reference) -> Iterator[Problem]:
    """Tags that CSL does not know, and LaTeX: they would be shown as they are written."""
    for field in sorted(csl.TEXTS & set(entry.item)):
        text = entry.item[field]
        found = _unread(text) if isinstance(text, str) and field not in _NO_WORDS else ""
        if found:
            message = f"holds {quoted(found)}, which will be shown as it is written"
            advice = "write the text alone; <i>, <b>, <sup> and <sub> are known"
            yield entry.problem(field, "html", message, advice, "warning")


def _unread(text: str) -> str:
    """The first thing in a text that is meant as markup and is none; empty if there is nothing."""
    found = csl.FOREIGN.search(text) or csl.LATEX.search(text)
    open_ones = (
        tag for tag in ("i", "b", "sup", "sub") if _count(tag, text) != _count(f"/{tag}", text)
    )
    return found[0] if found else next((f"<{tag}>" for tag in open_ones), "")


def _count(tag: str, text: str) -> int:
    return text.lower().count(f"<{tag}>")


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
    return parts.scheme in {"http", "https"} and bool(_HOST.fullmatch(parts.hostname or ""))


def _future(entry: Reference, field: str, today: date) -> Iterator[Problem]:
    days = csl.days(entry.item.get(field))
    if days and max(days) > today:
        message = f"{max(days).isoformat()} is in the future"
        yield entry.problem(field, "future", message, "correct the date")
