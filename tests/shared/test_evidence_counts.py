"""How much evidence there is."""

import pandas as pd
import pytest

from twodeltas.shared import evidence_counts
from walkback.errors import AnalysisError


def evidence(*rows: tuple[str, str, str, str, str]) -> pd.DataFrame:
    """Invented rows: id, cluster, scope, dimension, audit."""
    columns = ["id", "cluster", "scope", "dimension", "audit"]
    return pd.DataFrame(rows, columns=columns, dtype="string").set_index("id")


SMALL = evidence(
    ("A", "shg", "shg", "governance", "confirmed"),
    ("B", "shg", "shg", "governance", "not_audited"),
    ("C", "shg", "gba", "platforms", "corrected"),
    ("D", "ss", "yrd", "governance", "confirmed"),
    ("E", "ss", "shanghai_suzhou", "governance", "not_reachable"),
)


def test_coverage_counts_every_cell_and_shows_the_empty_ones():
    table = evidence_counts.coverage(SMALL).set_index(["cluster", "scope", "dimension"])
    assert table.loc[("shg", "shg", "governance"), "facts"] == 2
    assert table.loc[("shg", "shg", "governance"), "read_twice"] == 1
    assert table.loc[("ss", "g60", "capital_flow"), "facts"] == 0
    assert table["facts"].sum() == len(SMALL)
    assert len(table) == (5 + 6) * len(evidence_counts.DIMENSIONS)


def test_coverage_refuses_to_lose_a_row():
    strange = evidence(("A", "shg", "moon", "governance", "confirmed"))
    with pytest.raises(AnalysisError, match="shg/moon/governance"):
        evidence_counts.coverage(strange)


def test_rows_are_found_by_codes():
    assert evidence_counts.rows(SMALL, cluster="shg", dimension="governance") == ["A", "B"]
    assert evidence_counts.rows(SMALL, audit=evidence_counts.READ_TWICE) == ["A", "C", "D"]
