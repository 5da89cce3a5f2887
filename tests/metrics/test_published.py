"""Known answers: what the published figures of the ranking imply.

The bounds were worked out by hand from JETRO, Yicai, FAZ and WIPO figures when the facts were
collected; they stand in `gii_derived_checks` with the inequality of each.
"""

import pytest

from tests.shared.real import rankings, raw
from twodeltas.metrics import edition_shares
from twodeltas.shared import bounds, editions
from walkback.errors import AnalysisError

QUANTITIES = {
    "pct_share": "pct",
    "pub_share": "publications",
    "vc_share": "vc",
    "sum_of_three_shares": "total",
    "implied_pct_applications": "pct",
    "implied_publications": "publications",
    "implied_vc_deals": "vc",
}


@pytest.fixture(scope="module")
def known():
    edition = editions.of_edition(rankings(), 2025)
    return bounds.derive(edition, editions.metrics_of(2025))


def checks():
    table = raw("gii_derived_checks")
    chosen = table[(table["edition"].astype(str) == "2025") & table["measure"].isin(QUANTITIES)]
    chosen = chosen[chosen["minus_cluster"].isna()]
    return [(str(row), record) for row, record in chosen.iterrows()]


@pytest.mark.parametrize(("row", "record"), checks(), ids=[row for row, _ in checks()])
def test_derived_bounds_agree_with_those_worked_out_by_hand(known, row, record):
    cluster = record["cluster"] if isinstance(record["cluster"], str) else "world"
    low, high = known.interval(cluster, QUANTITIES[record["measure"]])
    slack = 1.0 if cluster == "world" else 0.0101
    if record["value_low"] == record["value_low"]:
        assert low == pytest.approx(float(record["value_low"]), abs=slack)
    assert high == pytest.approx(float(record["value_high"]), abs=slack)


def test_there_are_checks_of_every_kind():
    assert {r["measure"] for _, r in checks()} == set(QUANTITIES)


def test_one_row_with_the_published_figures_sharpens_everything():
    """Invented figures: nobody has published them."""
    edition = editions.of_edition(rankings(), 2025)
    edition.loc["ss", ["pct_share", "pct_digits", "vc_share", "vc_digits"]] = [3.1, 1, 3.6, 1]
    after = bounds.derive(edition, editions.metrics_of(2025))
    assert after.interval("ss", "vc") == pytest.approx((3.55, 3.65))
    assert after.interval("ss", "pct") == pytest.approx((3.05, 3.15))
    low, high = after.interval("ss", "total")
    assert high - low < 0.4


def test_rank_2023_by_the_sum_of_shares():
    """WIPO, GII 2023, table of the top clusters: ranks 1–34 follow from the printed counts."""
    edition = editions.of_edition(rankings(), 2023)
    table = edition[(edition["rank"] <= 34)]
    known = bounds.derive(edition, editions.metrics_of(2023))
    world = {m: sum(known.interval("world", m)) / 2 for m in ("pct", "publications")}
    score = sum(table[f"{m}_count"] / world[m] for m in world)
    assert list(score.rank(ascending=False)) == list(table["rank"])


def test_the_pair_is_told_apart_where_ranks_settle_it(known):
    edition = editions.of_edition(rankings(), 2025)
    table = edition_shares.standing(edition, known)
    order = {m: edition_shares.order_in_metric(table, m, "shg", "ss") for m in bounds.METRICS}
    assert order == {"pct": "first", "publications": "second", "vc": "second"}


def test_history_is_cut_at_every_break_of_method_or_border():
    past = editions.history(rankings(), raw("clusters"), ("shg", "ss"))
    segments = past.groupby("segment")["edition"].agg(["min", "max"])
    assert tuple(segments.loc["shg-2018"]) == (2020, 2024)
    assert tuple(segments.loc["ss-2018"]) == (2022, 2024)
    assert tuple(segments.loc["shg-2025"]) == (2025, 2025)
    assert {"shanghai", "suzhou", "shenzhen-hong-kong"} <= set(past["cluster"])


def test_an_edition_without_data_is_a_sentence():
    with pytest.raises(AnalysisError, match="No edition 2031 in the data: choose one of 2017"):
        editions.of_edition(rankings(), 2031)
