"""The real tables as pandas sees them."""

import pytest
from as_frames import assert_every_cell_comes_through, assert_types_of_the_manifest

from tests.data.conftest import ROOT
from walkback.tables.package import load_package
from walkback.tables.read import read_raw


@pytest.mark.parametrize("name", sorted(load_package(ROOT).raw))
def test_every_raw_table_has_the_types_of_the_manifest(name):
    assert_types_of_the_manifest(ROOT, name)


def test_every_cell_comes_through(copied):
    assert_every_cell_comes_through(copied, "evidence")


def test_printed_decimals_can_be_seen():
    written = read_raw("gii_clusters_2025", ROOT, as_written=True)
    assert written.loc["G25-shg", "pct_filings_share_percent"] == "9.0"


PAIRS = "data/raw/pair_counts.csv"


def test_joint_counts_are_checked_row_by_row_and_together(copied):
    pairs = {
        "PC-001": "shanghai,suzhou,12",
        "PC-003": "shanghai,shanghai,90",
        "PC-004": "suzhou,suzhou,40",
    }
    good = "".join(
        f"{row},co_publications,ss,{count},full,2019,2023,siss-yrdci-2024,\n"
        for row, count in pairs.items()
    )
    bad = "PC-002,co_publications,ss,shanghai,suzho,-1,whole,2019,2023,nobody,\n"
    copied.write(PAIRS, copied.text(PAIRS).splitlines()[0] + "\n" + good + bad)
    problems = [p for p in copied.check() if p.file == PAIRS]
    assert {p.row_id for p in problems} == {"PC-002"}
    columns = {p.column for p in problems} - {None}  # None: the row alone makes no square of cities
    assert columns == {"city_b", "count", "counting", "source_id"}


def test_joint_counts_may_be_missing(copied):
    copied.path(PAIRS).unlink()
    assert len(read_raw("pair_counts", copied.root)) == 0
