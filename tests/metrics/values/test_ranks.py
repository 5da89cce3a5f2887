"""Who is ranked where: the clusters that are shown, and who of a pair is ahead in what."""

import pytest

from tests.metrics.values.conftest import NUMBERS
from tests.shared.real import rankings, raw
from twodeltas.metrics import edition_shares
from twodeltas.metrics.values import ranks
from twodeltas.shared import bounds, editions, profile


def of_edition(year, pair):
    edition = editions.of_edition(rankings(), year)
    metrics = editions.metrics_of(year)
    known = bounds.derive(edition, metrics)
    shares = edition_shares.standing(edition, known, metrics)
    both = [profile.profile(NUMBERS, edition, known, c, raw("clusters")) for c in pair]
    return edition, metrics, shares, both


@pytest.mark.parametrize(
    ("year", "pair", "said"),
    [
        (
            2025,
            ("shg", "ss"),
            "SHG is ahead in PCT applications, SS is ahead in publications and venture deals",
        ),
        (
            2023,
            ("munich", "cologne"),
            "Munich is ahead in PCT applications, Cologne is ahead in publications",
        ),
    ],
)
def test_the_title_says_who_is_ahead_in_what(year, pair, said):
    _, metrics, shares, (a, b) = of_edition(year, pair)
    assert ranks.lead_sentence(a, b, shares, metrics) == said


def test_another_pair_and_edition_need_no_other_code():
    _, metrics, _, (a, b) = of_edition(2023, ("munich", "cologne"))
    assert metrics == ("pct", "publications")
    assert (a.rank.ordinal.text, b.rank.ordinal.text) == ("22nd", "25th")


def test_the_top_is_shown_with_the_pair_wherever_it_stands():
    edition, metrics, shares, _ = of_edition(2025, ("shg", "ss"))
    usual = ranks.top(edition, shares, metrics, ("shg", "ss"))
    assert usual.clusters[0] == "shg"
    assert len(usual.clusters) == ranks.SHOWN
    assert usual.wins_on_sum
    far = ranks.top(edition, shares, metrics, ("shg", "cologne"))
    assert far.clusters[-1] == "cologne"
    assert set(far.shares["cluster"]) == set(far.clusters)


def test_a_list_whose_first_leads_everywhere_does_not_win_on_the_sum_alone():
    edition, _, shares, _ = of_edition(2025, ("shg", "ss"))
    assert not ranks.top(edition, shares, (), ("shg", "ss")).wins_on_sum


def test_a_number_of_clusters_names_their_rows():
    edition, *_ = of_edition(2025, ("shg", "ss"))
    value = ranks.counted(NUMBERS, ["shg", "ss"], edition)
    assert value.number == 2
    assert [origin.row for origin in value.origins] == ["G25-shg", "G25-ss"]
    assert ranks.origins(edition, ["no cluster"]) == ()


def test_what_is_handed_over_has_a_letter_for_each_of_the_pair():
    *_, (a, b) = of_edition(2025, ("shg", "ss"))
    handed = ranks.handed_over(a, b)
    assert handed["rank_a"] == a.rank
    assert handed["vc_place_b"] == b.place["vc"]
    assert len(handed) == 16
