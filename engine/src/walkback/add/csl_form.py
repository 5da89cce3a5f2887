"""An exported source in the form that `data/references.json` keeps, and what was changed for it."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Any

from walkback.markup import clean
from walkback.tables import csl
from walkback.tables.csl_shapes import known_as
from walkback.tables.reference_rules import CITABLE, bare_doi

_ADDRESS = re.compile(r"https?:|urn:", re.IGNORECASE)
_PARTICLES = ("dropping-particle", "non-dropping-particle", "suffix")
_ISO = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?:T.*)?")
_PUBLISHED = ("published", "published-print", "published-online", "created")  # Crossref's own
_NOCASE = re.compile(r"<span class=\"nocase\">(.*?)</span>", re.DOTALL)
_SEASONS = ("", "Spring", "Summer", "Autumn", "Winter")
_SMALL = {"a", "an", "the", "on", "in", "of", "and", "for", "to", "der", "die", "das", "le", "la"}


def in_form(given: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """A source with the fields of CSL alone, each written as CSL has it.

    Returns:
        The source, its id aside as it was given, and the names of the fields that were left out.
    """
    given = {_own_name(name, given): value for name, value in given.items()}
    kind = str(given.get("type") or "document")
    made: dict[str, Any] = {
        "id": str(given.get("id") or ""),
        "type": csl.OTHER_NAMES.get(kind, kind),
    }
    for name, value in given.items():
        if name in csl.NAMES:
            made[name] = names(value)
        elif name in csl.DATES:
            made[name] = dated(value)
        elif name == "language" and isinstance(value, str) and (code := csl.language(value)):
            made[name] = code
        elif name in csl.TEXTS:
            made[name] = plain(value)
    if "issued" not in made or made["issued"] is None:
        made["issued"] = next(filter(None, (dated(given.get(name)) for name in _PUBLISHED)), None)
    made = {n: value for n, value in made.items() if n == "id" or value not in ("", [], None)}
    if doi := bare_doi(made.get("DOI")):
        written = re.sub(r"^\S*doi\.org/|^doi:\s*", "", str(made["DOI"]), flags=re.IGNORECASE)
        made["DOI"] = written
        made.setdefault("URL", f"https://doi.org/{written if written.lower() == doi else doi}")
    own = given.get("custom")
    if isinstance(own, dict) and own:
        made["custom"] = own
    kept = {*_PUBLISHED, *csl.NAMES, *csl.DATES, *csl.TEXTS, "id", "type", "custom"}
    return made, sorted(name for name, value in given.items() if name not in kept and value)


def _own_name(name: str, given: dict[str, Any]) -> str:
    """The name of a field as CSL writes it, unless that one is there as well."""
    own = known_as(name)
    return own if own and own not in given else name


def plain(value: Any) -> Any:
    """A text as it is read: of several the first, without what only HTML knows."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if not isinstance(value, str):
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return (str(value) if isinstance(value, float) else value) if number else ""
    value = _NOCASE.sub(r"\1", value)
    text = csl.FOREIGN.sub(lambda found: "" if found[0][0] == "<" else found[0], value)
    return unicodedata.normalize("NFC", clean(html.unescape(html.unescape(text))))


def names(value: Any) -> list[dict[str, Any]]:
    """The names of people and bodies, without those that say nothing."""
    listed = value if isinstance(value, list) else [value]
    return [made for one in listed if (made := _name(one))]


def _name(given: Any) -> dict[str, Any]:
    if isinstance(given, str):
        return {"literal": plain(given)} if given.strip() else {}
    if not isinstance(given, dict):
        return {}
    whole = given.get("literal") or given.get("name")
    if whole and not given.get("family"):
        return {"literal": plain(whole)}
    parts = ("family", "given", *_PARTICLES)
    made = {part: plain(given[part]) for part in parts if given.get(part)}
    if "family" not in made:
        return {"literal": made["given"]} if "given" in made else {}
    return made


def dated(value: Any) -> dict[str, Any] | None:
    """A date with its parts as numbers; None where nothing is told."""
    if isinstance(value, int):
        value = str(value)
    if isinstance(value, str):
        return _read_date(value)
    if not isinstance(value, dict):
        return None
    season = str(value.get("season") or "")
    parts = [_whole(part) for part in value.get("date-parts") or () if isinstance(part, list)]
    parts = [part for part in parts if part]
    if season and parts:
        words = _SEASONS[int(season)] if season in {"1", "2", "3", "4"} else season
        return {"literal": f"{words} {parts[0][0]}"}
    if parts:
        return {"date-parts": parts, **({"circa": True} if value.get("circa") else {})}
    if text := value.get("literal"):
        return {"literal": plain(text)}
    return _read_date(str(value["raw"])) if value.get("raw") else None


def _whole(part: list[Any]) -> list[int]:
    """Year, month and day up to the first that is missing."""
    found: list[int] = []
    for one in part:
        if not re.fullmatch(r"\d{1,4}", str(one).strip()) or int(one) == 0:
            break
        found.append(int(one))
    return found


def _read_date(text: str) -> dict[str, Any] | None:
    parts = [
        _ISO.fullmatch(part.strip()) for part in re.split(r"(?<=\d)\s*(?:–|--|/(?=\d{4}))\s*", text)
    ]
    if parts and all(parts):
        return {"date-parts": [[int(g) for g in part.groups() if g] for part in parts if part]}
    return {"raw": plain(text)} if text.strip() else None  # pandoc reads May 2024 and the like


def id_for(entry: dict[str, Any], taken: set[str]) -> str:
    """An id that prose can cite: the given one if it is such, else name and year."""
    given = str(entry.get("id") or "")
    usable = given if not _ADDRESS.match(given) else ""
    wanted = usable if CITABLE.fullmatch(usable) else ascii_words(usable) or _described(entry)
    used = {one.casefold() for one in taken}
    ends = ["", *"bcdefghijklmnopqrstuvwxyz", *(f"-{number}" for number in range(27, 10_000))]
    return next(f"{wanted}{end}" for end in ends if f"{wanted}{end}".casefold() not in used)


def ascii_words(text: str) -> str:
    """A text in ASCII letters and digits, with `-` between its words; empty if nothing is left."""
    bare = unicodedata.normalize(
        "NFKD", text.replace("ß", "ss").replace("ø", "o").replace("ł", "l")
    )
    letters = "".join(c for c in bare if not unicodedata.combining(c))
    return re.sub(r"[^A-Za-z0-9_.:]+", "-", letters).strip("-.:")


def _described(entry: dict[str, Any]) -> str:
    """Who or what it is, and its year: `smith-2024`, or `weather-diary-2024` without an author."""
    people = entry.get("author") or entry.get("editor") or []
    first = people[0] if people else {}
    who = ascii_words(str(first.get("family") or first.get("literal") or "")).lower()
    words = [
        w for w in ascii_words(str(entry.get("title", ""))).lower().split("-") if w not in _SMALL
    ]
    year = re.search(r"\d{4}", str(entry.get("issued", "")))
    named = "-".join((who or "-".join(words[:2])).split("-")[:3])
    return "-".join(filter(None, (named or "source", year[0] if year else "")))
