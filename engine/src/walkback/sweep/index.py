"""The index of a sweep: a page with a row for each report, sortable, and the same as CSV."""

import csv
import io
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from walkback import atomic_files
from walkback.markup import clean, inert
from walkback.publish import content_security_policy

NAME = "index"
_FOLDER = Path(__file__).parent / "page"


@dataclass(frozen=True)
class Entry:
    """A row.

    Attributes:
        name: The folder of the report.
        cells: Text or number, by column.
        files: Its documents, relative to the index.
        failed: Why there is none, or why it is not of now; "" if all is well.
    """

    name: str
    cells: Mapping[str, Any] = field(default_factory=dict)
    files: Sequence[str] = ()
    failed: str = ""


def write_index(folder: Path, title: str, entries: Sequence[Entry], made_of: str) -> list[Path]:
    """Write `index.html` and `index.csv`.

    Args:
        folder: Where.
        title: The heading of the page.
        entries: The rows.
        made_of: What the sweep was made from, in a line.
    """
    columns = list(dict.fromkeys(column for entry in entries for column in entry.cells))
    html, table = folder / f"{NAME}.html", folder / f"{NAME}.csv"
    atomic_files.write(html, page(title, columns, entries, made_of))
    atomic_files.write(table, as_csv(columns, entries))
    return [html, table]


def page(title: str, columns: Sequence[str], entries: Sequence[Entry], made_of: str) -> str:
    """The page; its policy allows its own style sheet and script, and nothing else."""
    states = any(entry.failed for entry in entries)
    heads = ["report", *columns, *(["state"] if states else [])]
    text = Template((_FOLDER / "index.html").read_text("utf-8")).substitute(
        title=_safe(title),
        count=_counted(entries),
        made_of=_safe(made_of),
        style=(_FOLDER / "index.css").read_text("utf-8"),
        script=(_FOLDER / "index.js").read_text("utf-8"),
        heads="".join(map(_head, heads)),
        rows="\n".join(_row(entry, columns, states=states) for entry in entries),
        policy="POLICY-OF-THE-PAGE",
    )
    return text.replace("POLICY-OF-THE-PAGE", content_security_policy.policy(text), 1)


def as_csv(columns: Sequence[str], entries: Sequence[Entry]) -> str:
    """The rows as CSV; a cell that a spreadsheet would run gets an apostrophe."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(["name", *columns, "files", "failed"])
    for entry in entries:
        cells = [entry.cells.get(column) for column in columns]
        rows.writerow(
            [entry.name, *map(_cell, cells), " ".join(entry.files), _cell(_first(entry.failed))]
        )
    return written.getvalue()


def _counted(entries: Sequence[Entry]) -> str:
    bad = sum(bool(entry.failed) for entry in entries)
    return f"{len(entries):,} reports" + (f", {bad:,} of them not made" if bad else "")


def _head(name: str) -> str:
    return f'<th scope="col"><button type="button">{_safe(name)}</button></th>'


def _row(entry: Entry, columns: Sequence[str], *, states: bool) -> str:
    cells = [_data(entry.cells.get(column)) for column in columns]
    links = " ".join(
        f'<a href="{_safe(file)}">{_safe(Path(file).suffix[1:].upper())}</a>'
        for file in entry.files
    )
    cells.insert(0, f"<td>{links or '–'}</td>")
    if states:
        cells.append(f'<td class="failed">{_safe(_first(entry.failed)) or "made"}</td>')
    return f'<tr id="{_safe(entry.name)}">{"".join(cells)}</tr>'


def _data(value: Any) -> str:
    """A cell with what it is sorted by."""
    if isinstance(value, dict):  # {"text": …, "by": …}: reads as one thing, sorts as another
        return f'<td data-by="{_safe(json.dumps(value["by"]))}">{_safe(value["text"])}</td>'
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        return f'<td class="number" data-by="{value!r}">{value:g}</td>'
    return f"<td>{_safe('' if value is None else value)}</td>"


def _cell(value: Any) -> Any:
    if isinstance(value, dict):
        value = value["text"]
    if value is None or isinstance(value, int | float):
        return value
    return inert(clean(str(value)))


def _first(text: str) -> str:
    return text.splitlines()[0] if text else ""


def _safe(value: Any) -> str:
    return escape(clean(str(value)))
