"""The values of a chapter: every section that prose quotes exists, and is computed once, when asked."""

import ast
from types import SimpleNamespace
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.shared.real import rankings, raw
from tests.test_notebooks import cells, read
from twodeltas.ingest.values import chapter as ingest
from twodeltas.metrics.values import chapter as metrics
from twodeltas.recommendations.values import chapter as recommendations
from walkback.notebooks.expressions import expressions
from walkback.tables.lookup import Facts
from walkback.values.number_format import PLAIN

PAIR = ("shg", "ss")
# The values of 03 are one object a section: tests/collaboration/test_chapter.py asks for them.
CHAPTERS = {"01_ingest": ingest, "02_metrics": metrics, "04_recommendations": recommendations}


class Reads(list):
    """A stand-in for what cells share, that notes which tables were read."""

    def notebook(self) -> Any:
        names = {str(k): str(v) for k, v in raw("clusters")["name_en"].items()}
        return SimpleNamespace(
            pair=PAIR, edition=2025, lang="en", clusters=raw("clusters"), names=names, short=names,
            facts=Facts({}), numbers=PLAIN, table=self.table, citing=["evidence", "conflicts"],
        )  # fmt: skip

    def table(self, name: str) -> Any:
        self.append(name)
        return rankings() if name == "rankings" else raw(name)


def quoted(path: Any) -> set[str]:
    """The sections of `v` that a notebook names, in prose and code."""
    texts = [cell.source for cell in cells(path, "code")]
    texts += [one for cell in cells(path, "markdown") for one in expressions(cell.source)]
    return {
        node.attr
        for text in texts
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "v"
    }


@pytest.mark.parametrize(("name", "chapter"), CHAPTERS.items(), ids=CHAPTERS)
def test_every_section_that_a_notebook_names_exists(name, chapter):
    path = ROOT / f"notebooks/{name}.ipynb"
    assert read(path).cells
    set_at_once = {"rankings", "ranked", "metrics", "known", "shares", "a", "b", "why_not"}
    assert quoted(path) <= {*dir(chapter.Values), *set_at_once}


def test_nothing_is_read_before_it_is_asked_for():
    reads = Reads()
    ingest.Values(reads.notebook(), {"evidence": 1})
    recommendations.Values(reads.notebook(), 1, 100)
    assert reads == []


def test_a_section_is_computed_once():
    reads = Reads()
    v = ingest.Values(reads.notebook(), {"evidence": 1, "conflicts": 1})
    assert v.audit is v.audit
    assert v.n_conflicts.number == len(raw("conflicts"))
    assert sorted(reads) == ["conflicts", "corrections", "evidence"]


def test_the_pair_is_compared_without_any_draw():
    v = metrics.Values(Reads().notebook(), 1, 10**12)  # so many draws would never end
    assert v.lead_sentence
    assert v.neither_first
    assert v.has_venture
    assert v.handed_over["pct_b_blind"].high > v.b.share["pct"].high
    assert v.past["name"].notna().all()
