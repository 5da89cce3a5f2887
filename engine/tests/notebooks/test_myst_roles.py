import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkback.notebooks.myst_roles import (
    Role,
    conditions,
    expressions,
    map_prose,
    prose_of,
    replaced,
)


@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        ("a {eval}`x` b {eval}`f(y)[0]` c", ["x", "f(y)[0]"]),
        ("{eval}``a`b`` and {eval}`x`", ["a`b", "x"]),
        ("{eval}`f(\n  x)`", ["f(   x)"]),
        ("`{eval}` and ``{eval}`x` ``", []),
        ("> {eval}`n +\n> 1`", ["n + 1"]),
        ("```python\n{eval}`x`\n```\nthen {eval}`y`", ["y"]),
        ("~~~\n{eval}`x`\n~~~\n", []),
        ("```\nnever closed {eval}`x`", []),
        ("<!-- {eval}`x` --> {eval}`y`", ["y"]),
        (r"\{eval}`x`", []),
        (":::{admonition} Box\n{eval}`x`\n:::", ["x"]),
        ("| {eval}`x` | `code` | {eval}`y` |", ["x", "y"]),
        ("{cite}`x` {eval}`x`{eval}`y`", ["x", "y"]),
        ("{eval}`x` and a lone ` tick", ["x"]),
        ("a lone ` tick makes {eval}`x` code, as everywhere in Markdown", []),
    ],
)
def test_expressions(markdown: str, found: list[str]):
    assert expressions(markdown) == found


def test_conditions():
    assert conditions(["a", "when:x", "summary", "when: y "]) == ["x", "y"]


PIECES = ["{eval}`x`", "{eval}`a\n + b`", "{eval}``a`b``", "{cite}`k`", "`", "``", "```", "~~~", "\n",
          "\n\n", "<!--", "-->", "\\", "word", " ", "深圳", "{eval}", "| ", ":::", "    "]  # fmt: skip
markdown = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@given(markdown)
def test_what_is_evaluated_is_what_is_replaced(text: str):
    """One grammar: an expression that is run finds its place in the document, and no other does."""
    asked: list[str] = []

    def put(role: Role) -> str:
        if role.name == "eval":
            asked.append(role.content)
        return f"<{role.name}>"

    replaced(text, put)
    assert expressions(text) == asked


@given(markdown)
def test_nothing_is_lost_where_nothing_is_changed(text: str):
    assert map_prose(text, str) == text
    assert all(part in text for part in prose_of(text))


def test_a_wrapped_expression_is_one_line():
    assert expressions("So {eval}`a +\nb` it is.") == ["a + b"]
    assert replaced("So {eval}`a +\nb` it is.", lambda role: role.content) == "So a + b it is."
