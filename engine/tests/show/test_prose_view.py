import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkback.show.prose_view import as_read


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("## One {#sec-one}\n\nText.", "<h2>One</h2>\n\nText."),
        ("### *A* & <b>", "<h3>A &amp; &lt;b&gt;</h3>"),
        ("See @fig-one and [@a-1; @b].", r"See \@fig-one and [\@a-1; \@b]."),
        ("me@example.org and `@code`", "me@example.org and `@code`"),
        ("```\n# no heading @x\n```\n", "```\n# no heading @x\n```\n"),
        ("a {eval}`x` b", r"a \*9\* b"),
        ('{eval}`f("@")`', "it's"),
        ("{eval}`odd`", r"\"a\" and \"b"),
        ("{sub}`2`", "{sub}`2`"),
    ],
)
def test_how_prose_reads_in_a_notebook(source, read):
    texts = {"x": "'*9*'", 'f("@")': '"it\'s"', "odd": '"a" and "b'}
    assert as_read(source, texts).replace(r"\'", "'") == read


@given(st.text())
def test_any_text_can_be_read(source):
    read = as_read(source.replace("{", ""), {})
    assert read.count("\n") == source.replace("{", "").count("\n")
