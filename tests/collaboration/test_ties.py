"""Ties in cities and by kind."""

import pandas as pd
import pytest

from twodeltas.collaboration import ties
from walkback.errors import AnalysisError

CITIES = pd.DataFrame(
    {
        "cluster": ["shg", "shg", None, "ss", "ss", "ss"],
        "part_of": [None, None, None, None, None, "suzhou"],
    },
    index=pd.Index(["hong-kong", "shenzhen", "macao", "shanghai", "suzhou", "taicang"], name="id"),
)


def edges(*rows: tuple[str, str, str, str, str | None]) -> pd.DataFrame:
    columns = ["cluster", "city_a", "city_b", "kind", "strength"]
    return pd.DataFrame(rows, columns=columns)


TIES = ties.located(
    edges(
        ("shg", "hong-kong", "shenzhen", "joint_lab", None),
        ("shg", "shenzhen", "hong-kong", "joint_fund", None),
        ("shg", "hong-kong", "hong-kong", "joint_lab", None),
        ("shg", "hong-kong", "macao", "joint_lab", None),
        ("ss", "shanghai", "taicang", "mou", "event"),
        ("ss", "suzhou", "taicang", "mou", "agreement"),
    ),
    CITIES,
)


def test_a_district_belongs_to_its_city():
    assert list(TIES["main_b"]) == [
        "shenzhen",
        "hong-kong",
        "hong-kong",
        "macao",
        "suzhou",
        "suzhou",
    ]
    assert list(TIES["across"]) == [True, True, False, True, True, False]
    assert list(TIES["inside"]) == [True, True, True, False, True, True]


def test_a_place_without_a_row_is_reported():
    with pytest.raises(AnalysisError, match="atlantis: not in cities"):
        ties.located(edges(("ss", "atlantis", "suzhou", "mou", None)), CITIES)


def test_kinds_count_what_crosses_and_what_lies_outside():
    table = ties.kinds(TIES).set_index(["cluster", "kind"])
    assert tuple(table.loc[("shg", "joint_lab")]) == (3, 2, 1)
    assert tuple(table.loc[("ss", "branch_campus")]) == (0, 0, 0)
    assert table["ties"].sum() == len(TIES)


def test_ties_between_two_cities_are_found_from_either_end():
    assert ties.between(TIES, "shenzhen", "hong-kong") == ["0", "1"]
    assert ties.between(TIES, "hong-kong", "hong-kong") == ["2"]


def test_occasions_are_loose_and_ties_without_a_strength_are_not():
    assert ties.loose(TIES) == ["4"]


def test_firm_ties_come_before_occasions():
    table = ties.firmness(TIES)
    assert list(table["strength"]) == ["agreement", "event"]
    assert list(table["firm"]) == [True, False]


def test_an_unknown_kind_is_not_lost():
    with pytest.raises(AnalysisError, match="twinning: not counted"):
        ties.kinds(ties.located(edges(("ss", "shanghai", "suzhou", "twinning", None)), CITIES))
