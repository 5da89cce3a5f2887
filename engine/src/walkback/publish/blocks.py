"""Structured pieces inside the Markdown text: JSON in fenced code, which report.lua unfolds.

JSON cannot break out of its fence: every backtick in it is written as an escape. The key tells
report.lua that the block is the exporter's and not a text that looks like one.
"""

import json
import re
from pathlib import Path
from typing import Any

from walkback.errors import ExportError
from walkback.markup import escape
from walkback.publish.assets import find, picture, rows_of
from walkback.publish.gathered import State
from walkback.publish.payloads import Found

_APOSTROPHE = re.compile(r"(?<=\w)'")
DATA_ROWS = 400  # a longer table behind a figure is offered as CSV only


def block(kind: str, fields: dict[str, Any], key: str) -> str:
    """A fenced block of the class `walkback-KIND` that holds `fields` as JSON, with the run's key."""
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True).replace("`", "\\u0060")
    return f"``` {{.walkback-{kind} key={key}}}\n{text}\n```\n"


def shown_block(shown: Found, state: State) -> str:
    """The Markdown of a figure or table, its files noted in `state`.

    Raises:
        ExportError: If a file or a source of it is not there.
    """
    fields = dict(shown.fields)
    state.sources.use(fields["sources"], shown.label)
    for name in ("title", "subtitle"):
        fields[name] = escape(_APOSTROPHE.sub("’", fields.get(name, "")))
    fields["foot"] = _foot(fields, state)
    if fields["data"]:
        state.tables[shown.label] = find(state.folder, fields["data"])
    if shown.kind == "figure":
        if not fields["alt"].strip():
            raise ExportError(f"the figure {shown.label} has no alt text: say what it shows.")
        path = picture(state.folder, fields["path"])
        state.pictures[shown.label] = path
        fields["picture"] = f"{shown.label}{path.suffix}"
        fields["rows"] = _data_rows(state.tables.get(shown.label))
    return block(shown.kind, fields, state.key)


def _foot(fields: dict[str, Any], state: State) -> list[dict[str, str]]:
    """The lines below a figure or table, as Markdown with the class of each."""
    words = state.words
    lines = [("caption", fields["caption"])]
    if fields["notes"].strip():
        lines.append(("notes", f"{words['notes']} {fields['notes']}"))
    if fields["sources"]:
        line = state.sources.line(fields["sources"], start=words["source-line"], more=words["more"])
        lines.append(("sources", line))
    return [{"class": name, "text": text} for name, text in lines if text.strip()]


def _data_rows(path: Path | None) -> list[list[str]]:
    rows = rows_of(path) if path else []
    return rows if len(rows) <= DATA_ROWS else []
