"""The real report, read back: text, numbers, figures, alt texts, tags, links."""

import copy
import csv
import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pdf_text import pdf_text
from pypdf import PdfReader

from tests.conftest import ROOT

pytestmark = pytest.mark.build

NAMED_BY_THE_SOURCES = [
    "over 460 million yuan",
    "over 600 million yuan",
    "9.0%",
    "2.4%",
    "2.9%",
    "2.5%",
    "35 minutes",
    "447",
    "over 15,000",
    "Hengqin",
    "Qianhai",
    "Nansha",
    "Hetao",
    "Yangtze",
]


@pytest.fixture(scope="module")
def page(built_report: Path) -> BeautifulSoup:
    return BeautifulSoup((built_report / "two-deltas.html").read_text("utf-8"), "html.parser")


@pytest.fixture(scope="module")
def pdf(built_report: Path) -> PdfReader:
    return PdfReader(built_report / "two-deltas.pdf")


@pytest.fixture(scope="module")
def printed(built_report: Path) -> str:
    return flat(pdf_text((built_report / "two-deltas.pdf").read_bytes()))


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00ad", ""))


@pytest.mark.parametrize("words", NAMED_BY_THE_SOURCES)
def test_what_the_source_documents_name_is_in_both(page, printed, words):
    assert words in flat(page.get_text(" "))
    squeezed = words.replace(" ", "")
    assert squeezed in printed.replace(" ", "").replace("-", "") or squeezed in printed.replace(
        " ", ""
    )


def test_enough_figures_and_tables_each_with_alt_text_caption_and_data(page):
    figures = page.select("figure[id^=fig-]")
    tables = page.select("[id^=tbl-]")
    assert len(figures) >= 10
    assert len(tables) >= 6
    for figure in figures:
        image = figure.find("img")
        assert len(image["alt"].split()) >= 10, figure["id"]
        assert figure.find("figcaption"), figure["id"]
        assert "Sources:" in figure.get_text(), figure["id"]


def test_no_reference_is_left_open(page, printed):
    prose = copy.copy(page)
    for code in prose.select("code, pre, script, style"):
        code.decompose()
    text = flat(prose.get_text(" "))
    for mark in ("{eval}", "@fig-", "@tbl-", "@sec-", "??", "[@", ":::"):
        assert mark not in text
        assert mark not in printed


def test_every_link_inside_the_page_has_its_end(page):
    ids = {tag["id"] for tag in page.select("[id]")}
    targets = {a["href"][1:] for a in page.select("a[href^='#']")}
    assert targets - ids - {""} == set()


def test_the_page_asks_for_nothing(page):
    assert "default-src 'none'" in str(page.find("meta", {"http-equiv": "Content-Security-Policy"}))
    for tag, attribute in (("script", "src"), ("link", "href"), ("img", "src"), ("iframe", "src")):
        for found in page.find_all(tag):
            assert not str(found.get(attribute, "")).startswith(("http", "//")), found


def test_the_summary_comes_first(page):
    headings = [h.get_text(" ", strip=True) for h in page.select("main h2, main h1")]
    named = [h for h in headings if "Summary" in h or "rests on" in h]
    assert "Summary" in named[0]


def test_the_pdf_is_tagged_and_says_its_language_and_title(pdf):
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("en")
    assert "Shenzhen" in str(pdf.metadata.title)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]


@pytest.fixture(scope="module")
def elements(pdf: PdfReader) -> list:
    return structure(pdf)


def test_every_figure_of_the_pdf_has_alt_text(elements, page):
    figures = [e for e in elements if e.get("/S") == "/Figure"]
    assert len(figures) >= len(page.select("figure[id^=fig-]"))
    assert all(str(f.get("/Alt", "")).strip() for f in figures)


def test_table_heads_of_the_pdf_are_heads(elements):
    kinds = {str(e.get("/S")) for e in elements}
    assert {"/Table", "/TH", "/TD", "/H1", "/H2"} <= kinds


def structure(pdf: PdfReader) -> list:
    """All elements of the structure tree."""
    found, todo = [], [pdf.trailer["/Root"]["/StructTreeRoot"]]
    while todo:
        element = todo.pop()
        element = element.get_object() if hasattr(element, "get_object") else element
        if isinstance(element, list):
            todo.extend(element)
        elif isinstance(element, dict):
            if "/S" in element:
                found.append(element)
            if "/K" in element:
                todo.append(element["/K"])
    return found


def table_ids(out: Path) -> dict[str, set[str]]:
    """The ids of every raw and tidied table, of the clusters and of the bibliography."""
    ids = {}
    tidied = (out / "data" / "processed").glob("*.csv")
    for path in [*tidied, *(ROOT / "data" / "raw").glob("*.csv"), ROOT / "data" / "clusters.csv"]:
        with path.open(encoding="utf-8-sig", newline="") as file:
            ids[path.stem] = {row["id"] for row in csv.DictReader(file)}
    entries = json.loads((ROOT / "data" / "references.json").read_text("utf-8"))
    return ids | {"references": {entry["id"] for entry in entries}}


def test_every_number_walks_back_to_rows_that_exist(built_report):
    with (built_report / "values.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    ids = table_ids(built_report.parent)
    assert len({row["number"] for row in rows}) > 100
    for row in rows:
        if re.fullmatch(r"\d+ rows", row["row"]):  # a whole table was counted
            assert row["table"] in ids, row
        elif row["table"]:  # a cell is named by its row and column
            assert row["row"].split(" ")[0] in ids[row["table"]], row
        else:
            assert row["how"] in {"parameter of the report", "counted recipes"} or row["text"] in {
                "0", "zero", "none",
            }, row  # fmt: skip


def test_known_numbers_of_the_ranking_are_the_published_ones(page):
    table = page.find(id="tbl-top")
    cells = [
        [c.get_text(" ", strip=True) for c in tr.find_all(["td", "th"])]
        for tr in table.find_all("tr")
    ]
    by_name = {row[0]: row[1:] for row in cells if row}
    assert by_name["Shenzhen–Hong Kong–Guangzhou"][:4] == ["1", "9.0", "2.4", "2.9"]
    assert by_name["Shanghai–Suzhou"][0] == "6"
    assert by_name["Beijing"][:3] == ["4", "3.8", "4.0"]
    assert by_name["Seoul"][-1] == "10.32"


def test_used_sources_are_in_the_bibliography(page):
    references = {e["id"] for e in json.loads((ROOT / "data/references.json").read_text("utf-8"))}
    entries = {tag["id"].removeprefix("ref-") for tag in page.select("[id^=ref-]")}
    assert len(entries) > 100
    assert entries <= references
