import panflute as pf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.publish.sample import figure, table
from walkback.errors import ExportError
from walkback.markup import clean, escape
from walkback.publish.exhibits import DATA_ROWS, cell, exhibit
from walkback.publish.markdown.inlines import read_inlines
from walkback.publish.payloads import shown


def parts(made):
    """The words of each part of a figure or table, by class."""
    return {
        block.classes[0]: pf.stringify(block).strip() for block in made.content if block.classes
    }


def test_a_figure_notes_its_files_and_sources(state):
    made = exhibit(shown({"data": figure("fig-bars")}), state)
    assert made.identifier == "fig-bars"
    assert state.pictures["fig-bars"].name == "fig-bars.svg"
    assert state.tables["fig-bars"].name == "fig-bars.csv"
    assert state.sources.uses["sz-2024"] == ["fig-bars"]
    facts = state.facts["fig-bars"]
    assert facts["picture"] == "fig-bars.svg"
    assert facts["rows"][0] == ["cluster", "share"]
    foot = made.content[-1]
    assert [line.classes for line in foot.content] == [["caption"], ["notes"], ["sources"]]


def test_titles_are_text_and_captions_are_markdown(state):
    made = exhibit(shown({"data": figure("fig-bars", title="*a* [@b] $x$ it's")}), state)
    assert parts(made)["title"] == "*a* [@b] $x$ it’s"
    assert any(isinstance(e, pf.Emph) for e in made.content[-1].content[0].content[0].content)


def test_a_table_without_notes_has_no_line_for_them(state):
    made = exhibit(shown({"data": table("tbl-top", [["a", "1", "b"]])}), state)
    assert [line.classes for line in made.content[-1].content] == [["caption"], ["sources"]]


@given(st.text(max_size=30))
def test_a_cell_with_escapes_shows_exactly_its_characters(text):
    shown_text = pf.stringify(pf.Para(*cell(escape(text))))
    assert shown_text.split() == clean(text).split()


@given(
    st.lists(
        st.sampled_from(
            ["*a*", "**b**", "`c`", r"\*", "d", " ", "'", '"', "[@s]", "&amp;", "1.", "$"]
        ),
        max_size=6,
    ).map("".join)
)
def test_the_short_way_of_a_cell_and_the_parser_agree(text):
    try:
        expected = read_inlines(" ".join(text.split()))
    except ExportError:
        with pytest.raises(ExportError):
            cell(text)
        return
    assert [e.to_json() for e in cell(text)] == [e.to_json() for e in expected]


def test_long_data_are_offered_as_csv_only(state, project):
    path = project / "figures" / "fig-bars.csv"
    path.write_text("a\n" + "1\n" * DATA_ROWS, "utf-8")
    exhibit(shown({"data": figure("fig-bars")}), state)
    assert state.facts["fig-bars"]["rows"] == []


def test_a_figure_needs_its_alt_text(state):
    with pytest.raises(ExportError, match="fig-bars has no alt text"):
        exhibit(shown({"data": figure("fig-bars", alt=" ")}), state)
