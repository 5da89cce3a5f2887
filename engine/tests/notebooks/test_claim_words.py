import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkback.notebooks.claim_words import BOXES, WORDS, claims
from walkback.notebooks.directives import BOXES as KNOWN

OURS = ":::{admonition} Our view\n:class: judgement\nOnly this.\n:::"


def words_of(text: str) -> list[str]:
    return [word for one in claims(text) for word in one.words]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The south is first.", ["first"]),
        ("Most rows have none.", ["Most", "none"]),
        ("It grew. Nobody counts it.", ["grew", "Nobody"]),
        ("A line\nthat never ends.", ["never"]),
        ("- One falls.\n- Two stays.", ["falls"]),
        (":::{admonition} What is found\n:class: finding\nIt is the only one.\n:::", ["only"]),
        ("> Quoted lines count, as they are prose: it never fell.", ["never", "fell"]),
        ("```{admonition} What is found\n:class: finding\nIt is the only one.\n```", ["only"]),
        (f"::::{{admonition}} A\n:class: finding\n{OURS}\nMost.\n::::", ["Most"]),
        ("**First**, a word.", ["First"]),
    ],
)
def test_a_sentence_with_such_a_word_rests_on_something(text: str, found: list[str]):
    assert words_of(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The south is {eval}`v.rank.ordinal`, first of all.",
        'It is {eval}`finding("most", n > 5)` of them.',
        "It is the only one [@a-2025].",
        "It is the only one, says {cite:t}`a-2025`.",
        "## The first heading",
        "**First overall, first in nothing.** It leads.",
        "The south: it is first, {eval}`v.rank`.",
        "(sec-first)=\n## Who is where",
        "She said “only the first”.",
        "See [the list](first-only.html).",
        "Code `first = None` and\n\n```\nonly\n```\n",
        "<!-- only -->Text.",
        ":::{admonition} How\n:class: method\nOnly the first counts.\n:::",
        ":::{admonition} Our view\n:class: judgement\nIt is best.\n:::",
        "```{admonition} Our view\n:class: judgement\nIt is best.\n```",
        "::::{admonition} A\n:class: judgement\n:::{admonition} B\n:class: finding\nOnly.\n:::\nMost.\n::::",
        "A headfirst, two-first and first-class word.",
        "| only | first |\n|---|---|\n| most | none |",
    ],
)
def test_what_rests_on_something_or_claims_nothing(text: str):
    assert words_of(text) == []


def test_a_box_that_lets_words_stand_is_one_that_a_report_has():
    assert set(BOXES) <= set(KNOWN)


def test_the_message_names_the_sentence_the_words_and_what_to_do():
    (one,) = claims("A. Only this has {not}`x` here, and most of it.") or [None]
    told = str(one)
    for part in ("Only this has", "“Only”", "“most”", "{eval}", "judgement"):
        assert part in told


@given(st.sampled_from(WORDS), st.lists(st.sampled_from(["the", "delta", "counts"]), max_size=6))
def test_each_word_is_found_wherever_it_stands(word: str, rest: list[str]):
    for text in (" ".join([word, *rest]), " ".join([*rest, word.upper()])):
        assert [one.lower() for one in words_of(f"{text}.")] == [word]
