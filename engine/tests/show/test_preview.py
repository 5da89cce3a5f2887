"""A table in JupyterLab: as it is printed, and nothing of it runs or is taken for a formula."""

import html.parser

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.show.tables import show
from walkback.show.preview import inline, preview
from walkback.values.markdown import Markdown


class Cells(html.parser.HTMLParser):
    """The texts of the cells of the body."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[str] = []
        self._inside = False
        self.feed(text.split("<tbody>")[1])

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag in {"td", "th"}:
            self.texts.append("")
            self._inside = True

    def handle_endtag(self, tag):
        self._inside = self._inside and tag not in {"td", "th"}

    def handle_data(self, data):
        if self._inside:
            self.texts[-1] += data


@given(st.text())
def test_text_from_data_shows_exactly_its_characters(text):
    found = Cells(preview(["a"], "l", [[text]], title="T", below=[]))
    assert found.texts == [
        text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    ] or (found.texts == [text])
    assert found.tags == ["tr", "th"]


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        (r"**SHG\-021**", "<strong>SHG-021</strong>"),
        ("*so* `x*y`", "<em>so</em> <code>x*y</code>"),
        ("[text](https://example.org)", '<a href="https://example.org">text</a>'),
        ("[text](javascript:alert)", "<span>text</span>"),
        ("[Figure 2](#fig-a) and [](#fig-a)", "<span>Figure 2</span> and <span>fig-a</span>"),
        ("x [@a; @b, p. 3]", "x [a; b, p. 3]"),
        ("[-@a]", "[a]"),
        ("as in @fig-map", "as in fig-map"),
        (r"who\@example.org", "who@example.org"),
        ("[so]{.whole}", "[so]{.whole}"),
        (r"\(met\) \$5", "(met) $5"),
        ("$x<y$", '<span class="tex2jax_process mathjax_process">$x&lt;y$</span>'),
        ("m{sup}`2` or {sub}`x`", "m<sup>2</sup> or <sub>x</sub>"),
        ("{eval}`<b>`", "&lt;b&gt;"),
        ('`say` "so"', "<code>say</code> “so”"),
        ("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"),
        ("~~x~~", "~~x~~"),
        ("![a](https://example.org/a.png)", "a"),
    ],
)
def test_markdown_is_rendered(markdown, shown):
    assert inline(markdown) == shown


def test_the_preview_says_what_the_print_says(place):
    frame = pd.DataFrame({"name": ["a*b"], "n": [1234], "note": [Markdown("**so**")]})
    text = show(place, frame, caption="Of *all*.", notes="Not $5.").html
    assert "tex2jax_ignore mathjax_ignore" in text
    assert "A finding" in text
    assert "<p>Of <em>all</em>.</p><p>Not $5.</p>" in text
    assert "a*b</th>" in text
    assert '<td style="text-align: right' in text
    assert "1,234</td>" in text
    assert "<strong>so</strong></td>" in text
    assert "\\" not in text
