"""A sentence is shown only if the data plainly bear it out."""

import numpy as np
import pandas as pd
import pytest

from walkback.errors import AnalysisError
from walkback.show.finding import finding

SENTENCE = "Most of it has grown"


@pytest.mark.parametrize("holds", [True, np.bool_(True), pd.Series([1, 2]).gt(0).all()])
def test_what_holds_is_said(holds):
    assert finding(SENTENCE, holds) == SENTENCE
    assert finding(SENTENCE, holds, "What has grown") == SENTENCE


NOT_TRUE = [False, np.bool_(False), pd.NA, None, np.nan, 1, 0, "yes", [True], pd.Series([True])]


@pytest.mark.parametrize("holds", NOT_TRUE, ids=repr)
def test_what_is_not_plainly_true_is_not_said(holds):
    assert finding(SENTENCE, holds, "What has grown") == "What has grown"
    with pytest.raises(AnalysisError, match=r"Most of it has grown.*write in the cell"):
        finding(SENTENCE, holds)
