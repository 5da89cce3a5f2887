"""What `{eval}` shows: the engine and JupyterLab alike, and what prose cannot hold refused."""

import datetime as dt
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.display import Markdown as Shown
from IPython.display import Math

from walkback.errors import AnalysisError
from walkback.values import expressions
from walkback.values.expressions import asked, shown, without_numpy
from walkback.values.markdown import Markdown
from walkback.values.value import Value


@pytest.mark.parametrize(
    "same", [3, True, 1.5, "it's", Value.exact(2), Markdown("*a*"), Shown("*b*")]
)
def test_what_reads_as_it_is_stays_what_it_is(same):
    assert shown(same) is same or shown(same) == same


@pytest.mark.parametrize(
    ("result", "text"),
    [
        (np.int64(6), "6"),
        (np.float64(1.5), "1.5"),
        (0.1 + 0.2, "0.3"),
        (-3, "−3"),
        (np.bool_(True), "True"),
        (dt.date(2024, 5, 1), "2024-05-01"),
        (pd.Timestamp("2024-05-01"), "2024-05-01"),
        (Decimal("1.50"), "1.50"),
    ],
)
def test_scalars_become_text(result, text):
    assert shown(result) == text


@pytest.mark.parametrize(
    ("result", "message"),
    [
        (None, "gives nothing"),
        (float("nan"), "no value"),
        (pd.NaT, "no value"),
        (pd.DataFrame({"a": [1]}), "it is a DataFrame: show it with show_table"),
        (pd.DataFrame({"a": [1]}).style, "it is a Styler"),
        ([1], "it is a list"),
        ({"a": 1}, "it is a dict"),
        (Math("x^2"), "it is a Math"),
        (print, "call it"),
    ],
    ids=lambda given: given if isinstance(given, str) else type(given).__name__,
)
def test_what_prose_cannot_hold_is_refused(result, message):
    with pytest.raises(AnalysisError, match=message):
        shown(result)


@pytest.mark.parametrize(
    ("expression", "result"), [("n + 1", 4), (" n", 3), ("n # so many", 3), ("(1, n)[1]", 3)]
)
def test_an_expression_is_asked_for_as_it_stands(expression, result):
    assert eval(asked(expression), {"n": 3}) == result  # noqa: S307


@pytest.mark.parametrize("fault", ["n +", "x)(y", "a = 1", "x for x in y"])
def test_what_is_no_expression_is_left_to_the_kernel(fault):
    assert asked(fault) == fault


@pytest.mark.parametrize(
    ("said", "bare"),
    [("np.int64(-3)", "-3"), ("np.True_", "True"), ("np.str_('a')", "'a'"), ("'np.int64(3)'",) * 2],
)
def test_what_numpy_says_of_its_scalars(said, bare):
    assert without_numpy(said) == bare


def test_jupyterlab_reads_alike():
    shell = InteractiveShell.instance()
    try:
        expressions.read_alike()
        results = {"a": np.int64(6), "b": pd.Timestamp("2024-05-01"), "c": 0.1 + 0.2, "d": np.str_("s"),
                   "e": pd.Period("2024Q1"), "f": np.float64("nan")}  # fmt: skip
        texts = {k: shell.display_formatter.format(v)[0]["text/plain"] for k, v in results.items()}
    finally:
        InteractiveShell.clear_instance()
    assert texts == {"a": "6", "b": "2024-05-01", "c": "0.3", "d": "'s'", "e": "2024Q1",
                     "f": "np.float64(nan)"}  # fmt: skip


def test_outside_of_a_notebook_nothing_happens():
    InteractiveShell.clear_instance()
    expressions.read_alike()
