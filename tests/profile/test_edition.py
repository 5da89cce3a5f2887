"""An edition with all that its figures imply."""

import pytest

from tests.shared.invented import edition as invented
from tests.shared.real import rankings
from twodeltas.profile.edition import edition
from twodeltas.shared.bounds import derive, ranks_filled

KNOWN = edition(rankings(), 2025)


def test_five_surely_larger_leave_no_more_than_the_sixth_has():
    """Shenzhen–Hong Kong–Guangzhou is sixth in venture deals, and five are surely ahead of it."""
    for cluster in ("beijing", "boston-cambridge"):
        assert KNOWN.known.interval(cluster, "vc")[1] == pytest.approx(2.9496, abs=1e-3)
        assert derive(KNOWN.ranked, KNOWN.metrics).interval(cluster, "vc")[1] > 2.95


def test_a_rank_that_is_not_filled_bounds_nobody():
    rows = {
        "large": {"pct_share": 5.0},
        "third": {"pct_share": 2.0, "pct_rank": 3},
        "other": {"total": 4.0},
    }
    known = derive(invented(rows), ("pct", "publications"), [ranks_filled])
    assert known.interval("other", "pct")[1] > 3
    rows["second"] = {"pct_share": 4.0}
    known = derive(invented(rows), ("pct", "publications"), [ranks_filled])
    assert known.interval("other", "pct")[1] == pytest.approx(2.05)


def test_ranks_in_a_metric():
    assert KNOWN.places("shg", "vc") == (6, 6)  # published
    best, worst = KNOWN.places("beijing", "vc") or (0, 0)
    assert (best, worst > best) == (7, True)  # the sixth place is taken
    complete = edition(rankings(), 2023)
    assert complete.places("seoul", "pct") == (3, 3)
    assert (complete.places("munich", "pct") or (0, 0))[0] == 17
    assert edition(rankings(), 2018).places("seoul", "pct") is None


def test_who_is_first():
    assert edition(rankings(), 2023).leaders("pct") == ["tokyo-yokohama"]
    assert edition(rankings(), 2023).leaders("publications") == ["beijing"]
    assert KNOWN.leaders("vc") == ["san-jose-san-francisco"]
    assert edition(rankings(), 2018).leaders("pct") == []


def test_with_one_metric_the_rank_is_the_rank_in_it():
    first = edition(rankings(), 2017)
    assert first.metrics == ("pct",)
    assert first.places("munich", "pct") == (20, 20)
    assert first.leaders("pct") == ["tokyo-yokohama"]
