"""What CSL-JSON 1.0.2 knows: types, fields and dates; and the codes that walkback adds to it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

_TYPES = """
article article-journal article-magazine article-newspaper bill book broadcast chapter classic
collection dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing
interview legal_case legislation manuscript map motion_picture musical_score pamphlet
paper-conference patent performance periodical personal_communication post post-weblog regulation
report review review-book software song speech standard thesis treaty webpage
"""
TYPES = frozenset(_TYPES.split())
_DIGITS = re.compile(r"\d{1,4}", re.ASCII)
_BEFORE_DOI = re.compile(r"^\s*(https?://(dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)

# How Crossref, Zotero and BibTeX call these types themselves.
OTHER_NAMES = {
    "blogPost": "post-weblog",
    "book-chapter": "chapter",
    "bookSection": "chapter",
    "conferencePaper": "paper-conference",
    "dissertation": "thesis",
    "edited-book": "book",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "journal-article": "article-journal",
    "journal article": "article-journal",
    "journalArticle": "article-journal",
    "magazineArticle": "article-magazine",
    "mastersthesis": "thesis",
    "misc": "document",
    "monograph": "book",
    "newspaper-article": "article-newspaper",
    "newspaperArticle": "article-newspaper",
    "online": "webpage",
    "other": "document",
    "peer-review": "review",
    "phdthesis": "thesis",
    "posted-content": "article",
    "preprint": "article",
    "proceedings-article": "paper-conference",
    "reference-entry": "entry",
    "techreport": "report",
    "web-page": "webpage",
    "website": "webpage",
}

_NAMES = """
author chair collection-editor compiler composer container-author contributor curator director
editor editorial-director editor-translator executive-producer guest host illustrator interviewer
narrator organizer original-author performer producer recipient reviewed-author script-writer
series-creator translator
"""
NAMES = frozenset(_NAMES.split())
DATES = frozenset(
    ["accessed", "available-date", "event-date", "issued", "original-date", "submitted"]
)
_TEXTS = """
annote archive archive_collection archive_location archive-place authority call-number
chapter-number citation-key citation-label collection-number collection-title container-title
container-title-short dimensions division DOI edition event event-place event-title genre ISBN ISSN
issue journalAbbreviation jurisdiction keyword language locator medium note number number-of-pages
number-of-volumes original-publisher original-publisher-place original-title page page-first part
part-title PMCID PMID printing publisher publisher-place references reviewed-genre reviewed-title
scale section shortTitle source status supplement title title-short URL version volume volume-title
"""
TEXTS = frozenset(_TEXTS.split())
FIELDS = NAMES | DATES | TEXTS | {"id", "type", "custom"}
NAME_PARTS = ("family", "given", "literal", "suffix", "dropping-particle", "non-dropping-particle")

KINDS = ("primary", "secondary")
"""`custom.kind`: whether who published it speaks for itself. Left out, it is secondary."""

ROLES = ("source", "method")
"""`custom.role`: a source of facts, or literature on a method. Left out, it is a source."""


LEFT_OUT = {"kind": KINDS[1], "role": ROLES[0]}

FOREIGN = re.compile(
    r"</?(?!(?:i|b|sub|sup|sc)>|span(?: (?:class|style)=\"[^\"<>]*\")?>)[A-Za-z][\w:.-]*(?:\s[^<>]*)?/?>"
    r"|&(?:[a-z]{2,8}\d{0,2}|#\d+|#x[0-9a-f]+);",
    re.IGNORECASE,
)
"""Tags that CSL does not know, and signs written as HTML writes them."""


LATEX = re.compile(r"\\[a-zA-Z'\"`^~=.]+|\{[^{}]*\}|\$[^$\s][^$]*[\\^_][^$]*\$")
"""What only LaTeX reads: commands, braces, formulas."""


def with_codes(entry: dict[str, Any]) -> dict[str, Any]:
    """A source whose `custom` says its kind and its role, as they count where it says none."""
    own = {name: code for name, code in (entry.get("custom") or {}).items() if code is not None}
    return {**entry, "custom": {**LEFT_OUT, **own}}


_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
_COUNTRIES = {"cn": "zh", "jp": "ja", "kr": "ko", "gr": "el", "dk": "da", "cz": "cs", "ua": "uk"}
_LANGUAGES = {
    "english": "en",
    "chinese": "zh",
    "german": "de",
    "french": "fr",
    "japanese": "ja",
    "korean": "ko",
    "spanish": "es",
    "italian": "it",
    "portuguese": "pt",
    "russian": "ru",
    "dutch": "nl",
    "arabic": "ar",
    "polish": "pl",
    "swedish": "sv",
    "中文": "zh",
    "英文": "en",
    "日本語": "ja",
    "deutsch": "de",
    "français": "fr",
}


def language(given: str) -> str | None:
    """The code of a language that a text names: `en` for `english`; None if it names none."""
    text = given.strip()
    known = _LANGUAGES.get(text.casefold()) or _COUNTRIES.get(text.casefold())
    if known:
        return known
    if _LANGUAGE.fullmatch(text):
        return text
    code, sign, rest = text.partition("-" if "-" in text else "_")
    lowered = code.lower() + sign + rest
    return lowered if _LANGUAGE.fullmatch(lowered) else None


def days(value: Any) -> list[date] | None:
    """The first day of each date in a CSL date, None if it is not one."""
    try:
        parts = value["date-parts"]
        if not 1 <= len(parts) <= 2 or not all(1 <= len(part) <= 3 for part in parts):
            return None
        return [date(*[_whole(number) for number in (*part, 1, 1)[:3]]) for part in parts]
    except (KeyError, TypeError, ValueError, OverflowError):
        return None


def _whole(number: Any) -> int:
    """A year, month or day: a number, or its digits as Zotero writes them."""
    if isinstance(number, bool) or not isinstance(number, int | str):
        raise TypeError(number)
    if not _DIGITS.fullmatch(str(number)):
        raise ValueError(number)
    return int(number)


def bare_doi(given: str) -> str:
    """A DOI without the address that may stand before it."""
    return _BEFORE_DOI.sub("", given)
