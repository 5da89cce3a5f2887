import numpy as np
import pandas as pd
import pytest

from tests.shared.real import rankings, raw
from twodeltas.metrics import recipe_bounds, reproduce, triangle
from twodeltas.metrics.tables import robustness as robust
from twodeltas.metrics.values.weights import ranges_of
from twodeltas.shared import bounds, editions, profile
from twodeltas.shared.start import number_format

NUMBERS = number_format(raw("units"), "en")


@pytest.fixture(scope="module")
def case():
    edition = editions.of_edition(rankings(), 2025)
    metrics = editions.metrics_of(2025)
    known = bounds.derive(edition, metrics)
    ranges, why = ranges_of(edition, known, metrics, ("shg", "ss"))
    assert why == ""
    both = [profile.profile(NUMBERS, edition, known, c, raw("clusters")) for c in ("shg", "ss")]
    return edition, metrics, ranges, *both


def test_the_words_of_the_table_agree_with_the_border(case):
    _, _, ranges, a, b = case
    found = triangle.triangle(ranges, "shg", "ss")
    table = robust.tipping([found], a, b).set_index("Metric")
    assert table.loc["PCT applications", "SS can be ahead"] == "only below 22%"


@pytest.mark.parametrize(
    ("difference", "first", "second"),
    [
        ((1, 1), "at any weight", "never"),
        ((-1, -1), "never", "at any weight"),
        ((1, -1), "only above 50%", "only below 50%"),
        ((-1, 3), "only below 75%", "only above 75%"),
    ],
)
def test_weights_in_words(case, difference, first, second):
    *_, a, b = case
    found = triangle.of_corners(np.array([difference], dtype=float), ("pct", "publications"))
    row = robust.tipping([found], a, b).set_index("Metric").loc["PCT applications"]
    assert (row["SHG can be ahead"], row["SS can be ahead"]) == (first, second)


def test_recipes_say_level_where_level_is_possible(case):
    _, _, ranges, a, b = case
    some = ranges.only(ranges.bounded)
    table = recipe_bounds.order_of_pair(some, "shg", "ss")
    shown = robust.recipes(table, a, b)
    assert "SHG, ahead or level" in set(shown["Who is ahead"])
    assert robust.recipe_title(table, a).startswith(
        "SHG is ahead or level under five of six recipes"
    )


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


def test_the_sum_leaves_one_possible_leader_and_votes_leave_three(case):
    _, _, ranges, *_ = case
    some = ranges.only(ranges.bounded)
    names = {c: c for c in some.clusters}
    table = recipe_bounds.order_of_pair(some, "shg", "ss")
    shown = robust.possible_leaders(some, table, names).set_index("Recipe")["Could be first"]
    assert shown["Mean of shares, in the order of their sum"] == "shg"
    assert shown["Pairwise votes (Copeland)"] == "shg, san-jose-san-francisco and ss"
