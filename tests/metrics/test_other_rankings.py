"""Other rankings stand side by side, edition by edition."""

import pytest

from tests.shared.real import raw
from twodeltas.metrics import other_rankings

PAIR = ("shg", "ss")


@pytest.fixture(scope="module")
def standing():
    return other_rankings.standings(raw("rankings_other"), PAIR).set_index(["ranking", "edition"])


def test_every_row_of_the_two_clusters_stands_in_one_edition(standing):
    table = raw("rankings_other")
    own = table.index[table["cluster"].isin(PAIR)]
    shown = [row for cell in standing["ids"] for row in cell.split(";")]
    assert sorted(shown) == sorted(own)
    assert len(set(standing.index)) == len(standing)


def test_the_places_of_an_edition_stand_best_first(standing):
    finance = standing.loc[("Global Financial Centres Index (GFCI)", "38")]
    assert finance["shg"] == [("Hong Kong", 3), ("Shenzhen", 9), ("Guangzhou", 33)]
    assert finance["ss"] == [("Shanghai", 8)]
    assert finance["of_how_many"] == 120


def test_the_newest_edition_of_a_ranking_comes_first(standing):
    finance = [e for name, e in standing.index if name.startswith("Global Financial")]
    assert finance == ["38", "37", "36"]


def test_only_editions_that_place_both_are_compared(standing):
    assert other_rankings.ahead(standing, *PAIR) == (8, 5)
    assert other_rankings.ahead(standing, *PAIR[::-1]) == (5, 8)
    one = standing[standing["ss"].map(len) == 0]
    assert len(one)
    assert other_rankings.ahead(one, *PAIR) == (0, 0)
