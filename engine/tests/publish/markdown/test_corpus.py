"""The same words in the same structure as markdown-it shows, in the page and in the PDF, or a refusal.

The reading to compare with is markdown-it's own, set up here once more as JupyterLab's extension for MyST
does it (jupyterlab-myst 2.7, `markdown-it-myst`), without a line of the exporter.
"""

import io
import os
import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, NavigableString, Tag
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from nbformat.v4 import new_notebook
from pypdf import PageObject, PdfReader

from tests.publish.markdown.corpus import MYST, PLAIN, REFUSED
from tests.publish.sample import prose
from walkback.errors import ExportError
from walkback.publish import html, pdf
from walkback.publish.document import Document, document
from walkback.publish.exporters import new_state
from walkback.publish.gathered import State
from walkback.publish.markdown.blocks import read_blocks
from walkback.publish.merge import merge

pytestmark = pytest.mark.usefixtures("no_fonts")
CASE = "Case{}end"
INLINE = {"em", "strong", "code", "a", "br", "sub", "sup"}
BLOCKS = {
    "p",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "hr",
    "table",
    "tr",
    "th",
    "td",
    "dl",
    "dt",
    "dd",
}
HEADINGS = {f"h{n}" for n in range(1, 7)}


def reference() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": True, "linkify": True})
    md.enable(["table", "linkify"])
    md.linkify.set({"fuzzy_link": False, "fuzzy_email": False})
    md.use(myst_block_plugin).use(deflist_plugin)
    md.use(
        dollarmath_plugin,
        allow_space=True,
        allow_digits=True,
        double_inline=True,
        renderer=lambda content, _options: f"<math>{content}</math>",
    )
    for unseen in ("myst_line_comment", "myst_block_break"):
        md.add_render_rule(unseen, lambda *_: "")
    return md


def shape(root: Tag, levels: int) -> list[Any]:
    """Tags and words, nested; headings by their level less `levels`."""
    found: list[Any] = []
    for child in root.children:
        if isinstance(child, NavigableString):
            found += words(str(child))
            continue
        if child.name == "math":
            found.append(["math"])
        elif child.name in HEADINGS:
            found.append([f"h{int(child.name[1]) - levels}", *shape(child, levels)])
        elif str(child.get("href", "")).startswith("#cb"):  # the number of a line of code
            found += shape(child, levels)
        elif child.name in INLINE | BLOCKS:
            found.append([child.name, *attributes(child), *shape(child, levels)])
        elif "header-section-number" not in child.get("class", []) and child.name != "template":
            found += shape(child, levels)
    return joined(found)


def joined(found: list[Any]) -> list[Any]:
    """Neighbouring words as one text: where they part is a matter of spans."""
    made: list[Any] = []
    for one in found:
        if isinstance(one, str) and made and isinstance(made[-1], str):
            made[-1] += one
        else:
            made.append(one)
    return made


def words(text: str) -> list[str]:
    """The characters without white space and with plain quotation marks."""
    bare = "".join(text.split())
    plain = bare.translate(str.maketrans("“”‘’", "\"\"''"))
    return [plain] if plain else []


def attributes(tag: Tag) -> list[str]:
    align = re.search(r"text-align:\s*(center|right)", str(tag.get("style", "")))
    own = [str(tag[name]) for name in ("href", "start") if tag.get(name)]
    return own + ([align[1]] if align else [])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "data").mkdir()
    (folder / "report" / "run").mkdir(parents=True)
    (folder / "data" / "datapackage.json").write_text("{}")
    (folder / "data" / "references.json").write_text(
        '[{"id": "s-1", "type": "book", "title": "T", "author": [{"literal": "A"}]}]'
    )
    return folder


def made_of(folder: Path, texts: list[str]) -> tuple[Document, State]:
    """The document of all texts, each below a heading of its own."""
    cells = [prose("# Known {#sec-known}")]
    for n, text in enumerate(texts):
        cells += [prose(f"# {CASE.format(n)}"), prose(text)]
    merged = merge([("01", new_notebook(cells=cells)), ("02", new_notebook(cells=[]))])
    state = new_state(folder / "report" / "run", merged, folder)
    return document(merged, state), state


def shown(folder: Path, texts: list[str]) -> list[BeautifulSoup]:
    """What the page shows of each text."""
    rendered = html.render(*made_of(folder, [*texts, "the end"]))
    for name, rule in re.findall(r"\.(style-\d+)\{([^}]*)\}", rendered):
        rendered = rendered.replace(f'class="{name}"', f'style="{rule}"')
    parts = re.split(r"<section[^>]*>\s*<h2[^>]*>.*?Case\d+end</h2>", rendered)
    return [BeautifulSoup(part, "html.parser") for part in parts[1:-1]]


@pytest.fixture(scope="module")
def page(folder: Path) -> list[BeautifulSoup]:
    return shown(folder, PLAIN)


@pytest.fixture(scope="module")
def paper(folder: Path) -> list[str]:
    return printed(folder, PLAIN)


def expected(text: str) -> list[Any]:
    """The structure that markdown-it gives; a formula by itself is a paragraph."""
    found = shape(BeautifulSoup(reference().render(text), "html.parser"), 0)
    return [["p", one] if one[0] == "math" else one for one in found]


def printed(folder: Path, texts: list[str]) -> list[str]:
    """The characters that the PDF shows of each text, without the lines above and below a page."""
    around = [
        part for n, text in enumerate(texts) for part in (f"Begin{n}here", text, f"Stop{n}here")
    ]
    cells = [prose("# Known {#sec-known}"), *(prose(text) for text in around)]
    merged = merge([("01", new_notebook(cells=cells)), ("02", new_notebook(cells=[]))])
    state = new_state(folder / "report" / "run", merged, folder)
    reader = PdfReader(io.BytesIO(pdf.render(document(merged, state), state)))
    text = "".join(words("".join(body(page) for page in reader.pages)))
    return [re.search(rf"Begin{n}here(.*?)Stop{n}here", text)[1] for n in range(len(texts))]


def body(page: PageObject) -> str:
    kept: list[str] = []

    def note(text: str, matrix: list[float], text_matrix: list[float], *_: Any) -> None:
        if 62 < matrix[5] + matrix[3] * text_matrix[5] < 785:
            kept.append(text)

    page.extract_text(visitor_text=note)
    return "".join(kept)


def test_the_corpus_is_large_and_holds_nothing_twice():
    texts = [*PLAIN, *MYST, *REFUSED]
    assert len(texts) == len(set(texts)) >= 150


@pytest.mark.parametrize("n", range(len(PLAIN)), ids=[repr(text)[:30] for text in PLAIN])
def test_the_page_has_the_words_and_the_structure_of_markdown_it(page, n):
    assert shape(page[n], 1) == expected(PLAIN[n])


def as_printed(found: BeautifulSoup) -> str:
    """The words of the page, with the marks of lists and without numbers of headings and formulas."""
    copy = BeautifulSoup(str(found), "html.parser")
    for item in copy.find_all("li"):
        depth = len(item.find_parents("ul"))
        above = item.find_parent(["ul", "ol"])
        number = int(above.get("start", 1)) + above.find_all("li", recursive=False).index(item)
        item.insert(0, "•‣–"[depth - 1] if above.name == "ul" else f"{number}.")
    for other in copy.select(".header-section-number, math"):
        other.decompose()
    return "".join(words(copy.get_text()))


@pytest.mark.parametrize("n", range(len(PLAIN)), ids=[repr(text)[:30] for text in PLAIN])
def test_the_pdf_has_the_words_of_the_page(page, paper, n):
    seen = as_printed(page[n])
    found = paper[n]
    if page[n].find(HEADINGS):
        found = found.lstrip("0123456789.")
    if page[n].find("math"):
        assert set(seen) <= set(found)
    else:
        assert sorted(found) == sorted(seen)


@pytest.mark.parametrize(("text", "said"), MYST.items(), ids=[repr(t)[:30] for t in MYST])
def test_what_myst_adds_reads_as_it_should(folder, text, said):
    found = shown(folder, [text])[0]
    for twice in found.find_all("annotation"):
        twice.decompose()
    assert words(found.get_text(" ")) == words(said)


@pytest.mark.parametrize(("text", "message"), REFUSED.items(), ids=[repr(t)[:30] for t in REFUSED])
def test_what_no_report_has_is_refused_with_its_place(folder, text, message):
    with pytest.raises(ExportError, match=r'^01, cell 3( \(under ".*"\))?: .*' + message):
        made_of(folder, [text])


MIXED = st.lists(
    st.tuples(st.sampled_from(PLAIN), st.sampled_from([" ", "\n", "\n\n", ""])),
    min_size=1,
    max_size=4,
).map(lambda parts: "".join(text + between for text, between in parts))


def readable(text: str) -> bool:
    try:
        read_blocks(text)
    except ExportError:
        return False
    return True


@settings(
    max_examples=int(os.environ.get("WALKBACK_EXAMPLES", "6")),
    derandomize="WALKBACK_EXAMPLES" not in os.environ,
    database=None,
    phases=[Phase.generate],
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(texts=st.lists(MIXED, min_size=60, max_size=60, unique=True))
def test_what_is_made_of_the_pieces_is_shown_as_markdown_it_shows_it_or_refused(folder, texts):
    kept = [text for text in texts if readable(text)]
    assert len(kept) > 30
    for text, found in zip(kept, shown(folder, kept), strict=True):
        assert shape(found, 1) == expected(text), text
