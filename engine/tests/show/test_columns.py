"""Frames, series and Stylers as columns: row names, heads, and what is refused with what to type."""

import numpy as np
import pandas as pd
import pytest

from tests.show.tables import show
from walkback.errors import AnalysisError
from walkback.values.markdown import Markdown

CITIES = pd.DataFrame({"city": ["A", "B", "A"], "n": [1, 2, 3], "v": [1.5, 2, 1234.5]})


@pytest.mark.parametrize(
    ("frame", "heads", "first"),
    [
        (CITIES, ["city", "n", "v"], ["A", "1", "1.5"]),
        (CITIES.head(2), ["city", "n", "v"], ["A", "1", "1.5"]),
        (CITIES.groupby("city").sum(), ["city", "n", "v"], ["A", "4", "1,236"]),
        (CITIES.describe(), ["", "n", "v"], ["count", "3", "3"]),
        (CITIES["city"].value_counts(), ["city", "count"], ["A", "2"]),
        (CITIES.corr(numeric_only=True), ["", "n", "v"], ["n", "1.000", "0.866"]),
        (
            CITIES.pivot_table(index="city", columns="n", values="v"),
            ["city \\ n", "1", "2", "3"],
            ["A", "1.5", "–", "1,234.5"],
        ),
        (
            CITIES.groupby(["city", "n"]).agg(["sum", "mean"]),
            ["city", "n", "v · sum", "v · mean"],
            ["A", "1", "1.5", "1.5"],
        ),
        (CITIES.T, ["", "0", "1", "2"], ["city", "A", "B", "A"]),
        (CITIES[CITIES["n"] > 1], ["", "city", "n", "v"], ["1", "B", "2", "2.0"]),
        (CITIES.set_index("n", drop=False)[["v"]], ["n", "v"], ["1", "1.5"]),
        (CITIES["n"].rename_axis("row"), ["row", "n"], ["0", "1"]),
        (pd.Series([5], index=[2019], name="k"), ["", "k"], ["2019", "5"]),
        (pd.Series([5], index=range(2019, 2020), name="k"), ["", "k"], ["2019", "5"]),
        (
            pd.DataFrame({"x": [1]}, index=pd.period_range("2019", periods=1, freq="Y")),
            ["", "x"],
            ["2019", "1"],
        ),
        (
            pd.DataFrame({"x": [1]}, index=pd.to_datetime(["2020-12-31"])),
            ["", "x"],
            ["2020-12-31", "1"],
        ),
        (
            CITIES.groupby(pd.cut(CITIES["n"], [0, 2, 4]), observed=True)[["v"]].sum(),
            ["n", "v"],
            ["(0, 2]", "3.5"],
        ),
        (pd.crosstab(CITIES["city"], CITIES["n"] > 1), ["city \\ n", "False", "True"], ["A", "1", "1"]),
        (pd.DataFrame([[1, 2]], columns=["a", "a"]), ["a", "a"], ["1", "2"]),
        (pd.DataFrame([[1, 2]], columns=[2019, 2020.5]), ["2019", "2020.5"], ["1", "2"]),
        (
            pd.DataFrame([[1, 2]], columns=[pd.Timestamp("2024-05-01"), pd.Period("2024Q1")]),
            ["2024-05-01", "2024Q1"],
            ["1", "2"],
        ),
        (pd.DataFrame([["x", 2]], columns=["", "n"]), ["", "n"], ["x", "2"]),
        (pd.DataFrame([["x"]], columns=[Markdown("**a**")]), ["**a**"], ["x"]),
        (CITIES.style, ["city", "n", "v"], ["A", "1", "1.5"]),
        (
            CITIES.set_index("city").style.format({"v": "{:.2f} km"}).hide(axis="index"),
            ["n", "v"],
            ["1", "1.50 km"],
        ),
        (
            CITIES.style.hide(["n"], axis="columns").hide([0], axis="index"),
            ["city", "v"],
            ["B", "2.0"],
        ),
        (pd.DataFrame({"v": [np.nan, 0.125]}).style.format(precision=1), ["v"], ["–"]),
    ],
)  # fmt: skip
def test_row_names_and_heads(place, frame, heads, first):
    shown = show(place, frame)
    assert shown.heads == heads
    assert shown.rows[0] == first
    assert len(shown.csv.read_text("utf-8").splitlines()[0].split(",")) == len(heads)


@pytest.mark.parametrize(("index", "heads"), [(False, ["n"]), (True, ["", "n"])])
def test_row_names_may_be_asked_for_or_left_out(place, index, heads):
    assert show(place, CITIES[["n"]], index=index).heads == heads
    assert show(place, CITIES[["n"]].style, index=index).heads == heads
    assert show(place, CITIES.set_index("city")[["n"]], index=False).heads == ["n"]


@pytest.mark.parametrize(
    ("given", "remedy"),
    [
        ([1, 2], r"got a list: pass pd\.DataFrame\(…\) of it"),
        ({"a": 1}, "got a dict"),
        (np.arange(3), "got a ndarray"),
        (None, "got a NoneType"),
        (CITIES.groupby("city"), r"got a DataFrameGroupBy: aggregate it first"),
        (pd.Index([1]), r"\.to_frame\(index=False\)"),
        (pd.Series([1, 2]), r"the Series has no name.*series\.rename"),
        (pd.DataFrame([[1, 2]], columns=["a", None]), "column 2 has no name"),
        (CITIES.style.highlight_max(), r"colours .* not printed: pass styler\.data"),
    ],
    ids=lambda given: given if isinstance(given, str) else type(given).__name__,
)
def test_what_is_no_table_is_refused_with_what_to_type(place, given, remedy):
    with pytest.raises(AnalysisError, match=f"^tbl-one: .*{remedy}"):
        show(place, given)


def test_a_frame_of_another_library_is_refused_with_what_to_type(place):
    frame = type("DataFrame", (), {"__module__": "polars.dataframe.frame"})()
    with pytest.raises(AnalysisError, match=r"got a DataFrame: pass \.to_pandas\(\)"):
        show(place, frame)


@pytest.mark.parametrize(
    "change",
    [
        lambda style: style.relabel_index(["one", "two"]),
        lambda style: style.relabel_index(["head"], axis=1),
        lambda style: style.format_index(str),
        lambda style: style.set_caption("words"),
        lambda style: style.concat(pd.DataFrame({"a": [3]}).style),
    ],
)
def test_what_a_styler_renames_or_adds_is_refused(change, place):
    styler = change(pd.DataFrame({"a": [1, 2]}).style)
    with pytest.raises(AnalysisError, match="what a Styler renames, adds or writes above"):
        show(place, styler)
