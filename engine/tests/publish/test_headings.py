"""Numbers, levels and titles of headings, the same in the page and in the PDF."""

import io
import re

import pypdf
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_notebook

from tests.publish.sample import prose
from walkback.errors import ExportError
from walkback.publish import html, pdf
from walkback.publish.document import document
from walkback.publish.merge import merge


@pytest.fixture
def made(state, no_fonts):
    def run(*texts):
        return document(
            merge([("01", new_notebook(cells=[prose(text) for text in texts]))]), state
        ), state

    return run


def headings(made):
    soup = BeautifulSoup(html.render(*made), "html.parser")
    return [" ".join(tag.get_text().split()) for tag in soup.select("main h2, main h3, main h4")]


def test_a_report_without_a_cover_is_called_as_its_first_heading(made):
    one = made("# First chapter {#sec-first}\n\ntext")
    soup = BeautifulSoup(html.render(*one), "html.parser")
    assert soup.title.get_text() == "First chapter"
    assert soup.h1.get_text(" ", strip=True) == "First chapter"
    assert pypdf.PdfReader(io.BytesIO(pdf.render(*one))).metadata.title == "First chapter"


def test_headings_that_ask_for_no_number_have_none_nor_have_those_below(made):
    one = made(
        "# Foreword {.unnumbered #sec-foreword}\n\n## Thanks {-}\n\n## Others\n\n# Next\n\n## Part"
    )
    assert headings(one)[:5] == ["Foreword", "Thanks", "Others", "1 Next", "1.1 Part"]
    pages = pypdf.PdfReader(io.BytesIO(pdf.render(*one))).pages
    text = "\n".join(page.extract_text() for page in pages)
    assert re.search(r"^Foreword$", text, re.MULTILINE)
    assert re.search(r"^Others$", text, re.MULTILINE)
    assert re.search(r"1\.1\s+Part", text)


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (["# One {#sec-one}\n\n### Three"], r'cell 1 .*the heading "Three" \(###\) .*: write ##\.'),
        (["# One", "## Two", "text", "#### Four"], r'cell 4 .*"Four" \(####\) .*: write ###\.'),
        (["## Two"], r'cell 1 .*"Two" \(##\) stands below no other one: write #\.'),
    ],
)
@pytest.mark.parametrize("render", [html.render, pdf.render], ids=["page", "pdf"])
def test_a_level_that_is_skipped_is_refused_with_its_place(made, render, texts, message):
    with pytest.raises(ExportError, match="^01, " + message):
        render(*made(*texts))
