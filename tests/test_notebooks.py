"""The notebooks as they are saved: clean, without typed numbers, with parameters and ids."""

import ast
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tests.conftest import ROOT
from walkback.notebooks.claim_words import claims
from walkback.notebooks.expressions import expressions
from walkback.notebooks.myst_roles import map_prose
from walkback.notebooks.reader import cells_of, read_notebook
from walkback.tables.read import read_references

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PARAMETERS = {"edition", "lang", "seed", "draws"}
OF_A_PROFILE = {"pair", "edition"}
NAMES = (  # names with digits in them; a number is never one
    "Tianhe-2", "G60", "1+1+1", "863",
)  # fmt: skip
MAIN = [path for path in NOTEBOOKS if path.name[0].isdigit()]  # those of the main report
THIN = (
    "01_ingest",
    "02_metrics",
    "03_collaboration_models",
    "04_recommendations",
    "profile",
)  # notebooks for editors
MOST_LINES, MOST_IMPORTS, WIDEST = 25, 20, 100
WORDS = {  # what a cell that shows something says about it, spelled out
    "show_figure": {"label", "title", "subtitle", "caption", "alt"},
    "show_table": {"label", "title", "caption"},
}
# What prose takes its values from; `tables` says them in the words of a table.
SAYS = {"v", "facts", "date", "nb", "metrics", "tables"}
USUAL = {"matplotlib.pyplot": "plt", "numpy": "np", "pandas": "pd", "seaborn": "sns"}
KINDS = ("charts", "tables")  # folders whose modules are called by their own name and the folder's
BARE = ("print", "display", "pprint")  # calls that show something without show_figure or show_table

_DIGIT = re.compile(r"\d")
_ALLOWED = re.compile(
    r"(?<![\w.])(?:19|20)\d{2}(?![\w%]|[.,]\d)"  # a year
    r"|\[[^\]]*@[^\]]*\]|(?<![\w@])@\{?[\w:-]+\}?"  # a citation, a cross reference
    r"|\]\([^)]*\)|<https?://[^>]*>"  # where a link leads
    r"|\{[^{}]*\}"  # the label of a heading
    r"|\[\^[^\]]+\]:?"  # the mark of a footnote
    r"|^\s{0,3}\d+\.\s"  # the number of a list item
    r"|\b[Ss]ections? \d+(?:\.\d+)*"  # a section
    rf"|{'|'.join(re.escape(name) for name in NAMES)}",
    re.MULTILINE,
)
_CITED = re.compile(r"(?<![\w\\@./])@\{?([A-Za-z0-9_][\w:.-]*\w)")
_REFERENCE = re.compile(r"(?:fig|tbl|sec|eq)-")
_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_RANDOM_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){0,3}")


def read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)


def cells(path: Path, kind: str) -> list[Any]:
    return [cell for cell in read(path).cells if cell.cell_type == kind]


def prose(path: Path) -> list[tuple[str, str]]:
    """The id and the Markdown of all cells that have some, of conditions in code included."""
    read_cells = cells_of(read_notebook(path))
    ids = [cell.id for cell in read(path).cells]
    return [(i, cell.prose) for i, cell in zip(ids, read_cells, strict=True) if cell.prose]


def code_lines(source: str) -> list[str]:
    """The lines of a cell, without those of the texts that it hands to show_prose."""
    return re.sub(r'(show_prose\(""").*?(?=""")', r"\1", source, flags=re.DOTALL).splitlines()


def tree(cell: Any) -> ast.Module:
    """The code of a cell; lines for the shell are no Python and fail here."""
    return ast.parse(cell.source)


def typed_digits(text: str) -> list[str]:
    """The words of a Markdown text in which somebody typed a number."""
    found: list[str] = []

    def look(prose: str) -> str:
        left = _ALLOWED.sub(" ", prose)
        found.extend(word for word in left.split() if _DIGIT.search(word))
        return prose

    map_prose(text, look)
    return found


def cited(text: str) -> set[str]:
    """The sources that a Markdown text cites."""
    found: set[str] = set()
    map_prose(text, lambda prose: found.update(_CITED.findall(prose)) or prose)
    return {source for source in found if not _REFERENCE.match(source)}


def shown_bare(module: ast.Module) -> list[str]:
    """What a cell would show past show_figure and show_table."""
    last = module.body[-1] if module.body else None
    bare = []
    if isinstance(last, ast.Expr) and not isinstance(last.value, ast.Call):
        bare.append(ast.unparse(last))
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called in BARE or called.split(".")[-1] == "show":
                bare.append(called)
    if isinstance(last, ast.Expr) and isinstance(last.value, ast.Call):
        called = ast.unparse(last.value.func)
        if called.split(".")[-1] in ("head", "tail", "describe", "sample", "info"):
            bare.append(called)
    return bare


def imports(module: ast.Module) -> list[ast.Import | ast.ImportFrom]:
    return [node for node in module.body if isinstance(node, ast.Import | ast.ImportFrom)]


def renamed(module: ast.Module) -> list[str]:
    """Imports under another name than the module's own, or its own and that of its folder."""
    found = []
    for node in imports(module):
        folder = str(getattr(node, "module", "")).rpartition(".")[2]
        for name in node.names:
            own = f"{name.name}_{folder}" if folder in KINDS else name.name
            if (name.asname or name.name) not in {own, USUAL.get(name.name)}:
                found.append(ast.unparse(node))
    return found


def unsaid(module: ast.Module) -> list[str]:
    """What calls of show_figure and show_table do not spell out."""
    found = []
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and (words := WORDS.get(ast.unparse(node.func))):
            given = {word.arg for word in node.keywords}
            found += sorted(words - given) + ["**"] * (None in given)
    return found


def roots(expression: str) -> set[str]:
    """The variables that an expression of the prose reads."""
    return {node.id for node in ast.walk(ast.parse(expression)) if isinstance(node, ast.Name)}


def bad_ids(ids: list[str]) -> list[str]:
    """Ids that occur twice, are no words, or were made up by Jupyter."""
    return [i for i in ids if ids.count(i) > 1 or not _ID.fullmatch(i) or _RANDOM_ID.fullmatch(i)]


each = pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])


def test_there_are_notebooks():
    assert [path.name[:2] for path in MAIN] == sorted({path.name[:2] for path in MAIN})
    assert MAIN[0].name == "01_ingest.ipynb"
    assert [path.name for path in NOTEBOOKS if path not in MAIN] == ["profile.ipynb"]


@each
def test_a_notebook_is_valid_and_asks_for_the_usual_kernel(path):
    notebook = read(path)
    nbformat.validate(notebook)
    assert notebook.metadata.kernelspec.name == "python3"


@each
def test_a_notebook_is_saved_without_results(path):
    for cell in read(path).cells:
        assert not cell.get("outputs"), f"{path.name}, {cell.id}: clear the outputs (nbstripout)"
        assert cell.get("execution_count") is None, f"{path.name}, {cell.id}"
        left = {"user_expressions", "execution", "papermill", "twodeltas"} & set(cell.metadata)
        assert not left, f"{path.name}, {cell.id}: {left} are of a run"


@each
def test_no_number_is_typed_into_prose(path):
    typed = {cell: typed_digits(text) for cell, text in prose(path)}
    typed = {cell: words for cell, words in typed.items() if words}
    assert not typed, "compute the number and show it with {eval}, or write it as a word"


@each
def test_words_that_claim_rest_on_something(path):
    found = {cell: [str(one) for one in claims(text)] for cell, text in prose(path)}
    assert not {cell: told for cell, told in found.items() if told}


@each
def test_functions_live_in_modules(path):
    defined = {
        cell.id: node.name
        for cell in cells(path, "code")
        for node in ast.walk(tree(cell))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    }
    assert not defined, "move it to src/twodeltas, where it can be tested"


@each
def test_the_parameters_are_the_agreed_ones(path):
    tagged = [c for c in cells(path, "code") if "parameters" in c.metadata.get("tags", [])]
    assert len(tagged) == 1
    body = tree(tagged[0]).body
    assert all(isinstance(node, ast.Assign) and len(node.targets) == 1 for node in body)
    agreed = PARAMETERS if path in MAIN else OF_A_PROFILE
    assert set(parameters(path)) == agreed
    assert len(body) == len(agreed)


@each
def test_everything_is_shown_through_the_house_style(path):
    bare = {cell.id: found for cell in cells(path, "code") if (found := shown_bare(tree(cell)))}
    assert not bare, "show figures with show_figure and tables with show_table"


@each
def test_every_cited_source_is_in_the_bibliography(path):
    known = set(read_references(ROOT))
    missing = {cell: cited(text) - known for cell, text in prose(path) if cited(text) - known}
    assert not missing


@each
def test_every_cell_has_an_id_that_a_person_can_say(path):
    assert bad_ids([cell.id for cell in read(path).cells]) == []


@each
def test_the_first_cell_is_the_heading_of_the_chapter(path):
    first = read(path).cells[0]
    assert first.cell_type == "markdown"
    assert re.match(r"\(sec-[a-z-]+\)=\n# .+\n", first.source)


# -- notebooks for editors -----------------------------------------------------------------------

thin = pytest.mark.parametrize("path", [ROOT / f"notebooks/{n}.ipynb" for n in THIN], ids=THIN)


@thin
def test_no_code_cell_is_long(path):
    long = {c.id: n for c in cells(path, "code") if (n := len(code_lines(c.source))) > MOST_LINES}
    assert not long, "move what it computes to a function of the notebook's folder"


@thin
def test_no_line_is_wide(path):
    wide = {
        cell.id: line
        for cell in cells(path, "code")
        for line in cell.source.splitlines()
        if len(line) > WIDEST
    }
    assert not wide, f"break the line before column {WIDEST}"


@thin
def test_few_modules_are_imported_in_one_cell_near_the_top(path):
    found = {c.id: c.source for c in cells(path, "code") if imports(tree(c))}
    assert list(found) == ["imports"]
    assert len(found["imports"].splitlines()) <= MOST_IMPORTS
    assert [cell.id for cell in read(path).cells].index("imports") < 4


@thin
def test_modules_go_by_their_own_name(path):
    assert [one for cell in cells(path, "code") for one in renamed(tree(cell))] == []


@thin
def test_what_is_shown_is_described_in_its_cell(path):
    missing = {cell.id: words for cell in cells(path, "code") if (words := unsaid(tree(cell)))}
    assert not missing, "write title, caption and alt text where the figure or table is shown"


@thin
def test_prose_takes_its_values_from_one_object(path):
    known = SAYS | PARAMETERS | OF_A_PROFILE | {"str"}
    others = {
        cell: names
        for cell, text in prose(path)
        for expression in expressions(text)
        if (names := roots(expression) - known)
    }
    assert not others, "compute it in the values of the chapter and write v.…"


def parameters(path: Path) -> dict[str, Any]:
    """What the cell tagged `parameters` sets."""
    tagged = [c for c in cells(path, "code") if "parameters" in c.metadata.get("tags", [])]
    assigned = [node for node in tree(tagged[0]).body if isinstance(node, ast.Assign)]
    return {ast.unparse(node.targets[0]): ast.literal_eval(node.value) for node in assigned}


def test_all_notebooks_start_from_the_same_parameters():
    assert all(parameters(path) == parameters(MAIN[0]) for path in MAIN)


# -- the tests above can fail --------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "It has 35 laboratories.",
        "a share of 9.0 %",
        "over 460 million",
        "ranked 6th",
        "in 1899 papers",
        "2,026 people",
        "2025.5",
        "2025%",
        "**35**",
        "| 35 |",
        "see [the 35](https://example.org/35)",
        "## The 447 firms {#sec-firms}",
        "Tianhe-3",
        "５",
    ],
)
def test_a_typed_number_is_found(text):
    assert typed_digits(text)


@pytest.mark.parametrize(
    "text",
    [
        "In 2025, and from 2017–2025 (since 1998).",
        '{eval}`facts["SHG-112"]` and `x = 35`',
        "```python\nx = 35\n```",
        "[@cns-460m; @gt-2019, p. 3] and @fig-a1 and @sec-b2",
        "[a page](https://example.org/35?x=1)",
        "## Heading {#sec-2025-x1}",
        "Tianhe-2, G60, the 1+1+1 scheme and the 863 programme",
        "1. first\n2. second",
        "See section 3.2 of the standard.",
        "A note.[^n1]\n\n[^n1]: The note.",
    ],
)
def test_what_is_no_typed_number_is_let_through(text):
    assert typed_digits(text) == []


def test_citations_are_told_from_references_and_code():
    text = '[@a-2024; @b.1] as in @c-2023, @fig-one, `@d`, me@example.org and {eval}`x["@e"]`'
    assert cited(text) == {"a-2024", "b.1", "c-2023"}


@pytest.mark.parametrize(
    "code", ["frame", "print(1)", "plt.show()", "fig.show()", "x = 1\nframe.head()", "frame['a']"]
)
def test_a_bare_display_is_found(code):
    assert shown_bare(ast.parse(code))


@pytest.mark.parametrize("code", ["x = frame", "show_table(frame)", "values.save('a')", ""])
def test_what_shows_nothing_bare_is_let_through(code):
    assert shown_bare(ast.parse(code)) == []


def test_bad_ids_are_found():
    assert bad_ids(["a-table", "a-table", "Ab", "1f2e3d4c", "1f2e3d4c-aaaa", "claims-table"]) == [
        "a-table",
        "a-table",
        "Ab",
        "1f2e3d4c",
        "1f2e3d4c-aaaa",
    ]


@pytest.mark.parametrize(
    ("code", "missing"),
    [
        ('show_table(x, label="tbl-a", title="A", caption="B", sources=[])', []),
        ('show_figure(x, label="fig-a", title="A", caption="B")', ["alt", "subtitle"]),
        ("show_table(**told)", ["caption", "label", "title", "**"]),
    ],
)
def test_what_a_cell_does_not_say_is_found(code, missing):
    assert unsaid(ast.parse(code)) == missing


@pytest.mark.parametrize(
    "code",
    [
        "from twodeltas.shared import start as notebook",
        "from twodeltas.ingest.charts import coverage as charts",
        "from twodeltas.ingest.tables import coverage",
        "import numpy as n",
    ],
)
def test_another_name_of_a_module_is_found(code):
    assert renamed(ast.parse(code))


@pytest.mark.parametrize(
    "code",
    [
        "from twodeltas.ingest.charts import coverage as coverage_charts",
        "from twodeltas.shared import dates, start",
        "import pandas as pd",
    ],
)
def test_own_names_are_let_through(code):
    assert renamed(ast.parse(code)) == []


def test_the_variables_of_an_expression_are_found():
    assert roots('nb.names[v.runner] + str(other["x"])') == {"nb", "v", "str", "other"}
