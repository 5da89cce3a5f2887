"""Counts of the latest edition, and the shares of 2023 beside those of today."""

from tests.metrics.values.conftest import NUMBERS, PAIR
from tests.shared.real import rankings, raw
from twodeltas.metrics.tables.ranking import counts, then_and_now
from twodeltas.shared import bounds, editions
from twodeltas.shared.profile import profile

CLUSTERS = ["shg", "tokyo-yokohama", "san-jose-san-francisco"]


def known(year):
    edition, metrics = editions.of_edition(rankings(), year), editions.metrics_of(year)
    return edition, bounds.derive(edition, metrics, [bounds.ranks_filled]), metrics


def of_pair(year):
    edition, found, _ = known(year)
    return {c: profile(NUMBERS, edition, found, c, raw("clusters")) for c in PAIR}


def test_the_counts_that_are_published_stand_in_the_table():
    edition, found, metrics = known(2025)
    table = counts(NUMBERS, edition, found, raw("clusters"), CLUSTERS, metrics)
    assert [str(cell.number) for cell in table.iloc[0, 2:]] == ["117542.0", "193635.0", "6916.0"]
    assert table["Rank"].map(lambda cell: cell.number).is_monotonic_increasing


def test_the_shares_of_2023_show_the_patent_gap_without_any_digest():
    now, then = of_pair(2025), of_pair(2023)
    table = then_and_now(list(now.values()), then, 2025, 2023)
    assert [cell.text for cell in table["2023, share"]] == ["9.0%", "2.1%", "2.6%", "2.2%"]
    assert [cell.text for cell in table["2025, share"]] == ["9.0%", "2.4%", "at most 4.83%", "2.5%"]
