"""A sample of the campaign: what a spreadsheet or a tired person spoils is found."""

from pathlib import Path

from tests.data.campaign import ROOT, Try, table, tried
from tests.data.mutations import KINDS
from tests.data.spoilt import Checkout

TRIES = 60


def test_nineteen_of_twenty_spoilt_tables_are_found(tmp_path: Path):
    checkout = Checkout(tmp_path / "checkout", ROOT)
    assert [str(problem) for problem in checkout.check().problems] == []
    tries = list(tried(checkout, TRIES, "sample"))
    missed = [one for one in tries if not one.found]
    assert len(tries) == TRIES
    assert len(missed) <= TRIES / 20, missed


def test_there_are_forty_kinds():
    assert len(KINDS) >= 40


def test_the_table_counts_by_kind():
    kind = next(iter(KINDS))
    tries = [
        Try(kind, found=True, refused=True, by_rules=True, lines=""),
        Try(kind, found=True, refused=False, by_rules=False, lines=""),
        Try(kind, found=False, refused=False, by_rules=False, lines="x"),
    ]
    told = table(tries)
    assert f"| {kind} | 3 | 2 | 1 | 1 |" in told
    assert told.endswith("| **all** | 3 | 2 | 1 | 1 |")
