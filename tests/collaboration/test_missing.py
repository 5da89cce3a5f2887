"""Missing rows: the published bands of the karate club, exact bands, and that nothing is nothing."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import hypergeom

from tests.collaboration import clubs
from tests.shared.invented import KNOWN, examples
from twodeltas.collaboration import missing
from walkback.errors import AnalysisError

KARATE = KNOWN["C2_karate"]
ENDS = np.array([[clubs.CLUB[a], clubs.CLUB[b]] for a, b in clubs.PAIRS])


def index(left: np.ndarray) -> dict[str, float]:
    return {"index": clubs.external_internal(ENDS[left, 0], ENDS[left, 1])}


@pytest.mark.parametrize(("share", "low", "high"), KARATE["bands"])
def test_bands_of_the_karate_club(share, low, high):
    (row,) = missing.bands(len(ENDS), index, [share], draws=3_000, seed=1).to_dict("records")
    assert row["low"] == pytest.approx(low, abs=6e-4)
    assert row["high"] == pytest.approx(high, abs=6e-4)


def test_a_band_is_that_of_drawing_without_putting_back():
    (row,) = missing.at_size(len(ENDS), 59, index, draws=3_000, seed=2).to_dict("records")
    exact = 2 * hypergeom(78, 11, 59).ppf([0.05, 0.5, 0.95]) / 59 - 1
    assert [row["low"], row["median"], row["high"]] == pytest.approx(exact)


@given(st.integers(1, 30), st.integers(0, 1000))
@examples
def test_dropping_nothing_changes_nothing(rows, seed):
    numbers = np.arange(rows) ** 2
    found = missing.bands(rows, lambda left: {"sum": numbers[left].sum()}, [0.0], 5, seed).iloc[0]
    assert found["low"] == found["median"] == found["high"] == numbers.sum()
    assert found["kept"] == rows


@given(st.lists(st.sampled_from("pqr"), min_size=1, max_size=20))
@examples
def test_without_each_source_what_it_holds_is_gone(sources):
    found = missing.without_each(sources, lambda left: {"rows": len(left)})
    assert list(found["source"]) == list(dict.fromkeys(sources))
    assert found["rows"].sum() == len(sources)
    if len(set(sources)) > 1:
        assert list(found["change"]) == list(-found["rows"])
    else:
        assert math.isnan(found["value"].iloc[0])


def test_the_source_that_moves_most_is_named():
    numbers = np.array([1.0, 2.0, 10.0])
    left_out = missing.without_each(
        ["p", "q", "q"], lambda left: {"mean": numbers[left].mean(), "one": 1.0}
    )
    found = missing.widest(left_out)
    assert found.loc["mean", "source"] == "q"
    assert found.loc["mean", "change"] == pytest.approx(1 - 13 / 3)
    assert tuple(found.loc["one"]) == (1.0, 1.0, "", 0.0)


def test_a_list_cut_to_sources_keeps_all_rows_of_each():
    sources = ["p"] * 3 + ["q"] * 5
    found = missing.at_sources(sources, 1, lambda left: {"rows": len(left)}, draws=60, seed=3)
    assert (found["low"].iloc[0], found["high"].iloc[0]) == (3, 5)
    whole = missing.at_sources(sources, 2, lambda left: {"rows": len(left)}, draws=3)
    assert whole["low"].iloc[0] == 8


def test_more_than_there_is_cannot_be_kept():
    with pytest.raises(AnalysisError, match="9 of 8 rows cannot be kept"):
        missing.at_size(8, 9, index, 1)
    with pytest.raises(AnalysisError, match="3 of 2 sources cannot be kept"):
        missing.at_sources(["p", "q"], 3, index, 1)
