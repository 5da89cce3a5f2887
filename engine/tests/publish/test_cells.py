import re

import pytest
from nbformat.v4 import new_output

from tests.publish.sample import code, plain, prose, value
from walkback.errors import ExportError
from walkback.values.payloads import BELOW, MARKDOWN

AT = r'^05_more, cell 2 \(under "More"\): '


def test_a_value_links_to_its_entry(convert_cells):
    text = convert_cells(prose("Share {eval}`a`.", a=value("77.7 %", "r-9")))
    assert "[77.7 %]<use-" in text
    assert "77.7 %" in text.split("Where the numbers come from")[1]


def test_a_str_is_text_whatever_it_holds(convert_cells):
    text = convert_cells(prose("Said: {eval}`a`", a=plain(repr("*x* [@none] #f() <b>"))))
    assert r"Said: \*x\* \[\@none\] \#f() \<b\>" in text


def test_markdown_is_put_in_as_markdown(convert_cells):
    text = convert_cells(prose("{eval}`a`", a=plain("**x** [@jetro-2025]", "text/markdown")))
    assert re.search(r"#strong\[x\] \\?\[#link\(<ref-jetro-2025>\)\[\d\]\\?\]", text)


def test_computed_markdown_is_put_in_as_markdown_in_prose_and_outputs(convert_cells):
    bundle = {"text/plain": "x", MARKDOWN: "**x**"}
    in_prose = prose("{eval}`a`", a={"status": "ok", "data": bundle, "metadata": {}})
    for cell in (in_prose, code("x", bundle)):
        assert "#strong[x]" in convert_cells(cell)


def test_a_number_that_is_no_value_is_shown_as_it_is(convert_cells):
    assert "Count 12 of it" in convert_cells(prose("Count {eval}`n` of it", n=plain("12")))


def test_streams_are_not_shown_and_markdown_outputs_are(convert_cells):
    text = convert_cells(code("x", {"text/markdown": "Shown *so*.", "text/plain": "hidden"}))
    assert "Shown #emph[so]." in text
    assert "hidden" not in text
    assert "never shown" not in text.replace("print('never shown')", "")


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        (prose("{eval}`a`"), r"\{eval\}`a` has no result"),
        (
            prose("{eval}`a`", a={"status": "error", "ename": "NameError", "evalue": "no a"}),
            r"\{eval\}`a` failed \(NameError: no a\)",
        ),
        (prose("{eval}`a`", a=plain("<table>", "text/html")), r"\{eval\}`a` gives no text"),
        (prose("a<br>b"), r"HTML in prose \(<br>\)"),
        (code("df", {"text/html": "<table>", "text/plain": "t"}), "give a table to show_table"),
        (code("df", {"image/png": "", "text/plain": "t"}), "give the figure to show_figure"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_its_place(convert_cells, cell, message):
    with pytest.raises(ExportError, match=AT + ".*" + message):
        convert_cells(cell)


def test_a_cell_that_failed_is_refused(convert_cells):
    cell = code("1/0")
    cell.outputs = [new_output("error", ename="ZeroDivisionError", evalue="by zero")]
    with pytest.raises(ExportError, match=AT + r"the cell failed \(ZeroDivisionError: by zero\)"):
        convert_cells(cell)


@pytest.mark.parametrize("to", ["html", "typst"])
def test_a_cell_that_may_fail_shows_its_error(convert_cells, to):
    error = new_output("error", ename="E", evalue="v", traceback=["\x1b[31mE\x1b[0m: v <b> $5$"])
    cell = code("f()")
    cell.outputs, cell.metadata.tags = [error], ["raises-exception"]
    text = convert_cells(cell, to=to)
    assert ("E: v &lt;b&gt; $5$" if to == "html" else "E: v <b> $5$") in text
    assert "\x1b" not in text


def test_what_lab_shows_below_a_figure_is_not_shown_twice(convert_cells):
    cell = code("show_figure(fig)")
    foot = {"text/html": "<p>the words below</p>", BELOW: {"label": "fig-a"}}
    cell.outputs = [new_output("display_data", data=foot)]
    assert "the words below" not in convert_cells(cell)


def addresses(html: str) -> dict[str, str]:
    """The number in the text at each address."""
    found = re.findall(
        r'<a href="#value-[^"]*" id="(use-[^"]*)" class="value"[^>]*>(.*?)</a>', html
    )
    return {at: re.sub(r"<[^>]+>", "", text) for at, text in found if at.startswith("use-05-")}


def test_an_added_sentence_leaves_every_address_of_a_number(convert_cells):
    first = prose("Share {eval}`a.share`, again {eval}`a.share`; rank {eval}`a['b']`.",
                  **{"a.share": value("77.7 %", "r-9"), "a['b']": value("2nd", "r-8")})  # fmt: skip
    added = prose("New: {eval}`c` of {eval}`a.share`.",
                  c=value("5", "r-1"), **{"a.share": value("77.7 %", "r-9")})  # fmt: skip
    first["id"], added["id"] = "kept-first", "kept-added"
    before, after = (
        addresses(convert_cells(first, to="html")),
        addresses(convert_cells(added, first, to="html")),
    )
    assert len(before) == 3
    assert all(at.startswith("use-05-more-kept-first-a-") for at in before)
    assert before.items() <= after.items()
    assert len(after) == 5
