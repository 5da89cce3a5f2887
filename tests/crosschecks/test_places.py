"""Places lie where their city and their cluster lie."""

import pytest

from twodeltas.crosschecks import places


def test_the_places_are_where_they_should_be(sheets):
    assert list(places.problems(sheets)) == []
    assert list(places.problems({})) == []


@pytest.mark.parametrize(
    ("row", "cells", "column", "message"),
    [
        ("changshu", {"latitude": "21.64615"}, "latitude", "km from the middle of suzhou"),
        ("songjiang", {"longitude": "124.22326"}, "longitude", "from the middle of shanghai"),
        ("dongguan", {"latitude": "33.01797"}, "latitude", "from the middle of shg"),
        ("dongguan", {"latitude": ""}, "latitude", "is empty, but column longitude is not"),
    ],
)
def test_a_place_that_was_moved_is_told(changed, row, cells, column, message):
    found = list(places.problems(changed("places", row, **cells)))
    assert any(p.column == column and message in p.message for p in found), found


def test_a_degree_of_latitude():
    assert places.kilometres((31.0, 121.0), (32.0, 121.0)) == pytest.approx(111.2)
