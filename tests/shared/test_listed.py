"""Which editions list a cluster, at which rank: tables of different forms, read without pandas."""

from pathlib import Path

import pytest

from twodeltas.shared import listed


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Three tables: earlier editions, that of 2025, and two files that were dropped."""
    raw = tmp_path / "data/raw"
    (raw / "editions").mkdir(parents=True)
    earlier = "edition,cluster,rank\n2023,wet,4\n2023,dry,\nsoon,wet,1\n"
    (raw / "gii_clusters_by_edition.csv").write_text(earlier)
    (raw / "gii_clusters_2025.csv").write_text("cluster,rank_2025\nwet,3\ndry,\n")
    further = "edition,cluster,rank\n2026,wet,2\n2026,dry,?\n,wet,9\n"
    (raw / "editions/2026.csv").write_text(further)
    (raw / "editions/odd.csv").write_text("a,b\n1,2\n")
    return tmp_path


def test_editions_of_all_tables_are_known(root: Path):
    assert listed.editions_by_cluster(root) == {
        "wet": {2023, 2025, 2026},
        "dry": {2023, 2025, 2026},
    }


def test_ranks_are_those_that_were_published(root: Path):
    assert listed.ranks_by_edition(root) == {2023: {"wet": 4}, 2025: {"wet": 3}, 2026: {"wet": 2}}
