"""What the notebooks cite must be in the bibliography."""

import json

import pytest

from walkback.notebooks.reader import Cell
from walkback.tables.check import check_data, examine_citations
from walkback.tables.citations import citation_problems, mentioned

KNOWN = {"office-2024", "survey-2024"}


def written(kind: str, text: str) -> dict[str, list[Cell]]:
    return {"notebooks/a.ipynb": [Cell(3, kind, text, ())]}


@pytest.mark.parametrize(
    "text",
    [
        "as [@office-2024; @survey-2024, p. 3] says",
        "@office-2024 says so, and @{survey-2024}.",
        "see @fig-ranks, @tbl-top, @sec-bounds and @eq-one",
        "write to someone@example.org, or `@code` and\n```\n@decorator\n```\n",
        r"an escaped \@sign",
    ],
)
def test_right_citations_pass(text):
    assert list(citation_problems(written("markdown", text), KNOWN)) == []


def test_unknown_citation_is_told_with_notebook_and_cell():
    (problem,) = citation_problems(written("markdown", "as [-@office-2023] says"), KNOWN)
    assert problem.place == "notebooks/a.ipynb, cell 3"
    assert "“@office-2023”, which is not in data/references.json" in problem.message
    assert problem.advice == "did you mean @office-2024?"


def test_code_is_not_read_as_prose():
    cells = written("code", "@cached\ndef f(): ...")
    assert list(citation_problems(cells, KNOWN)) == []


def test_prose_that_code_shows_is_read():
    cells = written("code", 'if a:\n    show_prose("""\n    As [@no-such-source-9] says.\n    """)')
    (problem,) = citation_problems(cells, KNOWN)
    assert "“@no-such-source-9”" in problem.message


def test_source_counts_as_used_in_code_too():
    cells = written("code", 'show_figure(fig, sources=["office-2024"])')
    assert mentioned(cells, KNOWN) == {"office-2024"}


def test_notebooks_of_a_checkout_are_read(copied):
    cells = [{"cell_type": "markdown", "source": ["as\n", "[@no-such-source-9]"]}]
    copied.write("notebooks/98_a.ipynb", json.dumps({"cells": cells}))
    copied.write("notebooks/99_b.ipynb", "<<<<<<< HEAD")
    copied.write("notebooks/99_c.ipynb", "[]")
    problems = [p for p in copied.check() if p.file.startswith("notebooks/9")]
    told = {p.file: p.rule for p in problems}
    assert told == {
        "notebooks/98_a.ipynb": "source",
        "notebooks/99_b.ipynb": "notebook",
        "notebooks/99_c.ipynb": "notebook",
    }
    assert (
        "a merge conflict was not resolved" in next(p for p in problems if "99_b" in p.file).advice
    )


def test_citations_are_checked_without_checking_the_tables_again(copied, monkeypatch):
    def schema_problems(*_args):
        raise AssertionError("the tables were checked")

    cells = [{"cell_type": "markdown", "source": ["as\n", "[@no-such-source-9]"]}]
    copied.write("notebooks/98_a.ipynb", json.dumps({"cells": cells}))
    expected = [p for p in check_data(copied.root) if p.file.startswith("notebooks/")]
    monkeypatch.setattr("walkback.tables.check.schema_problems", schema_problems)
    checked = examine_citations(copied.root)
    assert checked.failed
    assert [p for p in checked.problems if p.file.startswith("notebooks/")] == expected
    assert checked.sizes == {}
    assert "source" in checked.summary
    assert "row" not in checked.summary
