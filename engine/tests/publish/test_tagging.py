import json
import os
import subprocess
from pathlib import Path

import panflute as pf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from walkback.publish.assets import TEMPLATES
from walkback.publish.markdown.inlines import words
from walkback.publish.pandoc import pandoc_path
from walkback.publish.tagging import tagged, with_runs

FILTER = Path(__file__).with_name("tagging.lua")
WORD = st.text(st.sampled_from("-.+=/?a1_é深カ,"), min_size=1, max_size=5)


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


def found_by_lua(elements):
    """Which words of a line the filter for the list of sources changes, when it writes Typst."""
    tree = {
        "pandoc-api-version": [1, 23, 1],
        "meta": {},
        "blocks": [pf.Para(*elements).to_json()],
    }
    command = [
        pandoc_path(),
        "--from=json",
        "--to=typst",
        "--lua-filter",
        str(FILTER),
        "--wrap=none",
    ]
    written = subprocess.run(
        command,
        input=json.dumps(tree).encode(),
        env={**os.environ, "WALKBACK_LUA": str(TEMPLATES / "lua"), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        check=True,
    ).stdout.decode()
    return [word.strip() for word in written.split("|")]


def literal(text):
    """A word as the filters write it, each sign for itself."""
    return "".join(f"\\{c}" if c.isascii() and not c.isalnum() else c for c in text)


@settings(max_examples=10, deadline=None)
@given(st.lists(st.tuples(WORD, st.booleans()), min_size=30, max_size=60))
def test_the_words_of_the_sources_are_tagged_by_the_same_rules(words_behind):
    line = []
    for word, behind in words_behind:
        line += [pf.Emph(pf.Str("x")), pf.Str(word)] if behind else [pf.Space(), pf.Str(word)]
        line += [pf.Space(), pf.Str("|")]
    written = found_by_lua(line[:-2])
    nodes = tagged(pf.Para(*line).to_json(), "en")["c"]
    kinds = [nodes[n - 2] for n, node in enumerate(nodes) if node == {"t": "Str", "c": "|"}]
    for (word, behind), kind, out in zip(words_behind, kinds, written, strict=True):
        said = out.removeprefix("#emph[x]") if behind else out
        if kind["t"] == "Str":
            assert "lang:" not in said
            assert not word.startswith(".") or not behind or not said.startswith("\\.")
        elif kind["c"][0][1] == ["literal"]:
            assert said == literal(word)
        else:
            assert said.startswith(f'#text(lang: "{kind["c"][0][2][0][1][:2]}")[')


@pytest.mark.parametrize(
    "before", [pf.Emph(pf.Str("x")), pf.Link(pf.Str("x"), url="https://e.org")]
)
def test_a_point_behind_emphasis_is_no_field_in_the_list_of_sources(before):
    (written,) = found_by_lua([before, pf.Str(".py")])
    assert written.endswith("]\\.py")


def test_words_are_joined_to_runs_but_for_the_first_of_a_line_and_those_in_spans():
    line = [*words("1. a b; 2024 -3 c d e"), pf.LineBreak(), *words("- f g h")]
    made = with_runs(tagged(pf.Para(*line).to_json(), "en"))["c"]
    texts = [one["c"] for one in made if one["t"] == "Str"]
    assert texts == ["a", "b; 2024", "c", "d e", "f", "g h"]
    spans = [one["c"][1][0]["c"] for one in made if one["t"] == "Span"]
    assert spans == ["1.", "-3", "-"]


SIGNS = st.text(st.sampled_from("-.+=/?a1_é深,;#*$<>@~`'\"[]\\"), min_size=1, max_size=4)


@settings(max_examples=10, deadline=None)
@given(st.lists(st.lists(SIGNS, min_size=1, max_size=12), min_size=20, max_size=40))
def test_runs_are_written_like_their_words(lines):
    blocks = [pf.Para(*words(" ".join(line))) for line in lines]
    tree = {"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": []}
    apart = tagged([block.to_json() for block in blocks], "en")
    for to in ("html", "typst-smart"):
        before = _written({**tree, "blocks": apart}, to)
        after = _written({**tree, "blocks": with_runs(json.loads(json.dumps(apart)))}, to)
        # within a run pandoc knows that a semicolon ends no code, and does not escape it
        assert after.replace("\\;", ";") == before.replace("\\;", ";")


def _written(tree, to):
    command = [pandoc_path(), "--from=json", f"--to={to}", "--wrap=none"]
    given = json.dumps(tree).encode()
    return subprocess.run(command, input=given, capture_output=True, check=True).stdout.decode()
