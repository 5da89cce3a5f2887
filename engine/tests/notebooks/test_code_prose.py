import pytest

from walkback.notebooks.code_prose import calls, is_condition, shown, written
from walkback.notebooks.reader import cells_of
from walkback.values.payloads import PROSE

CELL = '''\
if shares.empty:
    show_prose("""
    Nothing, says [@office-2024].

        indented
    """)
else:
    prose.show_prose(text="Some.")
'''


def test_the_texts_of_every_branch_are_read_as_their_author_indented_them():
    assert written(CELL) == ["Nothing, says [@office-2024].\n\n    indented", "Some."]


@pytest.mark.parametrize(
    "code",
    [
        "show_table(x)",
        "# show_prose",
        "show_prose = 1",
        "if x:\n  show_prose(",
        "x\0show_prose()",
        "",
    ],
)
def test_other_code_has_no_prose(code):
    assert written(code) == []
    assert not calls(code)


@pytest.mark.parametrize("code", ["show_prose(text)", "show_prose(f'{n}')", "show_prose()"])
def test_a_text_that_is_computed_is_seen_only_when_it_was_shown(code):
    assert written(code) == []
    assert calls(code)


@pytest.mark.parametrize(
    ("code", "alone"),
    [
        (CELL, True),
        ("if a:\n    show_table(x)\n", True),
        ("if a:\n    b = 1\n", False),
        ("b = 1\nif b:\n    show_table(x)", False),
        ("show_table(x)", False),
        ("if a", False),
    ],
)
def test_a_cell_that_is_one_condition(code, alone):
    assert is_condition(code) == alone


def test_what_a_cell_showed():
    output = {"output_type": "display_data", "data": {PROSE: {"source": "# One"}}}
    broken = {"output_type": "display_data", "data": {PROSE: "no payload"}}
    stream = {"output_type": "stream", "text": "hidden"}
    cell = {"cell_type": "code", "source": "x", "outputs": [output, broken, stream, output]}
    assert shown(cell) == "# One\n\n# One"
    assert shown({"cell_type": "markdown", "source": "# Two"}) == "# Two"
    assert shown({"cell_type": "raw", "source": "three"}) == ""


def test_the_prose_of_a_cell_of_the_source():
    cells = [{"cell_type": kind, "metadata": {}, "source": CELL} for kind in ("code", "raw")]
    cells.append({"cell_type": "markdown", "metadata": {}, "source": "Text."})
    code, raw, markdown = cells_of({"cells": cells})
    assert code.prose.startswith("Nothing, says")
    assert (raw.prose, markdown.prose) == ("", "Text.")
