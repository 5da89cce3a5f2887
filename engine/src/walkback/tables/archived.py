"""Which primary sources have an address in an archive, for the day when their own is gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from walkback.tables.problems import counted

FIELD = "archive"  # of `custom`; empty where no address is known


def asked(entries: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The primary sources that have the field, whether it is filled or not.

    Args:
        entries: The bibliography, CSL-JSON.
    """
    return [
        entry for entry in entries if _own(entry).get("kind") == "primary" and FIELD in _own(entry)
    ]


def _own(entry: object) -> Mapping[str, Any]:
    """What a source says beside CSL-JSON; empty for what is no source."""
    own = entry.get("custom") if isinstance(entry, dict) else None
    return own if isinstance(own, dict) else {}


def without(entries: Iterable[Mapping[str, Any]]) -> list[str]:
    """Ids of the primary sources whose field is empty."""
    return [str(entry["id"]) for entry in asked(entries) if not entry["custom"][FIELD]]


def line(entries: Iterable[Mapping[str, Any]], file: str) -> str:
    """One line on those without an address; empty for a bibliography without the field.

    Args:
        entries: The bibliography, CSL-JSON.
        file: Where it is.
    """
    every = asked(entries)
    bare = without(every)
    if not bare:
        return ""
    told = counted(len(every), "primary source")
    return f'{len(bare):,} of {told} without an address in an archive: "{FIELD}": "" in {file}.'
