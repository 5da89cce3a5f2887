"""`add source FILE`: what a reference manager exports becomes entries of `data/references.json`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from walkback.add.changes import written
from walkback.add.csl_form import id_for, in_form
from walkback.add.exported import exported_items
from walkback.add.json_text import sorted_place, with_item
from walkback.errors import DataError, UsageError
from walkback.tables.bibliography import Reference, read_entries
from walkback.tables.csl import LEFT_OUT, ROLES
from walkback.tables.encoding import read_text
from walkback.tables.package import REFERENCES
from walkback.tables.problems import counted, folded
from walkback.tables.reference_rules import bare_doi, entry_problems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_SHOWN = 6  # names of fields that are told


@dataclass(frozen=True)
class New:
    """A source that is put in.

    Attributes:
        entry: Its CSL-JSON object.
        given: The id that it came with.
        left_out: The fields of the file that are not kept.
    """

    entry: dict[str, Any]
    given: str
    left_out: list[str]

    @property
    def told(self) -> str:
        """What is told of it, in a line."""
        was = f" (in the file: {self.given})" if self.given not in {"", self.entry["id"]} else ""
        return f"  [@{self.entry['id']}]{was}  {self.entry.get('title', '')}"


def add_source(root: Path, file: Path, kind: str | None = None) -> Iterator[str]:
    """Put the sources of a file into the bibliography; gives lines that say what was done.

    Args:
        root: The checkout.
        file: What was exported: CSL-JSON, BibTeX, RIS or EndNote XML.
        kind: `primary` or `secondary`, for entries that do not say it themselves.

    Raises:
        DataError: If a file cannot be read, or an entry breaks a rule; nothing is written then.
        UsageError: If all of them are there already.
    """
    there = read_entries(root) if (root / REFERENCES).is_file() else []
    text = read_text(root / REFERENCES, REFERENCES) if there else "[]\n"
    new, known = _sorted_out(exported_items(file), there, kind)
    if not new:
        raise UsageError(f"Nothing was added, as all is there already: {'; '.join(known)}.")
    _refuse_faults(new, there, file.name)
    ids = [entry.id for entry in there]
    for one in new:
        place = sorted_place(ids, one.entry["id"])
        text = with_item(text, one.entry, place=place)
        ids.insert(place, one.entry["id"])
    json.loads(text)
    with written(root, {REFERENCES: text}):
        yield f"{REFERENCES} has {counted(len(new), 'new source')}:"
    yield from (one.told for one in new)
    yield from _told(new, known)


def _sorted_out(
    items: Sequence[dict[str, Any]], there: Sequence[Reference], kind: str | None
) -> tuple[list[New], list[str]]:
    """The sources that are new, and words about those that are there already."""
    taken = {entry.id for entry in there}
    works = {mark: entry.id for entry in there for mark in _marks(entry.item)}
    new, known = [], []
    for item in items:
        entry, left_out = in_form(item)
        given = entry["id"]
        same = next((works[mark] for mark in _marks(entry) if mark in works), "")
        if same:
            known.append(f"{entry.get('title') or given} ({same})")
            continue
        entry["id"] = id_for(entry, taken)
        own = entry.pop("custom", {})
        entry["custom"] = {**LEFT_OUT, **({"kind": kind} if kind else {}), **own}
        taken.add(entry["id"])
        works.update(dict.fromkeys(_marks(entry), entry["id"]))
        new.append(New(entry, given, left_out))
    return new, known


def _marks(item: Any) -> list[tuple[str, ...]]:
    """By what a work is known again: its DOI, or its title and year."""
    if not isinstance(item, dict):
        return []
    own = item.get("custom")
    role = own.get("role", ROLES[0]) if isinstance(own, dict) else ROLES[0]
    title = folded(str(item.get("title") or ""))
    marks: list[tuple[str, ...]] = (
        [("title", title, str(item.get("issued")), role)] if title else []
    )
    doi = bare_doi(item.get("DOI"))
    return [*marks, ("doi", doi, role)] if doi else marks


def _refuse_faults(new: Sequence[New], there: Sequence[Reference], name: str) -> None:
    """Refuse what the check would refuse afterwards."""
    today = datetime.now().astimezone().date()
    added = [Reference(number, one.entry) for number, one in enumerate(new, 1)]
    found = [
        f"{name}, entry {problem.row} ({new[(problem.row or 1) - 1].told.strip()}), "
        f"{problem.column}: {problem.message} → {problem.advice}"
        for problem in entry_problems([*_without_lines(there), *added], today)
        if problem.severity == "error" and problem.row
    ]
    if found:
        listed = "\n".join(found)
        raise DataError(f"{listed}\nNothing was added: mend the file, or export it again.")


def _without_lines(entries: Iterable[Reference]) -> Iterator[Reference]:
    """The entries that are there, so that their own problems are not told here."""
    for entry in entries:
        yield Reference(0, entry.item)


def _told(new: Sequence[New], known: Sequence[str]) -> Iterator[str]:
    if known:
        yield f"Already there, and left as they are: {'; '.join(known)}."
    if left_out := sorted({name for one in new for name in one.left_out}):
        more = ", …" if len(left_out) > _SHOWN else ""
        yield f"Not kept, as the report does not show it: {', '.join(left_out[:_SHOWN])}{more}."
    kinds = sorted({one.entry["custom"]["kind"] for one in new})
    yield (
        f"They count as {' and '.join(kinds)} (custom.kind: primary where the publisher speaks for "
        "itself, else secondary)."
    )
    first = new[0].entry["id"]
    yield f"Next: cite it in prose as [@{first}], or write {first} as the source_id of a row."
