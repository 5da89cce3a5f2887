"""Ties by pair of places: parts of Suzhou in the rows, each pair once, names for people."""

import pandas as pd
import pytest

from tests.shared.real import raw
from twodeltas.collaboration import city_pairs, ties

PAIR = ("shg", "ss")


@pytest.fixture(scope="module")
def pairs() -> dict[str, pd.DataFrame]:
    located = ties.located(raw("edges"), raw("cities"))
    of_cluster = {c: located[located["cluster"] == c] for c in PAIR}
    return city_pairs.city_pairs(of_cluster, raw("organisations"), raw("cities"))


def test_each_pair_of_places_has_one_cell(pairs):
    for own in pairs.values():
        assert not own[["row", "column"]].apply(frozenset, axis=1).duplicated().any()


def test_rows_above_the_line_are_the_cities_themselves(pairs):
    for c, own in pairs.items():
        rows = list(dict.fromkeys(own["row"]))
        assert (
            rows[: city_pairs.ABOVE_LINE[c]]
            == {
                "shg": [*city_pairs.NAMED],
                "ss": ["shanghai", *city_pairs.SUZHOU_PARTS],
            }[c]
        )


CELLS = pd.DataFrame(
    [("shanghai", "shanghai", 2), ("suzhou", "shanghai", 3), ("taicang", "suzhou", 4)],
    columns=["row", "column", "ties"],
)


def test_ties_around_suzhou_lead_from_shanghai():
    assert city_pairs.around_suzhou(CELLS) == 3
    assert city_pairs.inside(CELLS) == 2


def test_suzhou_is_a_part_in_the_rows_and_the_whole_in_the_columns():
    names = {"shanghai": "Shanghai", "suzhou": "Suzhou", "taicang": "Taicang"}
    found = city_pairs.labelled({"ss": CELLS}, names)["ss"]
    assert list(found["row"]) == ["Shanghai", "Suzhou proper", "Taicang"]
    assert list(found["column"]) == ["Shanghai", "Shanghai", "All of Suzhou"]


def test_the_rows_behind_the_figure_name_their_cluster(pairs):
    found = city_pairs.data(pairs)
    assert list(found.columns[:3]) == ["cluster", "row", "column"]
    assert len(found) == sum(map(len, pairs.values()))
