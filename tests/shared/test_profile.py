"""What an edition says of a cluster: figures, intervals and where they come from, in either language."""

import pytest

from tests.shared.real import rankings, raw
from twodeltas.shared import bounds, editions, profile
from twodeltas.shared.start import number_format
from walkback.errors import AnalysisError
from walkback.values.number_format import PLAIN


@pytest.fixture(scope="module")
def known():
    edition = editions.of_edition(rankings(), 2025)
    return bounds.derive(edition, editions.metrics_of(2025))


def test_the_profile_of_the_first_is_the_published_one(known):
    edition = editions.of_edition(rankings(), 2025)
    one = profile.profile(PLAIN, edition, known, "shg", raw("clusters"))
    assert one.rank.ordinal.text == "first"
    assert [one.share[m].number for m in bounds.METRICS] == [9.0, 2.4, 2.9]
    assert [one.place[m].number for m in bounds.METRICS] == [2, 3, 6]
    assert one.count["pct"].number == 117542


def test_the_unknown_shares_say_why_and_name_the_rows(known):
    edition = editions.of_edition(rankings(), 2025)
    two = profile.profile(PLAIN, edition, known, "ss", raw("clusters"))
    assert two.share["vc"].range == "3.05–4.45 percent"
    assert {o.row for o in two.share["vc"].origins} == {"G25-london", "G25-seoul", "G25-ss"}
    assert "at most because ranked below number 3" in two.share["vc"].how
    assert two.place["pct"].text == "not published"


def test_a_cluster_that_an_edition_does_not_list_is_a_sentence(known):
    edition = editions.of_edition(rankings(), 2025)
    with pytest.raises(AnalysisError, match="no cluster 'atlantis'"):
        profile.profile(PLAIN, edition, known, "atlantis", raw("clusters"))


def test_two_languages_read_side_by_side(known):
    edition = editions.of_edition(rankings(), 2025)
    english, chinese = (
        profile.profile(number_format(raw("units"), lang), edition, known, "ss", raw("clusters"))
        for lang in ("en", "zh")
    )
    assert (english.short, chinese.name) == ("SS", raw("clusters").loc["ss", "name_zh"])
    assert (english.rank.ordinal.text, chinese.rank.ordinal.text) == ("sixth", "第6")
    assert (english.place["pct"].text, chinese.place["pct"].text) == ("not published", "未公布")
    assert english.share == chinese.share
