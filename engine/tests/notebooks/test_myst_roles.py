from hypothesis import given
from hypothesis import strategies as st

from walkback.notebooks.myst_roles import (
    conditions,
    map_prose,
    replaced,
)


def test_conditions():
    assert conditions(["a", "when:x", "summary", "when: y "]) == ["x", "y"]


PIECES = ["{eval}`x`", "{eval}`a\n + b`", "{eval}``a`b``", "{cite}`k`", "`", "``", "```", "~~~", "\n",
          "\n\n", "<!--", "-->", "\\", "word", " ", "深圳", "{eval}", "| ", ":::", "    "]  # fmt: skip
markdown = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@given(markdown)
def test_nothing_is_lost_where_nothing_is_changed(text: str):
    assert map_prose(text, str) == text
    seen: list[str] = []
    map_prose(text, lambda prose: seen.append(prose) or prose)
    assert all(part in text for part in seen)


def test_a_wrapped_expression_is_one_line():
    assert replaced("So {eval}`a +\nb` it is.", lambda role: role.content) == "So a + b it is."
