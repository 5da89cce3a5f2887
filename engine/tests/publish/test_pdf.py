"""The PDF of the sample project, read back."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_notebook
from pdf_tags import structure
from pypdf import PdfReader

from tests.publish.sample import prose
from walkback.errors import ExportError
from walkback.publish.document import document
from walkback.publish.merge import merge
from walkback.publish.pdf import EPOCH, compile_typst
from walkback.publish.sources import Sources


@pytest.fixture(scope="module")
def pdf(report: Path) -> PdfReader:
    return PdfReader(report / "sample.pdf")


@pytest.fixture(scope="module")
def tags(pdf: PdfReader) -> list[dict[str, Any]]:
    return list(structure(pdf.trailer["/Root"]["/StructTreeRoot"]["/K"]))


@pytest.fixture(scope="module")
def pages(pdf: PdfReader) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in pdf.pages]


def test_it_says_what_it_is(pdf):
    root = pdf.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert pdf.metadata.title == "Two deltas compared"
    assert pdf.metadata.author == "The authors of the sample"
    said = root["/Metadata"].get_object().get_data()
    assert b"<pdfuaid:part>1</pdfuaid:part>" in said
    assert b"<pdfaid:part>3</pdfaid:part>" in said
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in said


def test_its_date_is_that_of_no_build(pdf):
    assert pdf.metadata.creation_date == EPOCH


def test_every_figure_and_formula_has_an_alt_text(tags):
    alts = {
        kind: [t.get("/Alt") for t in tags if t["/S"] == kind] for kind in ("/Figure", "/Formula")
    }
    assert len(alts["/Figure"]) == 2
    assert all(alts["/Figure"])
    assert len(alts["/Formula"]) == 3
    assert all(alts["/Formula"])
    assert 'Bar chart of three "clusters": the first bar is the longest.' in alts["/Figure"]


def test_tables_have_heads_with_a_scope(tags):
    heads = [tag for tag in tags if tag["/S"] == "/TH"]
    assert len(heads) == 3 * 3 + 6
    for head in heads:
        attributes = [a.get_object() for a in head["/A"]]
        assert any(a.get("/Scope") == "/Column" for a in attributes)


def test_headings_captions_and_notes_are_tagged(tags):
    counts = Counter(tag["/S"] for tag in tags)
    assert counts["/Caption"] == 5
    assert counts["/Note"] == 2
    assert counts["/H1"] == 8
    assert counts["/H2"] == 2


def test_the_bookmarks_are_the_chapters(pdf):
    titles = [item.title for item in pdf.outline if not isinstance(item, list)]
    assert titles == [
        "Summary",
        "1 What the data hold",
        "2 Ranks and shares",
        "3 What to do",
        "A Where the numbers come from",
        "B Sources",
        "C Colophon",
    ]


def test_the_cover_holds_title_finding_and_key_line(pages):
    assert "Two deltas compared" in pages[0]
    assert "One cluster leads by 0.4 to 1.2 points" in pages[0]
    assert "3 sources · 4 numbers that walk back to their rows" in pages[0]


def test_the_summary_comes_first(pages):
    first = next(n for n, page in enumerate(pages) if "Summary" in page and n > 1)
    assert "52 of 52 claims" in pages[first]
    assert "What the data hold" in pages[first + 1]


def test_text_of_all_kinds_is_there(pages):
    text = " ".join(pages)
    for part in (
        "Figure 1 The southern cluster leads in patents & the eastern one in papers",
        "Share of the world’s PCT applications",
        "Sources: World Intellectual Property Organization 2025 [1]; 深圳市科技创新局 2024 [2]",
        "Note: Shares are rounded",
        "How a bound is found",
        "Munich & <b>Co</b>",
        "深圳—香港—广州",
        "A note with a value",
        "Another note",
        "{eval}`not_a_role`",
    ):
        assert part in text


def test_the_head_of_a_long_table_is_repeated(pages):
    with_rows = [page for page in pages if "The joint laboratories" in page]
    assert len(with_rows) > 1
    assert all("Cluster Rank What is known" in page for page in with_rows)


def test_hostile_text_is_printed(pages):
    assert any("<script>alert(1)</script>" in page for page in pages)
    assert not any("root:" in page for page in pages)


def targets(pdf: PdfReader, page: int) -> list[int]:
    """The pages that the links on a page lead to."""
    annotations = [link.get_object() for link in pdf.pages[page].get("/Annots", [])]
    places = [link["/Dest"].get_object()[0] for link in annotations if "/Dest" in link]
    return [pdf.get_page_number(place.get_object()) for place in places]


def test_values_lead_to_their_rows_and_back(pdf, pages):
    table = next(n for n, page in enumerate(pages) if page.startswith("A Where the numbers"))
    first = next(n for n, page in enumerate(pages) if page.startswith("1 What the data hold"))
    assert table in targets(pdf, first)
    assert {0, first} <= set(targets(pdf, table))


def test_sources_link_to_their_addresses(pdf):
    addresses = {
        annotation.get_object()["/A"]["/URI"]
        for page in pdf.pages
        for annotation in page.get("/Annots", [])
        if "/URI" in annotation.get_object().get("/A", {})
    }
    assert "https://www.example.org/jetro" in addresses
    assert "https://doi.org/10.1787/9789264043466-en" in addresses


def test_only_the_shipped_fonts_are_in_it(pdf):
    fonts = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for page in pdf.pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    allowed = ("Walkback", "NewCM", "DejaVuSansMono", "Libertinus")
    assert fonts
    assert [name for name in fonts if not name.startswith(allowed)] == []


def test_a_missing_glyph_names_the_cell(project, state):
    source = project / "x.typ"
    source.write_text('#set document(title: "x")\n#set text(lang: "en")\n𓀀', "utf-8")
    cells = [prose("# One\n\nPlain."), prose("A 𓀀 sign."), prose("Another 𓀀.")]
    made = document(merge([("02", new_notebook(cells=cells))]), state)
    with pytest.raises(
        ExportError, match=r'02, cell 2 \(under "One"\): no font of the report has 𓀀 \(U\+13000\)'
    ):
        compile_typst(source, made)
    assert made.place_with("𓀁") is None


def test_a_missing_glyph_names_the_source(project):
    source = project / "x.typ"
    source.write_text('#set document(title: "x")\n#set text(lang: "en")\n𓀀', "utf-8")
    sources = Sources({"kim-2020": {"id": "kim-2020", "title": "A 𓀀"}})
    with pytest.raises(
        ExportError, match=r"the source kim-2020 in .*, title: no font of the report"
    ):
        compile_typst(source, None, sources)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('#image("a.svg")', "Typst refused the document"),
        ('= A\n\n#text(font: "Nowhere")[x]', "Typst warned about the document: unknown font"),
        ("$x$", "Typst refused the document: .*alt"),
    ],
)
def test_what_typst_refuses_or_warns_about_makes_no_pdf(tmp_path, text, message):
    source = tmp_path / "x.typ"
    source.write_text(f'#set document(title: "x")\n#set text(lang: "en")\n{text}', "utf-8")
    with pytest.raises(ExportError, match=message):
        compile_typst(source)


def test_typst_reads_nothing_outside_its_folder(tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    inner = tmp_path / "in"
    inner.mkdir()
    (inner / "x.typ").write_text('#set document(title: "x")\n#read("../secret.txt")')
    with pytest.raises(ExportError, match="Typst refused"):
        compile_typst(inner / "x.typ")


UNSETTLED = """#set document(title: "x")
#let n = state("n", 0)
#context n.update(n.final() + 1)
The last is #context n.final().
"""


def test_what_never_settles_makes_no_pdf(tmp_path):
    source = tmp_path / "x.typ"
    source.write_text(UNSETTLED, "utf-8")
    with pytest.raises(ExportError, match="did not converge"):
        compile_typst(source)
