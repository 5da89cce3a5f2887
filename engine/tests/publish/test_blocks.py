import json

import pytest

from tests.publish.sample import figure, table
from walkback.errors import ExportError
from walkback.publish.blocks import DATA_ROWS, block, shown_block
from walkback.publish.payloads import shown


def read(text):
    fence, line, end = text.splitlines()
    assert end == "```"
    return fence, json.loads(line)


def test_a_block_cannot_be_left():
    fence, fields = read(block("cell", {"place": "```\n::: x"}, "k1"))
    assert fence == "``` {.walkback-cell key=k1}"
    assert fields == {"place": "```\n::: x"}


def test_a_figure_notes_its_files_and_sources(state):
    text = shown_block(shown({"data": figure("fig-bars")}), state)
    _, fields = read(text)
    assert state.pictures["fig-bars"].name == "fig-bars.svg"
    assert state.tables["fig-bars"].name == "fig-bars.csv"
    assert state.sources.uses["sz-2024"] == ["fig-bars"]
    assert fields["picture"] == "fig-bars.svg"
    assert fields["rows"][0] == ["cluster", "share"]
    assert [line["class"] for line in fields["foot"]] == ["caption", "notes", "sources"]


def test_titles_are_text_and_captions_are_markdown(state):
    _, fields = read(shown_block(shown({"data": figure("fig-bars", title="*a*")}), state))
    assert fields["title"] == r"\*a\*"
    assert "*grey*" in fields["foot"][0]["text"]


def test_a_table_without_notes_has_no_line_for_them(state):
    _, fields = read(shown_block(shown({"data": table("tbl-top", [["a", "1", "b"]])}), state))
    assert [line["class"] for line in fields["foot"]] == ["caption", "sources"]


def test_long_data_are_offered_as_csv_only(state, project):
    path = project / "figures" / "fig-bars.csv"
    path.write_text("a\n" + "1\n" * DATA_ROWS, "utf-8")
    _, fields = read(shown_block(shown({"data": figure("fig-bars")}), state))
    assert fields["rows"] == []


def test_a_figure_needs_its_alt_text(state):
    with pytest.raises(ExportError, match="fig-bars has no alt text"):
        shown_block(shown({"data": figure("fig-bars", alt=" ")}), state)
