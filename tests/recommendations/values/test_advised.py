"""What is advised: steps, tiers and wordings in words, and the findings behind them."""

from tests.recommendations.values.conftest import PAIR
from twodeltas.recommendations.values import advised
from twodeltas.recommendations.values.advised import TIERS, WORDINGS


def rows(value):
    return [origin.row for origin in value.origins]


def test_doing_nothing_is_no_step(steps):
    assert rows(steps.n_steps) == list(steps.steps.index)
    assert set(steps.steps["kind"]) == {"do"}
    assert sum(steps.number(cluster) for cluster in PAIR) == steps.n_steps.number


def test_every_tier_and_wording_is_said_for_both_clusters(steps):
    assert list(steps.tiers) == list(steps.said) == list(PAIR)
    assert all(tuple(one) == TIERS for one in steps.tiers.values())
    assert all(tuple(one) == WORDINGS for one in steps.said.values())
    top = steps.steps[steps.steps["tier"] == "robust top"]
    assert rows(steps.n_top) == list(top.index)
    first = top[top["cluster"] == "shg"]["short"].iloc[0]
    assert first[1:] in steps.tiers["shg"]["robust top"]


def test_rows_behind_the_steps_are_those_of_each_cluster(steps):
    own = steps.steps[steps.steps["cluster"] == "ss"]
    assert steps.behind["ss"] == sorted({row for cell in own["rows"] for row in cell})
    assert steps.all_behind == sorted({*steps.behind["shg"], *steps.behind["ss"]})


def test_the_share_of_weak_last_steps_is_that_of_their_number(steps):
    weak = sum(steps.last_weakest[c] * steps.number(c) for c in PAIR)
    assert round(weak) == steps.n_last_weakest.number


def test_what_is_written_beside_a_table_has_no_lists(steps):
    written = steps.data("shg")
    assert set(written["cluster"]) == {"shg"}
    assert written["rows"].map(type).eq(str).all()


def test_findings_are_cited(study, facts):
    found = advised.findings(study.chain, facts)
    assert set(found.cited) == set(found.table.index)
    assert all(text.startswith("[@") for text in found.cited.values())
    assert set(found.rows) <= study.chain.sound
    assert found.data["rows"].str.split(";").map(len).ge(1).all()


def test_a_picture_knows_how_many_findings_are_sure(study):
    drawn = advised.drawn(study.chain, "shg")
    levels = drawn.picture.nodes["level"].dropna()
    assert drawn.high == (levels == "high").sum() / len(levels)
