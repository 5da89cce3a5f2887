"""The cells of the tables of actions."""

import pytest

from tests.recommendations.small_chain import real
from tests.shared.real import raw
from twodeltas.recommendations import actions, advice_robustness, strength
from twodeltas.recommendations.tables import actions as tables
from twodeltas.recommendations.tables import cards
from twodeltas.shared import start

CLUSTERS = {"shg": "SHG", "ss": "SS"}


@pytest.fixture(scope="module")
def facts():
    return start.start(2025).facts


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
        assert set(shown["How firmly"]) <= {"strong", "go and measure", "conditional", "test first"}
        assert set(shown["In order"]) <= {"first three", "open", "after others"}


def test_a_condition_that_is_not_met_names_what_takes_its_place(judged, facts):
    needs = cards.cards(judged, "ss", facts)["What it waits for"]
    open_ = judged[(judged["cluster"] == "ss") & (judged["condition_state"] != "met")]
    assert needs.str.contains("In its place").sum() == len(open_)


def test_a_card_names_the_rows_of_a_cost_or_says_that_it_is_not_known(judged, facts):
    for cluster in CLUSTERS:
        own = actions.steps(judged[judged["cluster"] == cluster])
        size = cards.cards(judged, cluster, facts)["Size of the cost"]
        assert size.str.contains("[@", regex=False).sum() == own["size_rows"].notna().sum()
        unknown = size[~size.str.contains("[@", regex=False)]
        assert unknown.str.startswith("Not known").all()


def test_a_card_says_where_it_is_a_judgement(judged, facts):
    for cluster in CLUSTERS:
        own = actions.steps(judged[judged["cluster"] == cluster])
        shown = cards.cards(judged, cluster, facts)
        for column, rows in (("Step, and who decides", "decides"), ("First move", "first_move")):
            told = shown[column].str.contains(cards.JUDGED, regex=False).sum()
            assert told == own[f"{rows}_rows"].isna().sum()
        assert shown["Seen within a year"].str.contains("It would not").all()


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
