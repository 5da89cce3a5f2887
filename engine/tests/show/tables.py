"""What `show_table` hands to JupyterLab, caught; frames of all kinds."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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


def show(folder: Path, frame: object, **changes: Any) -> Shown:
    """Show a frame, with what else a table needs."""
    texts = {"label": "tbl-one", "title": "A finding", "caption": "Rows.", "sources": ["s"]}
    with _caught() as said:
        table.show_table(frame, **(texts | changes))
    return Shown(said[0], folder / "figures" / f"{(texts | changes)['label']}.csv")


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
