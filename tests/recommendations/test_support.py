"""How far evidence supports a recommendation: hand-made cases, and what recoding a row changes."""

import pandas as pd
import pytest

from tests.shared.real import raw
from twodeltas.recommendations import support
from twodeltas.shared import gap_map, items

ROWS = pd.DataFrame(
    [
        ("B-1", "ss", "cluster", "none", "paper", "i1"),
        ("B-2", "ss", "delta", "none", "press", "i2"),
        ("I-1", "ss", "cluster", "output", "city", "i3"),
        ("I-2", "ss", "cluster", "input", "city", "i3"),
        ("I-3", "shg", "cluster", "outcome", "other", "i4"),
        ("I-4", "ss", "cluster", "output", "adviser", "i5"),
        ("I-5", "ss", "cluster", "output", "unknown", "i6"),
    ],
    columns=["id", "cluster", "reach", "step", "source_id", "item"],
).set_index("id")
ROWS["reliability"] = ["A", "B", "A", "A", "C", "A", "F"]


def judged(
    target: str, *rows: str, table: pd.DataFrame = ROWS, parts: dict[str, str] | None = None
) -> support.Support:
    relation = ["barrier" if row.startswith("B") else "instrument" for row in rows]
    given = parts or {}
    links = pd.DataFrame({"evidence": rows, "relation": relation})
    links["part"] = [given.get(row) for row in rows]
    return support.support(target, "adviser", links, table, sorted(set(given.values())))


@pytest.mark.parametrize(
    ("target", "rows", "verdict", "lacks"),
    [
        ("ss", ["B-1", "I-1"], "supported", ()),
        ("ss", ["B-1", "I-2"], "conditional", ("result",)),
        ("ss", ["I-1"], "conditional", ("barrier", "items")),
        (
            "ss",
            ["B-2", "I-1"],
            "conditional",
            ("barrier", "items"),
        ),  # the delta is not the two cities
        ("ss_yrd", ["B-2", "I-1"], "supported", ()),
        ("ss", ["B-1", "I-3"], "conditional", ("result", "items")),  # worked elsewhere
        ("ss", ["I-3"], "conditional", ("barrier", "result", "items")),
        ("all", ["B-1", "I-3"], "supported", ()),
        ("ss", ["I-4"], "untested", ("barrier", "result", "items")),  # the adviser's own row
        ("ss", ["B-1", "I-5"], "conditional", ("result", "items")),  # one that cannot be judged
        ("ss", ["I-5"], "untested", ("barrier", "result", "items")),
        ("ss", [], "untested", ("barrier", "result", "items")),
    ],
)
def test_the_rule(target, rows, verdict, lacks):
    found = judged(target, *rows)
    assert (found.verdict, found.lacks) == (verdict, lacks)


def test_rows_are_sorted_by_what_they_show():
    found = judged("ss", "B-1", "B-2", "I-1", "I-2", "I-3", "I-4")
    assert (found.barrier, found.result, found.begun) == (("B-1",), ("I-1",), ("I-2",))
    assert (found.elsewhere, found.own, found.items) == (("B-2", "I-3"), ("I-4",), 2)


def test_rows_of_one_item_count_once_and_are_not_barrier_and_result_at_once():
    one = ROWS.assign(item="same")
    assert judged("ss", "B-1", "I-1", table=one).lacks == ("barrier", "items")


def test_a_barrier_is_no_other_part_of_what_counts_as_the_result():
    """A line that opened shows no lack of lines, however many further results there are."""
    line = ROWS.assign(item=ROWS["item"].replace("i1", "i3"))
    found = judged("ss_yrd", "B-1", "I-1", "I-3", table=line)
    assert (found.barrier, found.lacks) == ((), ("barrier", "items"))


def test_advice_of_several_parts_needs_a_result_of_each():
    both = judged("ss", "B-1", "I-1", "I-2", parts={"I-1": "adapt", "I-2": "adopt"})
    assert (both.verdict, both.lacks, both.without) == ("conditional", ("parts",), ("adopt",))
    worked = ROWS.assign(step=ROWS["step"].replace("input", "output"))
    met = judged("ss", "B-1", "I-1", "I-2", table=worked, parts={"I-1": "a", "I-2": "b"})
    assert met.verdict == "supported"


def test_advice_that_has_been_done_is_no_advice_any_more():
    links = pd.DataFrame({"evidence": ["I-2"], "relation": ["done"], "part": [None]})
    assert support.support("ss", "adviser", links, ROWS).verdict == "done"
    assert support.support("ss", "city", links, ROWS).verdict == "untested"  # the adviser says so


def test_the_real_advice_that_an_audit_doubted_is_conditional():
    """Known answers: a metro line is barrier and result at once; two of three ways have no result."""
    evidence, codes = raw("evidence"), raw("codes")
    rows = gap_map.coded(evidence, codes, items.independent(evidence, codes))
    found = support.supports(raw("recommendations"), raw("recommendation_evidence"), rows)
    assert (found["REC-27"].verdict, found["REC-27"].barrier) == ("conditional", ())
    assert (found["REC-32"].verdict, found["REC-32"].without) == (
        "conditional",
        ("adopt", "connect"),
    )


def test_recoding_a_row_changes_the_verdicts_that_rest_on_it_and_no_other():
    advice = pd.DataFrame(
        {"target": ["ss", "ss", "ss_yrd"], "source_id": ["adviser"] * 3, "parts": [None] * 3},
        index=["R-1", "R-2", "R-3"],
    )
    links = pd.DataFrame(
        [("R-1", "B-1", "barrier"), ("R-1", "I-2", "instrument"), ("R-2", "I-1", "instrument"),
         ("R-3", "B-2", "barrier"), ("R-3", "I-1", "instrument")],
        columns=["recommendation", "evidence", "relation"],
    ).assign(part=None)  # fmt: skip
    before = support.supports(advice, links, ROWS)
    recoded = ROWS.copy()
    recoded.loc["I-2", "step"] = "outcome"
    after = support.supports(advice, links, recoded)
    assert [row for row in before if before[row] != after[row]] == ["R-1"]
    assert support.with_verdict(after, "supported") == ["R-1", "R-3"]
    assert support.lacking(after, "barrier", ["R-1", "R-2"]) == ["R-2"]
