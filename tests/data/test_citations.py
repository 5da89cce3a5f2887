"""What the notebooks cite must be in the bibliography."""

import json

import pytest

from walkback.tables.check import check_data, examine_citations
from walkback.tables.citations import Cell, citation_problems, mentioned

KNOWN = {"jetro-2025", "wipo-page-2025"}


def markdown(text: str) -> Cell:
    return Cell("notebooks/a.ipynb", 3, "markdown", text)


@pytest.mark.parametrize(
    "text",
    [
        "as [@jetro-2025; @wipo-page-2025, p. 3] says",
        "@jetro-2025 says so, and @{wipo-page-2025}.",
        "see @fig-ranks, @tbl-top, @sec-bounds and @eq-one",
        "write to someone@example.org, or `@code` and\n```\n@decorator\n```\n",
        r"an escaped \@sign",
    ],
)
def test_right_citations_pass(text):
    assert list(citation_problems([markdown(text)], KNOWN)) == []


def test_unknown_citation_is_told_with_notebook_and_cell():
    (problem,) = citation_problems([markdown("as [-@jetro-2024] says")], KNOWN)
    assert problem.place == "notebooks/a.ipynb, cell 3"
    assert "“@jetro-2024”, which is not in data/references.json" in problem.message
    assert problem.advice == "did you mean @jetro-2025?"


def test_code_is_not_read_as_prose():
    assert (
        list(citation_problems([Cell("a.ipynb", 1, "code", "@cached\ndef f(): ...")], KNOWN)) == []
    )


def test_source_counts_as_used_in_code_too():
    cells = [Cell("a.ipynb", 1, "code", 'show_figure(fig, sources=["jetro-2025"])')]
    assert mentioned(cells, KNOWN) == {"jetro-2025"}


def test_notebooks_of_a_checkout_are_read(small):
    cells = [{"cell_type": "markdown", "source": ["as\n", "[@no-such-source-9]"]}]
    small.write("notebooks/98_a.ipynb", json.dumps({"cells": cells}))
    small.write("notebooks/99_b.ipynb", "<<<<<<< HEAD")
    small.write("notebooks/99_c.ipynb", "[]")
    told = {p.file: p.rule for p in small.check() if p.file.startswith("notebooks/9")}
    assert told == {
        "notebooks/98_a.ipynb": "source",
        "notebooks/99_b.ipynb": "conflict",
        "notebooks/99_c.ipynb": "notebook",
    }


def test_citations_are_checked_without_checking_the_tables_again(small, monkeypatch):
    def schema_problems(*_args):
        raise AssertionError("the tables were checked")

    cells = [{"cell_type": "markdown", "source": ["as\n", "[@no-such-source-9]"]}]
    small.write("notebooks/98_a.ipynb", json.dumps({"cells": cells}))
    expected = [p for p in check_data(small.root) if p.file.startswith("notebooks/")]
    monkeypatch.setattr("walkback.tables.check.schema_problems", schema_problems)
    checked = examine_citations(small.root)
    assert checked.failed
    assert [p for p in checked.problems if p.file.startswith("notebooks/")] == expected
    assert checked.tables == 0
    assert "source" in checked.summary
    assert "row" not in checked.summary
