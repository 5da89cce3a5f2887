"""What is run and what is put in are the same expressions."""

import panflute as pf
from hypothesis import given
from hypothesis import strategies as st

from tests.publish.markdown.corpus import PLAIN
from walkback.errors import ExportError
from walkback.notebooks.expressions import expressions
from walkback.publish.markdown.blocks import Prose, read_blocks

ROLES = [
    "{eval}`a`",
    "{eval}`f(x)[0]`",
    "{eval}``b`c``",
    "{eval}`f(\n  x)`",
    "{eval}`g(\"a\", 'b')`",
    r"\{eval}`d`",
    "`{eval}`e`",
    "*{eval}`h`*",
    "| {eval}`i` | x |\n|---|---|\n| {eval}`j` | y |",
    "- {eval}`k`",
    "> {eval}`l`",
    "# {eval}`m`",
    ":::{admonition} {eval}`n`\n:class: method\n{eval}`o`\n:::",
    "```\n{eval}`p`\n```",
    "    {eval}`q`",
    "[{eval}`r`](https://example.org)",
    "{sup}`1` {eval}`s`",
]
TEXTS = st.lists(
    st.tuples(st.sampled_from(ROLES * 4 + PLAIN), st.sampled_from([" ", "\n", "\n\n"])), max_size=5
).map(lambda parts: "".join(text + between for text, between in parts))


def asked_for(text: str) -> list[str]:
    found: list[str] = []

    def put(expression: str) -> list[object]:
        found.append(" ".join(expression.split()))
        return [pf.Str("1")]

    def alone(expression: str) -> list[object]:
        return [pf.Para(*put(expression))]

    read_blocks(text, Prose(put, alone))
    return found


@given(TEXTS)
def test_every_expression_that_is_put_in_was_run(text):
    try:
        asked = asked_for(text)
    except ExportError:
        return
    run = [" ".join(expression.split()) for expression in expressions(text)]
    assert sorted(asked) == sorted(run), text
