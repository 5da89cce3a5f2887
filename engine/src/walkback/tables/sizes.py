"""How many rows each table has: what the check counts, and leaves for notebooks to read.

A notebook that tells how large the collection is need not read the tables that it tells nothing else
of, and so need not run again when a cell of one is edited.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from walkback import paths
from walkback.tables.package import load_package
from walkback.tables.sheet import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from walkback.tables.sheet import Sheet

FILE = "data/processed/sizes.json"


def counted(sheets: Mapping[str, Sheet]) -> dict[str, int]:
    """The number of rows by table."""
    return {name: len(sheet.records) for name, sheet in sheets.items()}


def as_json(sizes: Mapping[str, int]) -> bytes:
    """What stands in the file."""
    return f"{json.dumps(sizes, indent=1)}\n".encode()


def read_sizes(where: paths.Paths | None = None) -> dict[str, int]:
    """The number of rows of each raw table, in the manifest's order.

    They are those that the last check counted; where there was none, as in JupyterLab before any
    run, the tables are counted.

    Args:
        where: The paths to look in; without them the current ones.
    """
    where = where or paths.current()
    file = where.processed(FILE.rpartition("/")[2])
    if file.is_file():
        return {str(name): int(rows) for name, rows in json.loads(file.read_text("utf-8")).items()}
    return _counted(where.root)


def _counted(root: Path) -> dict[str, int]:
    return counted({name: read_table(root, t) for name, t in load_package(root).raw.items()})
