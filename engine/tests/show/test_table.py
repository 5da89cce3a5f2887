import numpy as np
import pandas as pd
import pytest

from walkback.errors import AnalysisError
from walkback.show import table
from walkback.show.table import cell_text, show_table
from walkback.values.markdown import Markdown, cite, join, reading, strong
from walkback.values.payloads import MARKDOWN, TABLE
from walkback.values.value import Value


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    for name in ("ROOT", "OUT", "WRITE"):
        monkeypatch.setenv(f"WALKBACK_{name}", str(tmp_path))
    monkeypatch.setattr(table, "display", table.display)
    return tmp_path


def show(frame, **changes):
    texts = {"label": "tbl-one", "title": "A finding", "caption": "Rows.", "sources": ["s"]}
    said = []
    table.display = lambda bundle, **_: said.append(bundle)
    show_table(frame, **(texts | changes))
    return said[0]


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
    payload = show(FRAME)[TABLE]
    first, second = payload["rows"]
    assert first[0] == r"\<script\>alert\(1\)\<\/script\>"
    assert r"\[\@e\]" in second[0]
    assert first[1:] == [r"9\.0", r"1,234\.5", "**bold** [@s]"]
    assert second[1:] == ["not published", "–", "–"]
    assert [c["align"] for c in payload["columns"]] == ["l", "r", "r", "l"]


def test_the_preview_in_jupyterlab_runs_nothing():
    preview = show(FRAME)["text/html"]
    assert "<script>" not in preview
    assert "&lt;script&gt;" in preview


def test_the_cells_are_written_as_csv(place):
    show(FRAME)
    text = (place / "figures" / "tbl-one.csv").read_text("utf-8")
    assert text.splitlines()[0] == "Name,Share,Count,Note"
    assert "9.0" in text


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": ""}, "has no title"),
        ({"sources": []}, "names no source"),
        ({"label": "fig-one"}, "is no label"),
        ({"widths": [0.5]}, "1 widths for 4 columns"),
        ({"align": "lr"}, "2 letters of align for 4 columns"),
    ],
)
def test_what_does_not_fit_is_said(changes, message):
    with pytest.raises(AnalysisError, match=message):
        show(FRAME, **changes)


def test_an_empty_table_is_refused():
    with pytest.raises(AnalysisError, match="has no row"):
        show(FRAME.iloc[:0])


@pytest.mark.parametrize(
    ("cell", "text"),
    [(pd.NA, "–"), (None, "–"), (True, "yes"), (3, "3"), (0.5, "0.5"), ("x", "x")],
)
def test_cell_text(cell, text):
    assert cell_text(cell) == text


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
