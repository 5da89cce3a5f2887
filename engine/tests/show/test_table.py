"""`show_table`: its arguments, what it writes, and all that it refuses by name."""

import numpy as np
import pandas as pd
import pytest

from tests.show.tables import show
from walkback.errors import AnalysisError
from walkback.values.markdown import Markdown, cite, join, reading, strong
from walkback.values.payloads import MARKDOWN
from walkback.values.value import Value

FRAME = pd.DataFrame(
    {
        "Name": ["<script>alert(1)</script>", "a | b *c* `d` [@e] $x$"],
        "Share": [Value.rounded(9.0, 1), Value()],
        "Count": [1234.5, np.nan],
        "Note": [Markdown("**bold** [@s]"), None],
    },
    dtype=object,
)


def test_cells_are_shown_as_they_are_and_nothing_becomes_markup(place):
    payload = show(place, FRAME).payload
    first, second = payload["rows"]
    assert first[0] == r"\<script\>alert\(1\)\<\/script\>"
    assert r"\[\@e\]" in second[0]
    assert first[1:] == [r"9\.0", r"1,234\.5", "**bold** [@s]"]
    assert second[1:] == ["not published", "–", "–"]
    assert [c["align"] for c in payload["columns"]] == ["l", "r", "r", "l"]


def test_the_cells_are_written_as_csv(place):
    lines = show(place, FRAME).csv.read_text("utf-8").splitlines()
    assert lines[0] == "Name,Share,Count,Note"
    assert lines[1] == "<script>alert(1)</script>,9.0,1234.5,**bold** [@s]"
    assert lines[2].endswith("not published,,")


def test_other_data_are_written_instead(place):
    data = pd.DataFrame({"raw": [1, 2]}, index=pd.Index(["a", "b"], name="row"))
    assert show(place, FRAME, data=data).csv.read_text("utf-8") == "row,raw\na,1\nb,2\n"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": ""}, "has no title"),
        ({"sources": []}, "names no source"),
        ({"label": "fig-one"}, "is no label"),
        ({"digits": 2}, r'digits=2 is no number of decimals by column: write digits=\{"Note": 2\}'),
        ({"digits": {"Count": -1}}, "is no number of decimals"),
        ({"header_columns": 5}, "header_columns is 5, of 4 columns"),
        ({"widths": [0.5, float("nan"), 0.1, 0.1]}, "together at most 1"),
        ({"widths": [0.5]}, "1 widths for 4 columns"),
        ({"widths": [0.5, 0.5, 0.5, 0.5]}, "together at most 1"),
        ({"widths": [0.94, 0.02, 0.02, 0.02]}, "the width 0.02 of the column “Share” has no room"),
        ({"align": "lr"}, "2 letters of align for 4 columns"),
        ({"align": "lrcx"}, "align has x: write only l, r and c"),
        ({"digits": {"Shares": 1}}, "digits names Shares, and the columns are Name, Share"),
        (
            {"index": True, "widths": [0.25] * 4},
            r"4 widths for 5 columns \(row names included: 1\)",
        ),
    ],
)
def test_what_does_not_fit_is_said(place, changes, message):
    with pytest.raises(AnalysisError, match=message):
        show(place, FRAME, **changes)


def test_an_empty_table_is_refused(place):
    with pytest.raises(AnalysisError, match="has no row"):
        show(place, FRAME.iloc[:0])
    with pytest.raises(AnalysisError, match="has no column"):
        show(place, pd.DataFrame(index=[1, 2]))


def test_align_may_leave_out_the_names_of_rows(place):
    named = FRAME.set_index("Name")
    assert show(place, named).sides == "lrrl"
    assert show(place, named, align="crl").sides == "lcrl"
    assert show(place, named, align="rcrl").sides == "rcrl"


def test_decimals_go_by_what_a_column_is_called(place):
    frame = pd.DataFrame({2019: [0.5], ("a", "b"): [0.25]})
    frame.columns = [2019, ("a", "b")]
    assert show(place, frame, digits={2019: 2, ("a", "b"): 1}).rows == [["0.50", "0.2"]]
    assert show(place, frame, digits={"2019": 0, "a · b": 3}).rows == [["0", "0.250"]]


def test_the_names_of_rows_are_heads_unless_it_is_said_otherwise(place):
    cells = pd.DataFrame({"a": [1], "b": [2], "c": [3]})
    assert show(place, cells).payload["header_columns"] == 1
    assert show(place, cells.set_index(["a", "b"])).payload["header_columns"] == 2
    assert show(place, cells, header_columns=0).payload["header_columns"] == 0


def test_a_thousand_rows(place):
    shown = show(place, pd.DataFrame({"n": range(1000)}))
    assert len(shown.rows) == 1000
    assert shown.rows[-1] == ["999"]


def test_a_table_without_end_is_refused_by_name(place):
    wide = pd.DataFrame({f"c{i}": range(501) for i in range(200)})
    with pytest.raises(AnalysisError, match=r"^tbl-one has 501 rows of 200 columns.*data=frame"):
        show(place, wide)
    assert len(show(place, wide.iloc[:2]).rows) == 2


def test_markdown_helpers():
    assert cite(["b", "a", "b"]) == "[@b; @a]"
    assert cite([]) == ""
    assert strong("a*b") == r"**a\*b**"
    assert join(["a", "b", "c"]) == "a, b and c"
    assert join(["a"]) == "a"
    assert Markdown("*x*")._repr_mimebundle_() == {"text/plain": "x", MARKDOWN: "*x*"}


@pytest.mark.parametrize(
    ("markdown", "read"),
    [
        ("**a** and *b* [@c; @d]", "a and b [@c; @d]"),
        (r"[a\_b](https://example.org) \*not\* **u\*v**", "a_b *not* u*v"),
        (r"2 * 3 * 4 and x\@y and [^1]", "2 * 3 * 4 and x@y and [^1]"),
        (str(strong(r"\ `x` *y*")), r"\ `x` *y*"),
    ],
)
def test_computed_markdown_reads_as_a_line_of_text(markdown, read):
    assert repr(Markdown(markdown)) == reading(markdown) == read
