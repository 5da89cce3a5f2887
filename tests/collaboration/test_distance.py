"""Distances on the globe: a textbook's case, what must hold anywhere, and the real places."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from twodeltas.collaboration import distance
from walkback.errors import AnalysisError
from walkback.tables.read import read_raw
from walkback.values.number_format import PLAIN

LATITUDE = st.floats(-90, 90)
LONGITUDE = st.floats(-180, 180)
POINT = st.tuples(LATITUDE, LONGITUDE)
PARIS = (48 + 50 / 60 + 11 / 3600, 2 + 20 / 60 + 14 / 3600)
WASHINGTON = (38 + 55 / 60 + 17 / 3600, -(77 + 3 / 60 + 56 / 3600))


@pytest.fixture(scope="module")
def places() -> pd.DataFrame:
    return read_raw("places", ROOT)


def test_two_observatories_as_in_a_textbook():
    """Meeus 1998, example 11.c: 55.44855 degrees of arc, 6166 kilometres."""
    length = distance.haversine(*PARIS, *WASHINGTON)
    assert math.degrees(length / distance.MEAN_RADIUS) == pytest.approx(55.44855, abs=1e-5)
    assert length == pytest.approx(6166, abs=0.6)


def test_a_degree_and_half_the_globe():
    assert distance.haversine(0, 0, 1, 0) == pytest.approx(111.195, abs=1e-3)
    assert distance.haversine(60, 0, 60, 180) == pytest.approx(60 * 111.195, rel=1e-5)
    assert distance.haversine(90, 0, -90, 33) == pytest.approx(math.pi * distance.MEAN_RADIUS)


@given(POINT, POINT)
def test_a_way_is_as_long_back_and_never_longer_than_half_round(one, other):
    there, back = distance.haversine(*one, *other), distance.haversine(*other, *one)
    assert there == pytest.approx(back, abs=1e-6)
    assert 0 <= there <= math.pi * distance.MEAN_RADIUS + 1e-6
    assert distance.haversine(*one, *one) == 0


@given(POINT, POINT, POINT)
def test_a_detour_is_never_shorter(one, other, third):
    direct = distance.haversine(*one, *other)
    assert direct <= (distance.haversine(*one, *third) + distance.haversine(*third, *other) + 1e-3)


def test_arrays_are_taken_point_by_point():
    lengths = distance.haversine(np.array([0.0, 0.0]), np.array([0.0, 0.0]), 0, np.array([1.0, 2]))
    assert lengths == pytest.approx([111.195, 222.390], abs=1e-2)


@pytest.mark.parametrize("cluster", ["shg", "ss"])
def test_lengths_on_the_map_are_those_on_the_globe(places, cluster):
    centre = {"shg": (22.66, 113.62), "ss": (31.33, 121.0)}[cluster]
    here = distance.placed(places, cluster)
    east, north = distance.east_north(here["latitude"], here["longitude"], centre)
    drawn = np.hypot(east[:, None] - east, north[:, None] - north)
    real = distance.haversine(
        here["latitude"].to_numpy()[:, None], here["longitude"].to_numpy()[:, None],
        here["latitude"].to_numpy(), here["longitude"].to_numpy(),
    )  # fmt: skip
    assert np.abs(drawn - real).max() < 1


def test_every_city_of_the_tables_has_its_place(places):
    cities = read_raw("cities", ROOT)
    used = {*read_raw("city_stats", ROOT)["city"], *cities.index[cities["cluster"].notna()]}
    used |= {end for one in ("city_a", "city_b") for end in read_raw("edges", ROOT)[one]}
    whole = cities["kind"].isin(["province", "country", "world"])
    named = cities[cities.index.isin({*used, *cities["part_of"].dropna()}) & ~whole]
    assert set(places.index[places["kind"] == "city"]) == set(named.index)
    pd.testing.assert_frame_equal(
        places.loc[named.index, ["name_en", "name_zh", "part_of"]],
        named[["name_en", "name_zh", "part_of"]],
    )


def test_a_place_has_both_coordinates_and_their_source_or_says_that_it_has_none(places):
    assert places["latitude"].notna().equals(places["longitude"].notna())
    assert places["latitude"].notna().equals(places["source_id"].notna())
    assert distance.not_placed(places)["note"].str.startswith("Not placed").all()
    assert places.loc[places["kind"] == "site", "rows"].notna().all()


def test_known_neighbours_lie_where_they_should(places):
    """The evidence has Hetao between the two cities and Huaqiao beside Anting."""
    assert distance.between(PLAIN, places, "hetao", "shenzhen").number < 10
    assert distance.between(PLAIN, places, "huaqiao", "anting").number < 10
    assert distance.between(PLAIN, places, "macao", "hengqin").number < 15


def test_a_distance_knows_its_rows(places):
    value = distance.between(PLAIN, places, "shanghai", "suzhou")
    assert (value.unit, value.number) == ("km", 83)  # Pythagoras on the degrees: 82.5
    assert [origin.row for origin in value.origins] == ["shanghai", "suzhou"]
    assert value.origins[0].sources == ("geonames-2026",)


def test_the_table_has_cities_first_and_then_what_is_near(places):
    cities = ["hong-kong", "shenzhen", "guangzhou"]
    table = distance.to_cities(PLAIN, distance.placed(places, "shg"), cities)
    assert list(table.index[:4]) == [*cities, "hetao"]
    assert table.loc["shenzhen", "shenzhen"] is None
    there, back = table.loc["shenzhen", "hong-kong"], table.loc["hong-kong", "shenzhen"]
    assert there.number == back.number
    assert distance.farthest(places, cities) == ("hong-kong", "guangzhou")


def test_towns_along_the_way_are_told_from_those_beside_it(places):
    table = distance.to_cities(PLAIN, distance.placed(places, "ss"), ["shanghai", "suzhou"])
    found = distance.along(table, "shanghai", "suzhou")
    assert {"kunshan", "anting", "huaqiao"} <= set(found)
    assert not {"shanghai", "suzhou", "zhangjiagang", "zhangjiang"} & set(found)
    assert distance.along(table, "shanghai", "suzhou", detour=0.9) == []


def test_a_place_without_coordinates_is_not_measured(places):
    with pytest.raises(AnalysisError, match="has no coordinates → type them into"):
        distance.between(PLAIN, places, "hongqiao", "shanghai")
    with pytest.raises(AnalysisError, match="No place 'nowhere'"):
        distance.between(PLAIN, places, "nowhere", "shanghai")
    with pytest.raises(AnalysisError, match="two ends"):
        distance.farthest(places, ["shanghai"])
