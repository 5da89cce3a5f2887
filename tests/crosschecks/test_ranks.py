"""Ranks, last ranks and changes fit each other, and a slip is told."""

import pytest

from twodeltas.crosschecks import ranks

NEW, OLD = ranks.NEW, ranks.OLD


def test_the_ranking_does_not_contradict_itself(sheets):
    assert list(ranks.problems(sheets)) == []
    assert list(ranks.problems({})) == []


@pytest.mark.parametrize(
    ("table", "row", "cells", "message"),
    [
        (NEW, "G25-london", {"rank_change_vs_2024": "-13"}, "from rank 21 to rank 8 it is 13"),
        (NEW, "G25-london", {"rank_2024": "22"}, "the edition before gives rank 21"),
        (NEW, "G25-london", {"rank_2024": ""}, "says 13, but column rank_2024 is empty"),
        (NEW, "G25-london", {"rank_change_vs_2024": ""}, "after rank 21 is a change of 13"),
        (OLD, "GE-2023-seoul", {"rank_prev_as_printed": "9"}, "the edition before gives rank 4"),
        (OLD, "GE-2023-xian", {"rank": "2"}, "more than 1.3 of xian"),
        (NEW, "G25-los-angeles", {"total_of_three_shares_pct": "39.3"}, "is 39.3, more than 5.66"),
        (NEW, "G25-beijing", {"total_of_three_shares_pct": "107.1"}, "more than 14.3"),
        (NEW, "G25-london", {"vc_share_pct": "44"}, "more than 4.5 of new-york-city"),
        (NEW, "G25-shg", {"pct_applications": "1175420"}, "more than 135129 of tokyo-yokohama"),
    ],
)
def test_a_slip_is_told(changed, table, row, cells, message):
    found = [str(problem) for problem in ranks.problems(changed(table, row, **cells))]
    assert any(message in one for one in found), found
