"""The bibliography: looking up sources, and who uses which."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import panflute as pf

from walkback.errors import ExportError
from walkback.notebooks.citations import Citation
from walkback.publish.markdown.inlines import words
from walkback.publish.markdown.references import named
from walkback.tables.csl_shapes import faults, for_pandoc

_ID = re.compile(r"[A-Za-z0-9_](?:[\w.:-]*\w)?", re.ASCII)


@dataclass
class Sources:
    """The entries of data/references.json and what was shown with each.

    Attributes:
        entries: CSL-JSON entry of each id.
        uses: Labels of figures and tables (`fig-…`), and `value-…` for a value, for each source id.
    """

    AT_MOST: ClassVar[int] = 6  # sources named below a figure or table

    entries: dict[str, dict[str, Any]]
    uses: dict[str, list[str]] = field(default_factory=dict)

    @property
    def listed(self) -> list[dict[str, Any]]:
        """The entries as a bibliography: what CSL knows of each."""
        return [for_pandoc(entry) for entry in self.entries.values()]

    def use(self, ids: Iterable[str], what: str) -> None:
        """Note that the sources stand behind `what`.

        Raises:
            ExportError: If one of them is not in the bibliography.
        """
        for source in ids:
            if source not in self.entries:
                raise ExportError(
                    f"{what} names the source {source}, which data/references.json does not have: "
                    "add it there, or correct the id."
                )
            known = self.uses.setdefault(source, [])
            if what not in known:
                known.append(what)

    def holding(self, text: str) -> str:
        """The first source with a text in one of its fields, as a place; "" if there is none."""
        for source, entry in self.entries.items():
            for name, value in entry.items():
                if name != "custom" and text in json.dumps(value, ensure_ascii=False):
                    return f"the source {source} in data/references.json, {name}"
        return ""

    def line(self, ids: list[str]) -> list[Any]:
        """Publisher, year and number of the first sources, as elements of pandoc.

        Args:
            ids: The sources, already known to be in the bibliography.
        """
        made: list[Any] = []
        for i in ids[: self.AT_MOST]:
            made += words("; ") if made else []
            made += [
                *words(publisher(self.entries[i])),
                pf.Space(),
                named([Citation(i, "NormalCitation")]),
            ]
        return made


def read_sources(path: Path) -> Sources:
    """The bibliography at `path`; an empty one if the file is not there.

    Raises:
        ExportError: If the file is not a CSL-JSON list.
    """
    if not path.is_file():
        return Sources({})
    try:
        entries = {
            str(entry["id"]): dict(entry) for entry in json.loads(path.read_text("utf-8-sig"))
        }
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise ExportError(
            f"{path.name} is not a CSL-JSON list ({error}): restore it with git, or mend it."
        ) from error
    for source, entry in entries.items():
        if fault := _fault(source, entry):
            raise ExportError(f"{path.name}: the source {source!r} {fault}.")
    return Sources(entries)


def _fault(source: str, entry: dict[str, Any]) -> str:
    """What this exporter cannot work with, and what to do about it; empty if there is nothing."""
    if not _ID.fullmatch(source):
        return "has an id that cannot be cited: use letters, digits, and . : _ - between them"
    found = next(faults(entry), None)
    return f"has a field {found.field} that {found.message}: {found.advice}" if found else ""


def publisher(entry: dict[str, Any]) -> str:
    """Who published a source, and in which year where it is known."""
    authors = [_surname(author) for author in entry.get("author", [])]
    people = f"{authors[0]} et al." if len(authors) > 2 else " and ".join(authors)
    own = (entry.get("custom") or {}).get("publisher_original")
    given = (entry.get(name) for name in ("publisher", "container-title"))
    name = next((text for text in (people, *given, own, entry.get("title")) if text), entry["id"])
    year = str(entry.get("issued", {}).get("date-parts", [[""]])[0][0] or "")
    return f"{name} {year}".strip()


def _surname(author: dict[str, Any]) -> str:
    """What a person is called by, with a particle that belongs to it: van Beethoven."""
    own = (author.get("non-dropping-particle"), author.get("family") or author.get("given"))
    return str(author.get("literal") or " ".join(filter(None, own)))
