"""The cells of the tables of actions."""

import pytest

from tests.recommendations.small_chain import real
from tests.shared.real import raw
from twodeltas.recommendations import actions, advice_robustness, strength
from twodeltas.recommendations.tables import actions as tables

CLUSTERS = {"shg": "SHG", "ss": "SS"}


@pytest.fixture(scope="module")
def judged():
    chain, _ = real()
    case = advice_robustness.Case(chain, raw("scores"), raw("criteria"), seed=1, draws=200)
    return actions.judged(raw("actions"), strength.actions(chain), advice_robustness.standing(case))


def test_advice_shows_every_action_but_doing_nothing(judged):
    for cluster in CLUSTERS:
        shown = tables.advised(judged, cluster)
        own = judged[(judged["cluster"] == cluster) & (judged["kind"] == "do")]
        assert len(shown) == len(own)
        assert not shown["Advice"].str.contains("yardstick").any()


def test_a_condition_that_is_not_met_names_what_takes_its_place(judged):
    needs = tables.advised(judged, "ss")["What it needs, and why it is put so"]
    open_ = judged[(judged["cluster"] == "ss") & (judged["condition_state"] != "met")]
    assert needs.str.contains("In its place").sum() == len(open_)


def test_findings_show_items_and_confidence():
    chain, _ = real()
    sure = strength.findings(chain)
    shown = tables.findings(raw("findings"), sure, dict.fromkeys(sure.index, "[@x]"))
    assert shown["Items"].tolist() == sure["items"].tolist()
    assert shown["Finding"].str.endswith("[@x]").all()


def test_scores_show_a_range_only_where_there_is_one():
    shown = tables.scores(raw("actions"), raw("scores"), raw("criteria")).set_index("Option")
    assert shown.iloc[0]["Acts on the barrier"] == "50"
    assert shown.iloc[1]["Acts on the barrier"] == "25\N{NO-BREAK SPACE}(0–50)"
    assert shown.iloc[6]["Costs little public money"] == "100"
    assert list(shown.columns[1:6]) == list(raw("criteria").sort_values("importance")["short"])
