"""What `show_table` hands to JupyterLab, caught; frames of all kinds."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

from walkback.show import table
from walkback.values.payloads import TABLE


class Shown:
    """What one call of `show_table` gave."""

    def __init__(self, bundle: dict[str, Any], csv: Path) -> None:
        self.payload = bundle[TABLE]
        self.html = bundle["text/html"]
        self.csv = csv
        self.heads = [_bare(column["name"]) for column in self.payload["columns"]]
        self.sides = "".join(column["align"] for column in self.payload["columns"])
        self.rows = [[_bare(cell) for cell in row] for row in self.payload["rows"]]


TEXTS: dict[str, Any] = {
    "label": "tbl-one",
    "title": "A finding",
    "caption": "Rows.",
    "sources": ["s"],
}


def show(folder: Path, frame: object, **changes: Any) -> Shown:
    """Show a frame, with what else a table needs."""
    with _caught() as said:
        table.show_table(frame, **(TEXTS | changes))
    return Shown(said[0], folder / "figures" / f"{(TEXTS | changes)['label']}.csv")


def bundle_of(folder: Path, frame: object, **changes: Any) -> dict[str, Any]:
    """The output of a cell that shows a frame; its CSV is written below the folder."""
    names = [f"WALKBACK_{name}" for name in ("ROOT", "OUT", "WRITE")]
    with mock.patch.dict(os.environ, dict.fromkeys(names, str(folder))), _caught() as said:
        table.show_table(frame, **(TEXTS | changes))
    return said[0]


@contextlib.contextmanager
def _caught() -> Iterator[list[dict[str, Any]]]:
    said: list[dict[str, Any]] = []
    before = table.display
    table.display = lambda bundle, **_: said.append(bundle)
    try:
        yield said
    finally:
        table.display = before


def _bare(markdown: str) -> str:
    """Escaped text as the reader sees it."""
    return markdown.replace("\\\\", "\0").replace("\\", "").replace("\0", "\\")
