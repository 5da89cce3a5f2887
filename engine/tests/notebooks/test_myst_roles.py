import pytest

from walkback.notebooks.myst_roles import conditions, expressions


@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        ("a {eval}`x` b {eval}`f(y)[0]` c", ["x", "f(y)[0]"]),
        ("{eval}``a`b`` and {eval}`x`", ["a`b", "x"]),
        ("{eval}`f(\n  x)`", ["f(   x)"]),
        ("`{eval}` and ``{eval}`x` ``", []),
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
