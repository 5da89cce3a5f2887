"""Facts side by side: statement, source, scope, date and standing of each."""

import pandas as pd
import pytest

from twodeltas import wording
from twodeltas.analysis import models, timeline
from twodeltas.present import side_by_side as table
from twodeltas.present.markdown import Markdown

COLUMNS = ["id", "cluster", "scope", "dimension", "statement", "statement_zh", "as_of", "source_id",
           "confidence", "audit"]  # fmt: skip
EVIDENCE = pd.DataFrame(
    [
        ("A", "shg", "gba", "governance", "A plan [x] was made.", "规划。", "2019-02", "scio-2019",
         "primary", "confirmed"),
        ("B", "shg", "shg", "governance", "A group met.", "会议。", None, "seed", "secondary",
         "not_audited"),
        ("C", "ss", "yrd", "governance", "A law came.", "法。", "2025-07", "npc;seed", "primary",
         "corrected"),
    ],
    columns=COLUMNS,
).set_index("id")  # fmt: skip
CHOSEN = models.side_by_side(EVIDENCE, "governance", {"Plan": ["A", "B"], "Law": ["C"]})
NAMES = {"shg": "South", "ss": "East"}


def test_one_line_a_pair_of_facts_each_with_its_theme():
    cells = table.side_by_side(CHOSEN, NAMES)
    assert list(cells.columns) == ["Subject", "South", "East"]
    assert list(cells["Subject"]) == ["Plan", "Plan", "Law"]
    assert cells.loc[1, "East"] == ""


def test_a_fact_carries_source_scope_date_and_standing():
    cell = table.side_by_side(CHOSEN, NAMES).loc[0, "South"]
    assert isinstance(cell, Markdown)
    assert cell.startswith(r"A plan \[x\] was made\. [@scio-2019] *")
    assert "Bay Area; Feb 2019; primary; read twice" in cell


def test_a_theme_without_a_fact_of_a_cluster_says_so_once():
    cells = table.side_by_side(CHOSEN, NAMES)
    assert cells.loc[2, "South"] == "*no fact chosen*"
    assert cells.loc[0, "East"] == "*no fact chosen*"


def test_a_fact_that_rests_on_the_starting_document_alone_is_marked():
    cells = table.side_by_side(CHOSEN, NAMES, started_from={"seed"})
    assert r"[@seed]\* *the three cities; no date" in cells.loc[1, "South"]
    assert r"\*" not in cells.loc[2, "East"]


def test_the_chinese_statement_is_shown_in_a_chinese_report(monkeypatch):
    monkeypatch.setattr(wording.LANGUAGE, "code", "zh")
    assert table.fact(EVIDENCE.loc["A"]).startswith("规划。")


@pytest.mark.parametrize("scopes", models.SCOPES.values())
def test_every_scope_has_words(scopes):
    assert set(scopes) <= set(table.SCOPES)


def test_events_are_listed_with_number_date_and_source():
    events = timeline.events(EVIDENCE.drop(index="B"), {"Plans": ["A"], "Laws": ["C"]})
    rows = table.listed(events, NAMES)
    assert list(rows["No."]) == [1, 2]
    assert list(rows["Date"]) == ["Feb 2019", "Jul 2025"]
    assert list(rows["Cluster"]) == ["South", "East"]
    assert rows.loc[1, "What happened"] == r"A law came\. [@npc; @seed]"
