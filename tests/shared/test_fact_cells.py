"""A fact in a cell: statement, source, scope, date and standing."""

import pandas as pd

from twodeltas.collaboration import timeline
from twodeltas.shared import fact_cells as table
from walkback.values.markdown import Markdown

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
NAMES = {"shg": "South", "ss": "East"}


def test_a_fact_carries_source_scope_date_and_standing():
    cell = table.facts("en", EVIDENCE.loc[["A"]])[0]
    assert isinstance(cell, Markdown)
    assert cell.startswith(r"A plan \[x\] was made\. [@scio-2019] *")
    assert "Bay Area; Feb 2019; primary; read twice" in cell


def test_a_fact_that_rests_on_the_starting_document_alone_is_marked():
    assert (
        r"[@seed]\* *the three cities; no date"
        in table.facts("en", EVIDENCE.loc[["B"]], {"seed"})[0]
    )
    assert r"\*" not in table.facts("en", EVIDENCE.loc[["C"]], {"seed"})[0]


def test_the_chinese_statement_is_shown_in_a_chinese_report():
    assert table.facts("zh", EVIDENCE.loc[["A"]])[0].startswith("规划。")


def test_events_are_listed_with_number_date_and_source():
    events = timeline.events(EVIDENCE.drop(index="B"), {"Plans": ["A"], "Laws": ["C"]})
    rows = table.listed("en", events, NAMES)
    assert list(rows["No."]) == [1, 2]
    assert list(rows["Date"]) == ["Feb 2019", "Jul 2025"]
    assert list(rows["Cluster"]) == ["South", "East"]
    assert rows.loc[1, "What happened"] == r"A law came\. [@npc; @seed]"
