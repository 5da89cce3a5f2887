"""Every value that the prose shows, numbered, with all that it was computed from."""

import csv
import io
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from walkback.hashing import sha256
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
    "addresses",
)
_SLUG = re.compile(r"[^A-Za-z0-9]+")
_LONGEST = 40  # signs of an expression in an address


@dataclass
class Entry:
    """One distinct value.

    Attributes:
        number: From 1, in the order of first appearance.
        key: What its line in the appendix is called: by what it says, not by its place in the list.
        payload: The value as docs/architecture.md describes it.
        places: Where it is shown, once for each time.
        addresses: Where a link leads to it, once for each time it is shown.
    """

    number: int
    key: str
    payload: dict[str, Any]
    places: list[Place] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)

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
    _shown: Counter[str] = field(default_factory=Counter)

    def note(self, payload: dict[str, Any], place: Place, at: str = "") -> Entry:
        """The entry of a value, a new one if it was not met before; `place` is added to it.

        Args:
            payload: The value.
            place: The cell that shows it.
            at: Its address, see `address`; shown there once more, it gets a number.
        """
        key = sha256(json.dumps(payload, sort_keys=True, ensure_ascii=False).encode())[:10]
        if key not in self._known:
            self._known[key] = Entry(len(self.entries) + 1, key, payload)
            self.entries.append(self._known[key])
        entry = self._known[key]
        entry.places.append(place)
        at = at or f"use-{entry.key}"
        self._shown[at] += 1
        again = self._shown[at]
        entry.addresses.append(at if again == 1 else f"{at}-{again}")
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


def address(place: Place, cell: str, expression: str) -> str:
    """Where a number is: its notebook, its cell and its expression, whatever stands before it.

    Args:
        place: The cell.
        cell: The id of the cell; its number counts where it has none.
        expression: As the prose has it.
    """
    told = _SLUG.sub("-", expression).strip("-").lower()[:_LONGEST].rstrip("-")
    short = sha256(" ".join(expression.split()).encode())[:4]
    parts = [place.notebook, cell or str(place.cell), told, short]
    return "-".join(["use", *(_SLUG.sub("-", part).strip("-") for part in parts if part)])


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
        "addresses": " ".join(entry.addresses),
    }
    return {name: inert(cell) if isinstance(cell, str) else cell for name, cell in row.items()}
