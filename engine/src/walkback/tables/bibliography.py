"""The sources in `data/references.json` against the rules of CSL-JSON and of this project."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from walkback.tables.encoding import read_text
from walkback.tables.package import REFERENCES, json_problem
from walkback.tables.problems import BadData, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

_ID = re.compile(r'"id"\s*:\s*"([^"\n]*)"')
_TRAILING_COMMA = re.compile(r",\s*$")


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
        return self._own.get("role") == "method"

    @property
    def uncited(self) -> bool:
        """Whether it says itself why nothing cites it (`custom.uncited`)."""
        return bool(self._own.get("uncited"))

    @property
    def _own(self) -> dict[str, Any]:
        custom = self.item.get("custom") if isinstance(self.item, dict) else None
        return custom if isinstance(custom, dict) else {}

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
        raise BadData(_not_json(error, text)) from None
    except RecursionError:
        whole = None
    if not isinstance(whole, list):
        message, advice = "is not a list of sources", "export it from Zotero as CSL JSON"
        raise BadData(Problem(REFERENCES, 1, None, "json", message, advice))
    return list(_entries(text))


def _not_json(error: json.JSONDecodeError, text: str) -> Problem:
    """A mistake in the file, with the last source that begins before it."""
    found = json_problem(error, REFERENCES)
    before = _ID.findall(text, 0, error.pos)
    comma = _TRAILING_COMMA.search(text, 0, error.pos)
    advice = (
        "delete the comma before it" if comma and text[error.pos : error.pos + 1] in "]}" else ""
    )
    return replace(found, row_id=before[-1] if before else "", advice=advice or found.advice)


def unused(entries: list[Reference], used: Collection[str]) -> Iterator[Problem]:
    """The sources that no table and no notebook names, those of methods aside."""
    for entry in entries:
        if entry.id and entry.id not in used and not (entry.method or entry.uncited):
            message = "is cited by no table and by no notebook"
            advice = "cite it, delete it, or say in custom.uncited why it stays"
            yield entry.problem(None, "unused", message, advice, "warning")


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
