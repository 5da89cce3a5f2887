import panflute as pf
import pytest

from walkback.publish.markdown.inlines import words
from walkback.publish.tagging import tagged


def spans(text, lang="en"):
    """Class or language and word of each span that the words of a text get."""
    tree = tagged(pf.Para(*words(text)).to_json(), lang)
    found = [one["c"] for one in tree["c"] if one["t"] == "Span"]
    return [("".join(attr[1]) or attr[2][0][1], inner[0]["c"]) for attr, inner in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("plain words – and “marks” 1.5 3,000 a-b", []),
        ("The 深圳 plan", [("zh-Hans", "深圳")]),
        ("the イノベーション one", [("ja", "イノベーション")]),
        ("a--b and x...", [("literal", "a--b"), ("literal", "x...")]),
        ("-3 and (-3)", [("literal", "-3"), ("literal", "(-3)")]),
        ("- + / = == 12.", [("literal", w) for w in ("-", "+", "/", "=", "==", "12.")]),
    ],
)
def test_words_of_another_language_and_those_that_typst_would_misread(text, found):
    assert spans(text) == found


def test_a_point_behind_emphasis_is_no_field():
    for before in (
        pf.Strong(pf.Str("init")),
        pf.Math("x", format="InlineMath"),
        pf.Span(pf.Str("7")),
    ):
        tree = tagged(pf.Para(before, pf.Str(".py"), pf.Space(), pf.Str(".5")).to_json(), "en")
        assert str(tree).count("literal") == 1


def test_chinese_is_no_other_language_in_a_chinese_document():
    assert spans("深圳 plan", "zh-Hans") == []
    assert spans("ひらがな", "zh-Hans") == []


def test_words_are_found_wherever_they_stand():
    cite = pf.Cite(pf.Str("x"), citations=[pf.Citation("a", prefix=[pf.Str("深圳")])])
    deep = pf.BlockQuote(pf.Para(pf.Emph(pf.Str("--")), cite), pf.CodeBlock("-- 深圳"))
    tree = str(tagged(deep.to_json(), "en"))
    assert tree.count("'Span'") == 2
    assert "-- 深圳" in tree
