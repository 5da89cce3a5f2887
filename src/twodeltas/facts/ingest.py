"""Ingest: check the raw tables, tidy them, write all of them for the notebooks."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from twodeltas import paths
from twodeltas.errors import DataError
from twodeltas.facts.check import examine, fingerprint
from twodeltas.facts.package import load_package
from twodeltas.facts.problems import report
from twodeltas.facts.read import read_raw, write_processed
from twodeltas.facts.tidy import rankings

if TYPE_CHECKING:
    import pandas as pd

CHECKED = "TWODELTAS_CHECKED"  # the fingerprint of data that were found to be without errors
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
    _refuse_errors(where)
    tables = tidied(where)
    for name, table in tables.items():
        write_processed(table, name, where)
    return {name: len(table) for name, table in tables.items()}


def tidied(where: paths.Paths) -> dict[str, pd.DataFrame]:
    """All tables as the notebooks read them, by name."""
    raw = {name: read_raw(name, where.root) for name in load_package(where.root).raw}
    kept = {name: table for name, table in raw.items() if name not in NOT_COPIED}
    return {RANKINGS: rankings(raw[LATEST], raw[EARLIER]), **kept}


def _refuse_errors(where: paths.Paths) -> None:
    known = os.environ.get(CHECKED)
    if known and known == fingerprint(where.root):  # `run_all.py` has just checked these bytes
        return
    checked = examine(where.root, prose=False)  # tables do not depend on what is written about them
    if checked.failed:
        errors = [problem for problem in checked.problems if problem.severity == "error"]
        raise DataError(
            f"The data break {len(errors)} rule(s), so nothing was written:\n{report(errors)}\n"
            "Mend them and run again; `python run_all.py check` shows them in seconds."
        )
