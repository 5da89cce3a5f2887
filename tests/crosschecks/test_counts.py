"""Counts, shares, figures per million and populations fit each other, and a slip is told."""

import pytest

from twodeltas.crosschecks import counts

NEW, OLD, HEADS = counts.NEW, counts.OLD, counts.PER_HEAD


def test_the_figures_do_not_contradict_each_other(sheets):
    assert list(counts.problems(sheets)) == []
    assert list(counts.problems({})) == []


@pytest.mark.parametrize(
    ("table", "row", "cells", "message"),
    [
        (NEW, "G25-shg", {"pct_filings_share_percent": "9.5"}, "are 8.95 percent of the world's"),
        (NEW, "G25-shg", {"population_million_derived": "513"}, "at 2292 a million make 51.3 mil"),
        (NEW, "G25-shg", {"pubs_per_million": "37750"}, "at 37750 a million make 5.1 million"),
        (NEW, "G25-shg", {"intensity_rank": "46"}, "but 45 in gii_intensity_by_edition.csv"),
        (NEW, "G25-beijing", {"pct_filings_share_percent": "38"}, "sum up to 42"),
        (NEW, "G25-san-jose-san-francisco", {"pct_applications": "508130"}, "but 47269 in the ed"),
        (OLD, "GE-2023-seoul", {"share_total": "8.6"}, "sum up to 6.9"),
        (OLD, "GE-2023-seoul", {"publications": "1336040"}, "percent of the world's total"),
        (OLD, "GE-2022-seoul", {"share_pct": "0"}, "an unknown share is empty"),
        (HEADS, "GI-2024-wuhan", {"pubs_per_million": "116550"}, "which with the counts of 2023"),
        (HEADS, "GI-2023-shg", {"population_million_derived": "4.95"}, "gives 4.95 million"),
    ],
)
def test_a_slip_is_told(changed, table, row, cells, message):
    found = [str(problem) for problem in counts.problems(changed(table, row, **cells))]
    assert any(message in one for one in found), found
