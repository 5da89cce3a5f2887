"""What is missing of a pair, and what one doubted place decides."""

import pytest

from tests.shared.real import rankings, raw
from twodeltas.ingest.values import gaps
from twodeltas.shared import editions
from walkback.values.number_format import PLAIN

PAIR = ("shg", "ss")


def test_what_was_found_is_part_of_what_could_be():
    found = gaps.gaps(PLAIN, rankings(), raw("gaps"), raw("clusters"), PAIR)
    assert 0 < found.n_held.number < found.n_possible.number <= len(found.figures)
    assert found.n_held.number == len(found.held)
    assert [origin.row for origin in found.n_gaps.origins] == list(found.rows.index)
    by_edition = found.held["edition"].value_counts()
    assert by_edition[int(found.fullest.split(" or ")[0])] == by_edition.max()


def test_gaps_of_another_pair_are_left_out():
    other = gaps.gaps(PLAIN, rankings(), raw("gaps"), raw("clusters"), ("munich", "cologne"))
    named = other.rows["clusters"].dropna().str.split(";").explode()
    assert len(other.rows) < len(raw("gaps"))
    assert not set(PAIR) & set(named)


def test_less_is_known_without_the_place_that_one_digest_states():
    ranked = editions.of_edition(rankings(), 2025)
    found = gaps.doubted_place(PLAIN, ranked, "ss", "vc", raw("clusters"))
    assert found.unprinted
    assert found.given.share["vc"].low > found.blind.share["vc"].low
    assert found.given.share["pct"].high < found.blind.share["pct"].high
    assert ranked.loc["ss", "vc_rank"] == 4  # the table itself is not changed


@pytest.mark.parametrize(("pct", "unprinted"), [(3.1, False), (None, True)])
def test_a_place_matters_as_long_as_a_share_is_not_printed(pct, unprinted):
    ranked = editions.of_edition(rankings(), 2025)
    ranked.loc["ss", ["pct_share", "vc_share"]] = [pct, 3.6]
    ranked.loc["ss", ["pct_digits", "vc_digits"]] = [1, 1]
    assert gaps.doubted_place(PLAIN, ranked, "ss", "vc", raw("clusters")).unprinted is unprinted
