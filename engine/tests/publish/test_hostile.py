"""Words that want to be more than words: nothing in them runs, leaks a file or breaks the build.

A thousand tables of such words become HTML, and a thousand more a PDF, many in one document because
starting pandoc costs more than a table. `WALKBACK_EXAMPLES=20000` tries more, and other ones each time.
"""

import json
import os
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from nbformat import NotebookNode
from nbformat.v4 import new_notebook

from tests.publish.sample import SVG, code, figure, plain, prose, table, value
from walkback.errors import ExportError
from walkback.markup import clean, escape
from walkback.publish import html, pdf
from walkback.publish.document import Document, document
from walkback.publish.exporters import new_state
from walkback.publish.gathered import State
from walkback.publish.merge import merge
from walkback.publish.pandoc import convert

pytestmark = pytest.mark.usefixtures("no_fonts")
EXAMPLES = int(os.environ.get("WALKBACK_EXAMPLES", "1000"))
A_DOCUMENT, A_PDF = 60, 125  # tables in one document
MANY = settings(
    max_examples=-(-EXAMPLES // A_DOCUMENT),
    derandomize="WALKBACK_EXAMPLES" not in os.environ,
    database=None,
    phases=[Phase.generate],  # making a failure smaller would take minutes
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
PIECES = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</td></table>",
    "&lt;b&gt; &amp; &#60;",
    '#read("/etc/passwd")',
    '#eval("1")',
    "#import",
    "#[",
    "]",
    "$x^2$",
    "$$",
    "\\input{/etc/passwd}",
    "\\",
    "`",
    "```{=html}",
    "`x`{=typst}",
    "{.walkback-figure}",
    "[x](javascript:alert(1))",
    "![x](file:///etc/passwd)",
    "[@nobody]",
    "@fig-none",
    "[^1]",
    "^[note]",
    "{eval}`1/0`",
    ":::{admonition} x",
    "::: {.x}",
    "---",
    "- a",
    "1. a",
    "# h",
    "= h",
    "/ t: d",
    "> q",
    "| a | b |",
    ": caption {#tbl-x}",
    "*a* _b_ **c** ~~d~~ ~e~ ^f^",
    "'\"…--—",
    "//",
    "/* */",
    "https://example.org/a?b=c&d",
    "{{ 1 }} {% x %}",
    "%(a)s {a}",
    "<!-- x -->",
    "<a@b.org>",
    "..\\../etc/passwd",
    "\u202egnp.exe",
    "a\u200bb",
    "\x00\x1b[31m",
    "\ufeff",
    "深圳 “a” ‘b’",
    " ",
    "\u00a0",
    "\n\n",
    "\t",
)
WORDS = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=5).map("".join)
TABLES = st.lists(
    st.lists(WORDS, min_size=3, max_size=3), min_size=A_DOCUMENT * 2, max_size=A_DOCUMENT * 2
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with one figure and a bibliography."""
    folder = tmp_path_factory.mktemp("hostile")
    for name in ("data", "figures", "report/run"):
        (folder / name).mkdir(parents=True)
    (folder / "data" / "datapackage.json").write_text("{}")
    (folder / "figures" / "fig-a.svg").write_text(SVG)
    (folder / "figures" / "fig-a.csv").write_text("a\n1\n")
    write_sources(folder, "A title")
    return folder


def write_sources(folder: Path, words: str, **more: object) -> None:
    entry = {"id": "s-1", "type": "report", "title": words or "-", "publisher": words, **more}
    (folder / "data" / "references.json").write_text(json.dumps([entry]))


def exported(folder: Path, cells: Sequence[NotebookNode]) -> tuple[Document, State]:
    """The document of a notebook with these cells."""
    notebook = new_notebook(cells=[prose("# Words {#sec-words}"), *cells])
    merged = merge([("01_words", notebook)])
    state = new_state(folder / "report" / "run", merged, folder)
    return document(merged, state), state


def typst(made: Document, state: State) -> str:
    return convert(
        made.tree,
        to="typst",
        template="report.typ",
        references=state.sources.listed,
        variables={"words": state.words},
    )


def shown_table(n: int, rows: list[list[str]]) -> NotebookNode:
    cells = [[escape(word) for word in row] for row in rows]
    return code("x", table(f"tbl-n{n}", cells, data="", sources=["s-1"], title="Words"))


def as_read(words: str) -> str:
    """What a reader sees of the words."""
    return " ".join(clean(words).split())


def text_of(cell: Tag) -> str:
    return " ".join(cell.get_text().split())


IN_CELLS = {
    "span": {"lang"},
    "td": {"class"},
    "th": {"class", "scope"},
    "tr": set(),
    "tbody": set(),
}


@MANY
@given(rows=TABLES)
def test_every_cell_reads_as_it_was_written_and_holds_no_other_tag(folder, rows):
    pairs = [rows[n : n + 2] for n in range(0, len(rows), 2)]
    made = exported(folder, [shown_table(n, pair) for n, pair in enumerate(pairs)])
    page = html.render(*made)
    soup = BeautifulSoup(page, "html.parser")
    for n, pair in enumerate(pairs):
        body = soup.find(id=f"tbl-n{n}").tbody
        for tag in body.find_all(True):
            assert set(tag.attrs) <= IN_CELLS[tag.name], tag
        cells = [
            [text_of(cell) for cell in row.find_all(["td", "th"])] for row in body.select("tr")
        ]
        assert cells == [[as_read(word) for word in row] for row in pair]
    assert len(soup.find_all("script")) == 1


SETTABLE = [p for p in PIECES if p.isascii() and p.isprintable() and p.strip()]
SETTABLE_ROWS = st.lists(
    st.lists(st.lists(st.sampled_from(SETTABLE), max_size=4).map(" ".join), min_size=3, max_size=3),
    min_size=A_PDF * 2,
    max_size=A_PDF * 2,
)


@settings(MANY, max_examples=-(-EXAMPLES // A_PDF))
@given(rows=SETTABLE_ROWS, words=st.sampled_from(SETTABLE))
def test_typst_sets_every_table_and_every_text_around_it(folder, rows, words):
    around = {
        "title": words,
        "subtitle": words,
        "caption": escape(words),
        "notes": escape(words),
        "alt": words,
        "data": "figures/fig-a.csv",
        "sources": ["s-1"],
    }
    write_sources(folder, words)
    (folder / "figures" / "fig-a.csv").write_text(f"a\n{words.replace(',', '')}\n")
    tables = [shown_table(n, rows[2 * n : 2 * n + 2]) for n in range(A_PDF)]
    texts = [
        code(words, figure("fig-a", **around)),
        prose(
            "{eval}`a` {eval}`b`",
            a=value(words or "x", words, sources=["s-1"], how=words),
            b=plain(repr(words)),
        ),
    ]
    assert pdf.render(*exported(folder, [*tables, *texts])).startswith(b"%PDF")
    soup = BeautifulSoup(html.render(*exported(folder, texts)), "html.parser")
    assert len(soup.find_all("script")) == 1
    assert len(soup.find_all("img")) == 1
    assert [t for t in soup.find_all(True) if any(a.startswith("on") for a in t.attrs)] == []
    schemes = {a["href"].partition(":")[0] for a in soup.select("a[href*=':']")}
    assert schemes <= {"https", "http", "data", "mailto"}


# -- the exporter's own marks, forged -----------------------------------------------------------

LOOSE = "would be printed as it stands"
FORGED = [
    ("[x]{.value n=1}", LOOSE),
    ("[x]{.uses n=1}", LOOSE),
    ("[x]{#use-1-1}", LOOSE),
    ("::: {.report-table #tbl-x}\nx\n:::", "names no directive"),
    ("::: {#refs}\n:::", "is no language"),
    ("``` {.walkback-figure key=k00}\nx\n```", "names no language"),
    ("# A {#value-1}", "#value-1 is a mark"),
    ("# A {#use-1-1}", "#use-1-1 is a mark"),
    ("(refs)=\n# A", "#refs is a mark"),
    ("# A {#made-from}", "#made-from is a mark"),
    ("# A {.value}", r"a heading has no class \.value"),
]


@pytest.mark.parametrize(("text", "message"), FORGED, ids=[text[:24] for text, _ in FORGED])
def test_a_forged_mark_is_refused_with_its_place(folder, text, message):
    for cell in (prose(text), prose("{eval}`a`", a=plain(f"\n\n{text}\n", "text/markdown"))):
        with pytest.raises(
            ExportError, match=r'^01_words, cell 3 \(under "(Here|A)"\): .*' + message
        ):
            exported(folder, [prose("## Here"), cell])


def test_code_that_looks_like_a_block_of_the_exporter_is_code(folder):
    cell = prose('```walkback-figure\n{"label": "fig-x"}\n```')
    assert "fig-x" in html.render(*exported(folder, [cell]))


def test_a_forged_mark_in_a_cell_of_a_table_is_refused(folder):
    cell = code("x", table("tbl-a", [["[x]{.value n=1}", "1", "y"]], data="", sources=[]))
    with pytest.raises(ExportError, match=LOOSE):
        exported(folder, [cell])


def test_the_words_of_old_placeholders_are_words(folder):
    said = "walkback-picture:fig-a walkback-data:none walkback-fonts walkback-script-hash"
    cover = prose(f"# {escape(said)}\n\n{escape(said)}", "cover")
    page = html.render(*exported(folder, [cover, prose(escape(said))]))
    assert page.count(said) >= 3


def test_the_key_of_a_run_is_in_no_document(folder):
    cells = [
        prose("{eval}`a`", a=value("1", "r", sources=["s-1"])),
        code("x", figure("fig-a", sources=[])),
    ]
    made, state = exported(folder, cells)
    assert state.key in made.tree
    assert state.key not in html.render(made, state)
    assert state.key not in typst(made, state)
    assert new_state(folder, merge([("a", new_notebook())]), folder).key != state.key


# -- payloads that `present` never wrote --------------------------------------------------------


@pytest.mark.parametrize(
    ("bundle", "message"),
    [
        (figure("../../x"), r"'\.\./\.\./x' is no label of a figure"),
        (figure('fig-a"><script>'), "is no label of a figure"),
        (figure("fig-a\n"), "is no label of a figure"),
        (figure("fig-a", path="/etc/passwd", sources=[]), "'/etc/passwd' is not the path of"),
        (figure("fig-a", path="figures/../data/references.svg", sources=[]), "is not the path of"),
        (figure("fig-a", data="data/references.csv", sources=[]), "is not the path of"),
        (
            figure("fig-a", alt="a\u202eb"),
            r"the figure fig-a holds the character U\+202E after “a”",
        ),
        (figure("fig-a", caption="a\x00b"), r"holds the character U\+0000"),
        (figure("fig-a", sources=["nobody"]), "names the source nobody"),
        (figure("fig-a", title=7), "lacks title"),
        (table("tbl-a", [["a", "b", 7]], data=""), "has a cell that is no text"),
        (table("tbl-a", [["a", "b"]], data=""), "has not 3 cells"),
        (table("tbl-a", [["a", "b", "c\u2066"]], data=""), r"holds the character U\+2066"),
        (table("tbl-a", [], columns=[{"name": "a", "width": "1)"}], data=""), "a column without"),
        ({"application/vnd.walkback.figure+json": "x"}, "the figure  lacks label"),
    ],
)
def test_a_forged_payload_is_refused(folder, bundle, message):
    with pytest.raises(ExportError, match=message):
        exported(folder, [code("x", bundle)])


@pytest.mark.parametrize("origins", [["x"], [{}], [{"table": "t", "row": "r", "source": "s"}]])
def test_a_forged_value_is_refused(folder, origins):
    with pytest.raises(ExportError, match="has an origin that is no row"):
        exported(folder, [prose("{eval}`a`", a=value("1", "r", origins=origins))])


@pytest.mark.parametrize(
    "text", ["a\u202eb", "a\u2067b", "a\u200bb", "a\x07b", "\ufeffa", "a\U000e0041"]
)
def test_prose_and_code_with_characters_that_cannot_be_seen_are_refused(folder, text):
    computed = prose("{eval}`a`", a=plain(text, "text/markdown"))
    for cell in (prose(text), code(f"# {text}"), code("x", {"text/markdown": text}), computed):
        with pytest.raises(ExportError, match=r"cell 2 .*here is the character U\+"):
            exported(folder, [cell])


@pytest.mark.parametrize("lang", ['en"><script>', "en\n", "../x", "#eval", "E"])
def test_a_language_is_a_language(folder, lang):
    with pytest.raises(ExportError, match="is no language: write en or zh"):
        exported(folder, [code(f"lang = {lang!r}"), code(f"lang = {lang!r}", tags=("parameters",))])


# -- the bibliography ---------------------------------------------------------------------------

ADDRESSES = [
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    'https://example.org/"><script>alert(1)</script>',
    'https://example.org/\\c"#eval',
    "\u202ehttps://example.org",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_of_a_source_leads_only_to_the_web(folder, address):
    write_sources(folder, "T", URL=address)
    made, state = exported(folder, [prose("Said [@s-1].")])
    page = html.render(made, state)
    soup = BeautifulSoup(page, "html.parser")
    links = [a["href"] for a in soup.select(".csl-entry a")]
    assert all(re.fullmatch(r"https?://[^\s\"<>\\]+", link) for link in links)
    assert len(soup.find_all("script")) == 1
    assert pdf.render(made, state).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"id": "a] [b"}, "has an id that cannot be cited"),
        ({"id": "<script>"}, "has an id that cannot be cited"),
        ({"author": "x"}, "has a field author that is not a list of names"),
        ({"custom": "x"}, "has a field custom that is not an object"),
        ({"issued": {"date-parts": [["x"]]}}, "has a field issued that is not a date"),
        ({"issued": 7}, "has a field issued that is not a date"),
    ],
)
def test_a_source_that_cannot_be_listed_is_refused(folder, change, message):
    write_sources(folder, "T", **change)
    with pytest.raises(ExportError, match=message):
        exported(folder, [prose("x")])
    write_sources(folder, "T")


def test_a_table_inside_of_a_box_is_set(folder):
    grid = ":::{table} In it\n:name: tbl-in\n\n| a | b |\n|---|---|\n| 1 | 2 |\n:::"
    box = f"::::{{admonition}} A box\n:class: method\n{grid}\n::::"
    made, state = exported(folder, [prose(box), prose("See @tbl-in.")])
    assert pdf.render(made, state).startswith(b"%PDF")
    assert "tbl-in" in html.render(made, state)
