"""The lines of the map: all there, closed, where they belong; a broken file is told."""

import numpy as np
import pytest

from tests.data.conftest import ROOT
from twodeltas.collaboration.outlines import FILE, KINDS, read_outlines
from walkback.errors import DataError


def test_both_deltas_have_land_and_the_boundary_that_the_text_speaks_of():
    outlines = read_outlines(ROOT)
    assert {c: [k for k in KINDS if lines[k]] for c, lines in outlines.items()} == {
        "shg": ["land", "customs_border"],
        "ss": ["land", "lake", "province_border"],
    }


def test_shores_are_closed_and_inside_their_window():
    windows = {"shg": (112.6, 21.8, 114.65, 23.5), "ss": (119.9, 30.45, 122.1, 32.2)}
    for cluster, (west, south, east, north) in windows.items():
        for kind, lines in read_outlines(ROOT)[cluster].items():
            for line in lines:
                assert (line >= [west, south]).all()
                assert (line <= [east, north]).all()
                if kind in ("land", "lake"):
                    np.testing.assert_array_equal(line[0], line[-1])


def test_the_file_is_small_and_says_where_it_is_from():
    text = (ROOT / FILE).read_text(encoding="utf-8")
    assert len(text) < 200_000
    assert '"licence":"public domain"' in text
    assert "Natural Earth" in text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "is not valid JSON"),
        ("[]", "does not hold the outlines"),
        ('{"features": [{"properties": {}}]}', "does not hold the outlines"),
        (
            '{"features": [{"properties": {"cluster": "ss", "kind": "land"}, '
            '"geometry": {"coordinates": [[["x", 1]]]}}]}',
            "does not hold the outlines",
        ),
    ],
)
def test_a_broken_file_is_told(tmp_path, text, message):
    (tmp_path / "data").mkdir()
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        read_outlines(tmp_path)
