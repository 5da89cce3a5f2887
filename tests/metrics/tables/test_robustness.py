import math

import pandas as pd
import pytest

from tests.shared.real import rankings, raw
from twodeltas.metrics import breaks, recipe_bounds, reproduce, triangle
from twodeltas.metrics.tables import robustness as robust
from twodeltas.shared import bounds, editions, profile
from twodeltas.shared.start import number_format

NUMBERS = number_format(raw("units"), "en")


@pytest.fixture(scope="module")
def case():
    edition = editions.of_edition(rankings(), 2025)
    metrics = editions.metrics_of(2025)
    known = bounds.derive(edition, metrics)
    ranges, why = robust.ranges_of(edition, known, metrics, ("shg", "ss"))
    assert why == ""
    both = [profile.profile(NUMBERS, edition, known, c, raw("clusters")) for c in ("shg", "ss")]
    return edition, metrics, ranges, *both


@pytest.mark.parametrize(
    ("year", "pair", "reason"),
    [
        (2017, ("shenzhen-hong-kong", "shanghai"), "single metric"),
        (2024, ("shg", "ss"), "Nothing published limits"),
        (2025, ("shg", "paris"), "Too little is published"),
    ],
)
def test_what_cannot_be_compared_says_why(year, pair, reason):
    edition = editions.of_edition(rankings(), year)
    metrics = editions.metrics_of(year)
    _, why = robust.ranges_of(edition, bounds.derive(edition, metrics), metrics, pair)
    assert reason in why


def test_the_share_of_weightings_is_rounded_outwards(case):
    edition, _, ranges, *_ = case
    found = triangle.triangle(ranges, "shg", "ss")
    value = robust.share_of_weightings(NUMBERS, found, robust.origins(edition, ("shg", "ss")))
    assert value.text == "75–99%"
    assert value.low / 100 == pytest.approx(found.share[0])
    assert [o.row for o in value.origins] == ["G25-shg", "G25-ss"]


def test_the_words_of_the_table_agree_with_the_border(case):
    _, _, ranges, a, b = case
    found = triangle.triangle(ranges, "shg", "ss")
    table = robust.tipping([found], a, b).set_index("Metric")
    assert table.loc["PCT applications", "SS can be ahead"] == "only below 22%"
    most = robust.most_weight(NUMBERS, found, "pct", ())
    assert most.text == "22%"


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        ((math.nan, math.nan), "never"),
        ((0, 1), "at any weight"),
        ((0, 0.218), "only below 22%"),
        ((0.04, 1), "only above 4%"),
        ((0.2, 0.6), "only from 20 to 60%"),
    ],
)
def test_weights_in_words(ends, words):
    assert robust.weights_in_words(*ends) == words


def test_without_the_single_report_the_bounds_loosen(case):
    edition, metrics, *_ = case
    blind = robust.without_place(edition, "ss", "vc", metrics)
    assert blind.interval("ss", "vc")[0] == 0
    assert blind.interval("ss", "pct")[1] == pytest.approx(5.45)
    assert edition.loc["ss", "vc_rank"] == 4


def test_recipes_say_level_where_level_is_possible(case):
    _, _, ranges, a, b = case
    some = ranges.only(ranges.bounded)
    table = recipe_bounds.order_of_pair(some, "shg", "ss")
    shown = robust.recipes(table, a, b)
    assert "SHG, ahead or level" in set(shown["Who is ahead"])
    assert robust.recipe_title(table, a).startswith(
        "SHG is ahead or level under five of six recipes"
    )


def test_the_lead_is_a_positive_number_either_way(case):
    _, _, ranges, *_ = case
    table = breaks.with_and_without(ranges, "shg", "tokyo-yokohama", "vc")
    assert robust.lead(NUMBERS, table, "with", ()).text == "0.33–0.40 percentage points"
    assert robust.lead(NUMBERS, table, "without", ()).text == "0.35–0.41 percentage points"


def test_a_rank_under_another_rule_is_a_rank_or_an_interval():
    assert robust.rank_under(NUMBERS, (2, 2), ()).ordinal.text == "second"
    assert robust.rank_under(NUMBERS, (4, 98), ()).floor.number == 4


def test_reproduction_counts_every_ranked_cluster():
    tables = {
        str(y): reproduce.reproduce(editions.of_edition(rankings(), y), editions.metrics_of(y))
        for y in (2023, 2025)
    }
    shown = robust.reproduced(tables).set_index("Edition")
    assert shown.loc["2023", "rank follows from the figures"] == 35
    assert "against" not in shown
    total = shown.drop(columns="Ranked clusters in the data").sum(axis=1)
    assert list(total) == list(shown["Ranked clusters in the data"])


def test_first_ranks_leave_out_those_that_are_never_first():
    table = pd.DataFrame(
        {"cluster": ["a", "b"], "low": [0.2, 0.0], "high": [0.4, 0.0], "central": [None, None]}
    )
    shown = robust.first_ranks(table, {"a": "A", "b": "B"})
    assert shown["Cluster"].tolist() == ["A"]
    assert shown.iloc[0, 1:].tolist() == ["20.0", "40.0"]


def test_the_sum_leaves_one_possible_leader_and_votes_leave_many(case):
    _, _, ranges, *_ = case
    some = ranges.only(ranges.bounded)
    names = {c: c for c in some.clusters}
    table = recipe_bounds.order_of_pair(some, "shg", "ss")
    shown = robust.possible_leaders(some, table, names).set_index("Recipe")["Could be first"]
    assert shown["Mean of shares, in the order of their sum"] == "shg"
    assert len(shown["Pairwise votes (Copeland)"].split(", ")) > 3
