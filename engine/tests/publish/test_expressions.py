"""The stored results of expressions, read back: a value, Markdown or text; all else refused."""

import pytest

from tests.publish.sample import plain, prose, value
from walkback.errors import ExportError
from walkback.publish.expressions import Put, put, results


def read(**found):
    cell = prose("", **found)
    return put(next(iter(found)), results(cell))


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("'Zürich'", "Zürich"),
        ('"it\'s"', "it's"),
        (["'a", "b'"], "ab"),
        ("12", "12"),
        ("-1.5", "−1.5"),
        ("True", "True"),
        ("np.int64(48931)", "48931"),
        ("np.float64(8155.166666666667)", "8155.166667"),
        ("np.True_", "True"),
        ("'2024-05-01'", "2024-05-01"),
    ],
)
def test_scalars_are_text(said, text):
    assert read(a=plain(said)) == Put("text", text)


def test_a_value_keeps_all_that_is_known_of_it():
    found = read(a=value("77.7 %", "r-9"))
    assert (found.kind, found.text) == ("value", "77.7 %")
    assert found.payload["origins"][0]["row"] == "r-9"


def test_markdown_stays_markdown():
    assert read(a=plain(["**a**", " b"], "text/markdown")) == Put("markdown", "**a** b")


@pytest.mark.parametrize(
    "said",
    [
        "   a  b\n0  1  u",
        "<IPython.core.display.Math object>",
        "<pandas.io.formats.style.Styler at 0x7f0000000000>",
        "[1, 2]",
        "{'a': 1}",
        "None",
        "b'x'",
        "<function f at 0x7f0000000000>",
        "nan",
        "(1+2j)",
    ],
)
def test_what_is_no_scalar_is_refused(said):
    with pytest.raises(ExportError, match=r"\{eval\}`a` gives .*give a number"):
        read(a=plain(said))


def test_what_shows_itself_in_another_way_is_refused():
    frame = {"status": "ok", "data": {"text/plain": "a", "text/html": "<table>"}, "metadata": {}}
    with pytest.raises(ExportError, match="no text but text/html"):
        read(a=frame)


def test_an_expression_over_a_line_end_is_one():
    cell = prose("", **{"n +\n  1": plain("4")})
    assert put("n + 1", results(cell)).text == "4"


def test_without_a_result_nothing_is_put():
    with pytest.raises(ExportError, match=r"`b` has no result: run the notebook"):
        put("b", results(prose("", a=plain("1"))))
