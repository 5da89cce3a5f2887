"""Editions of the ranking: which line of ranks is broken."""

import pandas as pd

from twodeltas.shared.editions import unbroken


def test_a_line_over_all_editions_is_found_only_if_one_segment_has_both_ends():
    past = pd.DataFrame(
        [(2017, "a-1"), (2018, "a-1"), (2019, "a-2"), (2017, "b-1"), (2018, "b-1")],
        columns=["edition", "segment"],
    )
    assert unbroken(past) == []
    assert unbroken(past.assign(segment=past["segment"].replace("a-2", "a-1"))) == ["a-1"]
