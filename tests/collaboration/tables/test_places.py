"""The table of distances: names, the cities first, rows that say what was measured."""

import pandas as pd
import pytest

from tests.conftest import ROOT
from twodeltas.collaboration import distance
from twodeltas.collaboration.tables import places
from walkback.tables.read import read_raw
from walkback.values.markdown import Markdown
from walkback.values.number_format import PLAIN

CITIES = ["shanghai", "suzhou"]


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return distance.to_cities(PLAIN, distance.placed(read_raw("places", ROOT), "ss"), CITIES)


@pytest.mark.parametrize(("lang", "first"), [("en", "**Shanghai**"), ("zh", "**上海**")])
def test_the_cities_come_first_and_in_bold(table, lang, first):
    names = read_raw("places", ROOT)[f"name_{lang}"]
    shown = places.distances(table, names)
    assert list(shown.columns) == ["Place", *(f"to {names[city]}" for city in CITIES)]
    assert shown["Place"].iloc[0] == first
    bold = [isinstance(place, Markdown) for place in shown["Place"]]
    assert bold == [True, True] + [False] * (len(table) - 2)
    assert shown.iloc[0, 1] is None
    assert shown.iloc[0, 2].unit == "km"


def test_the_rows_hold_every_distance_once(table):
    rows = places.data(table)
    assert len(rows) == 2 * len(table) - 2
    assert not rows.duplicated(["place", "to"]).any()
    ways = rows.set_index(["place", "to"])["km"]
    assert ways["shanghai", "suzhou"] == ways["suzhou", "shanghai"]


def test_names_are_joined():
    assert places.listed(["a", "b", "c"]) == "a, b and c"
