"""Ingest: refuse bad data, make the one table that is not there yet, and tell how large all are."""

from __future__ import annotations

from twodeltas.shared.tidy import TABLES, all_editions
from walkback import paths
from walkback.tables.check import require_tables
from walkback.tables.read import read_raw, write_processed
from walkback.tables.sizes import read_sizes

RANKINGS = "rankings"


def ingest(where: paths.Paths | None = None) -> dict[str, int]:
    """Check all data, then join the editions of the ranking in one table, `rankings`.

    Args:
        where: The paths to read and write below; without them the current ones.

    Returns:
        The number of rows by table: `rankings` first, then the raw tables in the manifest's order,
        those aside that it was made of and the list of clusters.

    Raises:
        DataError: If the check finds errors; its text is the list of them.
    """
    where = where or paths.current()
    require_tables(where.root)
    table = all_editions(lambda name: read_raw(name, where.root))
    write_processed(table, RANKINGS, where)
    known = read_sizes(where)
    left_out = {*TABLES.values(), "clusters"}
    return {RANKINGS: len(table), **{n: rows for n, rows in known.items() if n not in left_out}}
