import pandas as pd

from tests.shared.real import raw
from twodeltas.recommendations import advice


def test_every_recommendation_is_counted_once():
    counts = advice.by_dimension(raw("recommendations"), raw("evidence"))
    assert counts[[c for c in counts if c.startswith("advice")]].to_numpy().sum() == len(
        raw("recommendations")
    )
    assert counts[[c for c in counts if c.startswith("evidence")]].to_numpy().sum() == len(
        raw("evidence")
    )


def test_targets_split_the_table():
    rows = raw("recommendations")
    parts = [advice.for_target(rows, target) for target in advice.TARGETS]
    assert sorted(i for part in parts for i in part.index) == sorted(rows.index)
    order = [advice.DIMENSIONS.index(d) for d in parts[1]["dimension"]]
    assert order == sorted(order)


def test_verdicts_are_counted_by_where_they_lead():
    counts = advice.verdict_counts(raw("transfers"), "ss")
    assert sum(counts.values()) == (raw("transfers")["to_cluster"] == "ss").sum()


def test_recommendations_resting_on_one_row_are_found():
    links = raw("recommendation_evidence")
    assert "REC-29" in advice.resting_on(links, "SS-122", "barrier")
    assert advice.resting_on(links, "SS-122", "instrument") == []


def test_shares_of_dimensions_add_up_and_know_no_other_column():
    counts = pd.DataFrame(
        {"dimension": ["a", "b"], "advice_shg": [1, 0], "advice_ss": [2, 1], "evidence_ss": [1, 1]}
    )
    assert advice.shares(counts, "advice").to_dict() == {"a": 0.75, "b": 0.25}
    assert advice.shares(counts, "evidence").to_dict() == {"a": 0.5, "b": 0.5}
