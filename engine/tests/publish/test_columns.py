"""The layout of tables on paper: widths only where Typst needs them, parts, pieces of long words."""

import json

import panflute as pf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkback.publish.columns import fit
from walkback.publish.markdown.blocks import grid
from walkback.publish.markdown.inlines import words


def fitted(heads, rows, *, turned=False, heading=1, widths=()):
    made = grid(
        [words(head) for head in heads],
        [[words(cell) for cell in row] for row in rows],
        "l" * len(heads),
        widths,
        heading,
    )
    table = fit(made, turned=turned)
    return json.loads(table.attributes["layout"]), table


def test_a_narrow_table_is_left_alone():
    layout, table = fitted(["a", "b"], [["word", "2"]])
    assert layout == [{"columns": [1, 2], "widths": []}]
    assert "cut" not in str(table)


def test_a_crowded_table_gets_the_whole_line():
    text = "Words that go on for a while, more or less"
    ((part),), _ = fitted(["a"] * 8, [[*[text] * 7, "0123456789abcdef0123"]])
    assert sum(part["widths"]) == pytest.approx(1)
    assert part["widths"][7] > part["widths"][0]


def test_widths_of_the_author_are_kept():
    layout, table = fitted(["a", "b"], [["internationalization", "x"]], widths=[0.1, 0.9])
    assert layout == [{"columns": [1, 2], "widths": [0.1, 0.9]}]
    assert "cut" in str(table)


def test_a_table_too_wide_for_a_turned_page_is_split_and_one_on_an_upright_page_is_not():
    heads = ["name", *(f"column{n}" for n in range(30))]
    layout, _ = fitted(heads, [["x"] * 31], turned=True)
    assert len(layout) > 1
    assert all(part["columns"][0] == 1 for part in layout)
    assert [n for part in layout for n in part["columns"][1:]] == list(range(2, 32))
    assert len(fitted(heads, [["x"] * 31])[0]) == 1


@given(st.text(st.sampled_from("abW深é-/é👍"), min_size=1, max_size=150))
def test_a_word_in_pieces_is_the_same_word(word):
    _, table = fitted(["a", "b", "c"], [["k", word, word]])
    row = table.content[0].content[0]
    assert [pf.stringify(cell).strip() for cell in row.content] == ["k", word, word]
