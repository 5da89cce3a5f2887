"""Ingest: check the raw tables, tidy them, write all of them for the notebooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twodeltas.shared.tidy import rankings
from walkback import paths
from walkback.tables.check import require_tables
from walkback.tables.package import load_package
from walkback.tables.read import read_raw, write_processed

if TYPE_CHECKING:
    import pandas as pd

LATEST, EARLIER = "gii_clusters_2025", "gii_clusters_by_edition"
RANKINGS = "rankings"
NOT_COPIED = (LATEST, EARLIER, "clusters")  # the first two become `rankings`


def ingest(where: paths.Paths | None = None) -> dict[str, int]:
    """Check all data, then write every table below `data/processed`.

    Args:
        where: The paths to read and write below; without them the current ones.

    Returns:
        The number of rows by table: `rankings` first, then the raw tables in the manifest's order.

    Raises:
        DataError: If the check finds errors; its text is the list of them.
    """
    where = where or paths.current()
    require_tables(where.root)
    tables = tidied(where)
    for name, table in tables.items():
        write_processed(table, name, where)
    return {name: len(table) for name, table in tables.items()}


def tidied(where: paths.Paths) -> dict[str, pd.DataFrame]:
    """All tables as the notebooks read them, by name."""
    raw = {name: read_raw(name, where.root) for name in load_package(where.root).raw}
    kept = {name: table for name, table in raw.items() if name not in NOT_COPIED}
    return {RANKINGS: rankings(raw[LATEST], raw[EARLIER]), **kept}
