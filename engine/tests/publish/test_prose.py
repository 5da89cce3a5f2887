import pytest

from walkback.errors import ExportError
from walkback.publish.prose import footnotes, open_boxes, prefix_footnotes, raw_html, replace_roles


def upper(expression: str) -> str:
    return expression.upper()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a {eval}`x.y` b", "a X.Y b"),
        ("{eval}`a`{eval}`b`", "AB"),
        ('{eval}`f("q", 1)`', 'F("Q", 1)'),
        ("{eval}``a`b``", "A`B"),
        ("`{eval}` and `code`", "`{eval}` and `code`"),
        ("```\n{eval}`x`\n```\n{eval}`y`", "```\n{eval}`x`\n```\nY"),
        ("~~~~ md\n{eval}`x`\n~~~\n~~~~\n{eval}`y`", "~~~~ md\n{eval}`x`\n~~~\n~~~~\nY"),
        (r"\`{eval}`x`", r"\`X"),
        ("no role", "no role"),
    ],
)
def test_roles_are_replaced_outside_of_code(text: str, expected: str):
    assert replace_roles(text, upper) == expected


def test_an_unknown_role_is_refused():
    with pytest.raises(ExportError, match=r"role \{cite\} is not known"):
        replace_roles("{cite}`x`", upper)


def test_footnote_labels_get_a_prefix_but_not_in_code():
    text = "a[^1] `[^1]`\n\n[^1]: note"
    assert prefix_footnotes(text, "c2") == "a[^c2-1] `[^1]`\n\n[^c2-1]: note"


def test_footnotes_used_and_defined_are_told_apart():
    assert footnotes("a[^b] and [^c]: odd\n\n[^b]: text[^d]") == ({"b", "c", "d"}, {"b"})


@pytest.mark.parametrize("text", ["a<br>b", "<!-- x -->", "x</DIV>", '<a href="x">', "<script >"])
def test_html_in_prose_is_found(text: str):
    assert raw_html(text)


@pytest.mark.parametrize(
    "text", ["a < b > c", "`<br>`", r"\<br\>", "```\n<br>\n```", "<https://x.org>"]
)
def test_what_only_looks_like_html_is_let_through(text: str):
    assert raw_html(text) is None


def test_a_box_becomes_a_division_with_its_title():
    text = ":::{admonition} How *it* works\n:class: method\ntext\n:::"
    lines = open_boxes(text).split("\n")
    assert "::: {.box .method}" in lines
    assert "How *it* works" in lines
    assert lines[-2:] == ["text", ":::"]


def test_a_box_in_a_box_keeps_its_colons():
    text = "::::{admonition} A\n:class: finding\n:::{admonition} B\n:class: caution\nx\n:::\n::::"
    lines = open_boxes(text).split("\n")
    assert ":::: {.box .finding}" in lines
    assert "::: {.box .caution}" in lines


def test_a_box_in_code_is_code():
    text = "```\n:::{admonition} A\n```"
    assert open_boxes(text) == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (":::{note}\nx\n:::", r":::\{note\} is not known"),
        (":::{admonition} A\nx\n:::", 'the box "A" has the class ""'),
        (":::{admonition} A\n:class: warning\nx\n:::", "one of method, caution, finding"),
    ],
)
def test_odd_boxes_are_refused(text: str, message: str):
    with pytest.raises(ExportError, match=message):
        open_boxes(text)
