import pytest

from walkback.notebooks.expressions import expressions


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
        ("a <!-- {eval}`x` --> {eval}`y`", ["y"]),
        ("a[^1]\n\n[^1]: {eval}`x`", ["x"]),
        ("`a {eval}`x`\n\n{eval}`y` `b", ["y"]),
        (r"\{eval}`x`", []),
        (":::{admonition} Box\n{eval}`x`\n:::", ["x"]),
        ("| {eval}`x` | `code` | {eval}`y` |", ["x", "y"]),
        ("{cite}`x` {eval}`x`{eval}`y`", ["x", "y"]),
        ("{eval}`x` and a lone ` tick", ["x"]),
        ("a lone ` tick makes {eval}`x` code, as everywhere in Markdown", []),
    ],
)
def test_expressions(markdown: str, found: list[str]):
    assert list(expressions(markdown)) == found
