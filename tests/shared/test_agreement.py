"""Krippendorff's alpha: the published example, and what must always hold."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twodeltas.shared import agreement
from walkback.errors import AnalysisError

KNOWN = json.loads((Path(__file__).parents[1] / "known_answers.json").read_text(encoding="utf-8"))
PUBLISHED = KNOWN["C4_krippendorff"]
UNITS = pd.DataFrame(np.array(PUBLISHED["data_column_major_4xN"], dtype=object).reshape(-1, 4))
SCALE = [1, 2, 3, 4, 5]


@pytest.mark.parametrize("level", agreement.LEVELS)
def test_the_published_example_of_four_coders_and_gaps(level):
    found = agreement.alpha(UNITS, level, SCALE)
    assert found == pytest.approx(PUBLISHED[level], abs=PUBLISHED["tol"])


def test_two_codings_that_never_differ_agree_wholly():
    same = pd.DataFrame({"a": ["x", "y", "y"], "b": ["x", "y", "y"]})
    assert agreement.alpha(same, "nominal", ["x", "y"]) == 1


def test_nothing_is_said_where_all_codes_are_alike_or_none_meet():
    alike = pd.DataFrame({"a": ["x", "x"], "b": ["x", "x"]})
    alone = pd.DataFrame({"a": ["x", None], "b": [None, "y"]})
    for units in (alike, alone):
        assert np.isnan(agreement.alpha(units, "nominal", ["x", "y"]))
        assert np.isnan(agreement.interval(units, "nominal", ["x", "y"], seed=1)).all()


def test_a_level_that_does_not_exist_and_a_code_off_the_scale_are_refused():
    with pytest.raises(AnalysisError, match="level of measurement"):
        agreement.alpha(UNITS, "fuzzy", SCALE)
    with pytest.raises(AnalysisError, match="not on the scale"):
        agreement.alpha(UNITS, "nominal", [1, 2])


def test_the_interval_holds_alpha_and_is_the_same_for_the_same_seed():
    low, high = agreement.interval(UNITS, "ordinal", SCALE, seed=1)
    assert low < agreement.alpha(UNITS, "ordinal", SCALE) < high
    assert (low, high) == agreement.interval(UNITS, "ordinal", SCALE, seed=1)


@given(st.lists(st.tuples(*[st.sampled_from([1, 2, 3, None])] * 3), min_size=2, max_size=20))
def test_alpha_is_at_most_one_and_does_not_ask_who_coded_first(rows):
    units = pd.DataFrame(rows, dtype=object)
    forth = agreement.alpha(units, "ordinal", [1, 2, 3])
    back = agreement.alpha(units.iloc[::-1, ::-1], "ordinal", [1, 2, 3])
    assert np.isnan(forth) or forth <= 1 + 1e-12
    assert forth == pytest.approx(back, nan_ok=True)
