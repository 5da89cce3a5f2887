"""Every value that the prose shows, numbered, with all that it was computed from."""

import csv
import io
import json
from dataclasses import dataclass, field
from typing import Any

from walkback.markup import inert
from walkback.notebooks.cell_location import Place

COLUMNS = (
    "number",
    "text",
    "low",
    "high",
    "unit",
    "qualifier",
    "how",
    "table",
    "row",
    "sources",
    "as_of",
    "locator",
    "confidence",
    "audit",
    "shown_in",
)


@dataclass
class Entry:
    """One distinct value.

    Attributes:
        number: From 1, in the order of first appearance.
        payload: The value as docs/architecture.md describes it.
        places: Where it is shown, once for each time.
    """

    number: int
    payload: dict[str, Any]
    places: list[Place] = field(default_factory=list)

    @property
    def sources(self) -> list[str]:
        """The ids of its sources, each once."""
        return list(
            dict.fromkeys(s for o in self.payload["origins"] for s in o.get("source") or [])
        )


@dataclass
class ValueBook:
    """The values met so far."""

    entries: list[Entry] = field(default_factory=list)
    _known: dict[str, Entry] = field(default_factory=dict)

    def note(self, payload: dict[str, Any], place: Place) -> Entry:
        """The entry of a value, a new one if it was not met before; `place` is added to it."""
        key = json.dumps(payload, sort_keys=True, ensure_ascii=False)
        if key not in self._known:
            self._known[key] = Entry(len(self.entries) + 1, payload)
            self.entries.append(self._known[key])
        entry = self._known[key]
        entry.places.append(place)
        return entry

    def as_csv(self) -> str:
        """`values.csv`: a row for each value and each row of data that it was computed from."""
        out = io.StringIO()
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for entry in self.entries:
            for origin in entry.payload["origins"] or [{}]:
                writer.writerow(_row(entry, origin))
        return out.getvalue()


def _row(entry: Entry, origin: dict[str, Any]) -> dict[str, Any]:
    value = {name: entry.payload.get(name) for name in COLUMNS[1:7]}
    found = {
        name: origin.get(name)
        for name in ("table", "row", "as_of", "locator", "confidence", "audit")
    }
    places = dict.fromkeys(f"{place.notebook} cell {place.cell}" for place in entry.places)
    row = {
        "number": entry.number,
        **value,
        **found,
        "sources": ";".join(origin.get("source") or []),
        "shown_in": "; ".join(places),
    }
    return {name: inert(cell) if isinstance(cell, str) else cell for name, cell in row.items()}
