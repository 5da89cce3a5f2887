"""What a source is called, what kind it is, and in which languages it is written."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from twodeltas import paths
from twodeltas.errors import DataError
from twodeltas.facts.package import REFERENCES
from twodeltas.facts.problems import nearest, quoted
from twodeltas.facts.read import read_references

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    References = Mapping[str, Mapping[str, Any]]

_LONGEST_TITLE = 40
_NAMED = 2


def split_ids(cell: object, separator: str = ";") -> tuple[str, ...]:
    """The ids in a cell that may hold several; none for an empty or missing cell."""
    if not isinstance(cell, str):
        return ()
    return tuple(part.strip() for part in cell.split(separator) if part.strip())


def label(source_id: str, references: References | None = None) -> str:
    """A short name for a reader: `Yicai Global (2025)`, or `Yicai Global` without a year.

    Args:
        source_id: The id in `data/references.json`.
        references: The sources by id; without them those of the current checkout.

    Raises:
        DataError: If there is no such source.
    """
    source = find(source_id, references)
    year = str(_year(source) or "")
    return f"{_name(source)} ({year})" if year else _name(source)


def kind(source_id: str, references: References | None = None) -> str:
    """What kind the source is: `primary`, `secondary` or `method`; empty if it is not said.

    Raises:
        DataError: If there is no such source.
    """
    custom = find(source_id, references).get("custom") or {}
    return "method" if custom.get("role") == "method" else str(custom.get("kind") or "")


def languages(source_id: str, references: References | None = None) -> tuple[str, ...]:
    """The languages of the source as codes such as `en` and `zh`; none if not said.

    Raises:
        DataError: If there is no such source.
    """
    return split_ids(find(source_id, references).get("language"))


def find(source_id: str, references: References | None = None) -> Mapping[str, Any]:
    """The source as a CSL-JSON object.

    Raises:
        DataError: If there is no such source.
    """
    known = _current() if references is None else references
    if source_id in known:
        return known[source_id]
    meant = nearest(source_id, known)
    advice = f"did you mean {quoted(meant)}?" if meant else f"add it to {REFERENCES}"
    raise DataError(f"There is no source {quoted(source_id)} in {REFERENCES} → {advice}")


def _current() -> References:
    """The sources of the current checkout, read again only when the file was written."""
    root = paths.current().root
    path = root / REFERENCES
    return _read(root, path.stat().st_mtime_ns if path.is_file() else 0)


@lru_cache(maxsize=4)
def _read(root: Path, _written: int) -> References:
    return read_references(root)


def _name(source: Mapping[str, Any]) -> str:
    """Authors or publisher; else where it was published; else the beginning of the title."""
    authors = [a.get("literal") or a.get("family") or "" for a in source.get("author") or ()]
    authors = [author for author in authors if author]
    if authors:
        return " & ".join(authors) if len(authors) <= _NAMED else f"{authors[0]} et al."
    for field in ("publisher", "container-title"):
        if source.get(field):
            return str(source[field])
    title = str(source.get("title") or source["id"])
    return title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1].rstrip() + "…"


def _year(source: Mapping[str, Any]) -> int | None:
    try:
        return int(source["issued"]["date-parts"][0][0])
    except (KeyError, IndexError, TypeError, ValueError):
        return None
