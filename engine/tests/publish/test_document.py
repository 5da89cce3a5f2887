import json

import pytest
from nbformat.v4 import new_notebook

from tests.publish.sample import NOTEBOOKS, code, figure, prose
from walkback.errors import ExportError
from walkback.publish import html, pandoc
from walkback.publish.build import read_notebooks
from walkback.publish.document import document
from walkback.publish.exporters import new_state
from walkback.publish.merge import merge


@pytest.fixture
def made(state):
    def run(*cells, more=()):
        notebooks = [
            ("one", new_notebook(cells=list(cells))),
            ("two", new_notebook(cells=list(more))),
        ]
        return document(merge(notebooks), state)

    return run


def identifiers(made):
    return [
        block.identifier
        for part in made.parts
        for block in part.blocks
        if type(block).__name__ == "Header"
    ]


def test_the_tree_has_a_division_for_each_cell_with_its_place(project):
    folder = project / "report" / "run"
    merged = merge(read_notebooks(folder, NOTEBOOKS))
    made = document(merged, new_state(folder, merged, project))
    tree = json.loads(made.tree)
    divisions = [dict(block["c"][0][2]) for block in tree["blocks"]]
    assert [one["role"] for one in divisions[:2]] == ["cover", "summary"]
    assert [one["place"] for one in divisions[-3:]] == [
        "appendix values, cell 1",
        "appendix sources, cell 2",
        "appendix colophon, cell 3",
    ]
    assert len(divisions) == len(merged.cells) + 3


@pytest.mark.parametrize(
    ("here", "there"),
    [
        (code("x", figure("fig-bars")), code("y", figure("fig-bars"))),
        (prose("# A {#sec-a}"), prose("# B {#sec-a}")),
        (prose("# A {#sec-a}"), prose("(sec-a)=\n# B")),
        (
            prose(":::{table} T\n:name: tbl-a\n\n| a |\n|---|\n:::"),
            prose("> :::{table} T\n> :name: tbl-a\n>\n> | a |\n> |---|\n> :::"),
        ),
    ],
)
def test_a_label_given_twice_names_both_places(made, here, there):
    with pytest.raises(ExportError, match=r"given twice: in one, cell 1.*, and in two, cell 1"):
        made(here, more=[there])


def test_headings_without_a_label_get_one_of_their_words_and_no_two_the_same(made):
    cells = [
        prose("# The plan: 深圳 & “Hong Kong”"),
        prose("# The plan: 深圳 & “Hong Kong”\n\n## 2024"),
    ]
    assert identifiers(made(*cells))[:3] == [
        "the-plan-深圳-hong-kong",
        "the-plan-深圳-hong-kong-1",
        "section",
    ]


def test_a_name_made_of_words_leaves_given_labels_alone(made):
    found = identifiers(made(prose("# sec a"), prose("# Other {#sec-a}")))
    assert found[:2] == ["sec-a-1", "sec-a"]


def test_what_a_cell_cannot_hold_names_the_cell(made):
    with pytest.raises(ExportError, match=r'^two, cell 2 \(under "B"\): HTML in prose \(<br>\)'):
        made(prose("# A"), more=[prose("# B"), prose("a<br>b")])


def test_a_broken_payload_names_its_cell(made):
    with pytest.raises(ExportError, match="one, cell 1: the figure fig-a lacks alt"):
        made(code("x", figure("fig-a", alt=None)))


def test_a_report_of_one_notebook_may_not_refer_to_nothing(state):
    for text in ("See @sec-none.", "See [](#fig-none).", "See [there](#sec-none)."):
        merged = merge([("one", new_notebook(cells=[prose(f"# A\n\n{text}")]))])
        with pytest.raises(ExportError, match=r"^one, cell 1 .*-none"):
            html.render(document(merged, state), state)
        assert (
            html.render(document(merged, state, whole=False), state)
            if "there" not in text
            else True
        )


def test_pandoc_gets_the_sources_that_are_named_or_used_and_no_others(made, state, monkeypatch):
    state.sources.entries |= {name: {"id": name, "title": "T"} for name in ("used", "neither")}
    state.sources.use(["used"], "fig-bars")
    document = made(prose("# A\n\nSaid [@wipo-2025]."))
    context = json.loads(json.loads(document.tree)["meta"]["walkback"]["c"])
    assert set(context["sources"]) == {"wipo-2025", "used"}
    lay_out, given = pandoc._lay_out, []

    def laid_out(folder, references, settings):
        given.extend(entry["id"] for entry in references)
        lay_out(folder, references, settings)

    monkeypatch.setattr(pandoc, "_lay_out", laid_out)
    page = html.render(document, state)
    assert sorted(given) == ["used", "wipo-2025"]
    assert "ref-used" in page
    assert "ref-neither" not in page
