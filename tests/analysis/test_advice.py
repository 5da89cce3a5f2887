from tests.analysis.real import raw
from twodeltas.analysis import advice


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
