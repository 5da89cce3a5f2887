import numpy as np
import pandas as pd
import pytest

from tests.shared.real import raw
from twodeltas.recommendations import options, smaa
from walkback.errors import AnalysisError

ORDER = ["CR-1", "CR-2"]
ACTIONS = pd.DataFrame({"cluster": ["ss", "ss", "shg"]}, index=["AC-1", "AC-2", "AC-3"])
SCORES = pd.DataFrame(
    [
        ("AC-2", "CR-2", 100, 75, None),
        ("AC-1", "CR-1", 50, None, None),
        ("AC-1", "CR-2", 0, None, 50),
        ("AC-2", "CR-1", 75, 75, 75),
        ("AC-3", "CR-1", 25, None, None),
    ],
    columns=["option", "criterion", "score", "score_low", "score_high"],
).astype({"score_low": "Int64", "score_high": "Int64"})


def test_a_score_may_be_a_step_off_or_within_its_own_bounds():
    asked = options.question(ACTIONS, SCORES, ORDER, "ss")
    assert asked.options == ("AC-1", "AC-2")
    assert asked.value.tolist() == [[50, 0], [75, 100]]
    assert asked.low.tolist() == [[25, 0], [75, 75]]
    assert asked.high.tolist() == [[75, 50], [75, 100]]


def test_errors_twice_as_wide():
    asked = options.question(ACTIONS, SCORES, ORDER, "ss", error=2)
    assert asked.low.tolist() == [[0, 0], [75, 50]]
    assert asked.high.tolist() == [[100, 100], [75, 100]]


def test_the_order_of_the_criteria_is_the_order_of_the_columns():
    asked = options.question(ACTIONS, SCORES, ORDER[::-1], "ss")
    assert asked.value.tolist() == [[0, 50], [100, 75]]
    assert options.question(ACTIONS, SCORES, ORDER, "ss", importance=False).corners.tolist() == [
        [0.5, 0.5]
    ]


def test_a_missing_score_is_told():
    with pytest.raises(AnalysisError, match="AC-3 has 0 scores on CR-2"):
        options.question(ACTIONS, SCORES, ORDER, "shg")
    twice = pd.concat([SCORES, SCORES.iloc[[0]]])
    with pytest.raises(AnalysisError, match="AC-2 has 2 scores on CR-2"):
        options.question(ACTIONS, twice, ORDER, "ss")


def test_a_step_does_not_outrank_and_two_do():
    flow = options.promethee(1)(np.array([[25.0], [50.0], [75.0]]))
    assert flow.ravel().tolist() == [-0.5, 0, 0.5]


def test_three_ways_to_compare_agree_on_a_clear_case():
    value = np.array([[100.0, 75], [75, 100], [50, 25], [25, 25], [0, 50]])
    asked = smaa.Question(tuple("abcde"), value, value, value, smaa.ordered([0, 1]))
    checked = options.cross_checked(asked)
    assert checked.loc["a", "value"] == pytest.approx(0.75 * 100 + 0.25 * 75)
    for other in ("net_flow", "closeness"):
        assert options.same_first(checked, other) == ["a", "b", "c"]
    stable = options.stable_weights(asked)
    assert ((stable["low"] <= stable["weight"]) & (stable["weight"] <= stable["high"])).all()
    assert stable["weight"].sum() == pytest.approx(1)


COST = {"none": {100}, "small": {75, 100}, "moderate": {50}, "large": {0, 25}}
TIME = {
    "never": {0},
    "within_a_year": {75, 100},
    "one_to_three_years": {50},
    "longer": {0, 25},
}


@pytest.mark.parametrize(
    ("column", "criterion", "allowed"), [("cost", "CR-05", COST), ("time", "CR-04", TIME)]
)
def test_scores_of_cost_and_time_are_those_of_the_action(column, criterion, allowed):
    scores = raw("scores")
    own = scores[scores["criterion"] == criterion].set_index("option")["score"]
    for action, kind in raw("actions")[column].items():
        assert own[action] in allowed[kind], f"{action}: {kind}, but {own[action]} on {criterion}"


def test_every_score_names_rows_or_is_marked_as_judgement():
    scores = raw("scores")
    assert ((scores["basis"] == "rows") == scores["rows"].notna()).all()
    assert len(scores) == len(raw("actions")) * len(raw("criteria"))
    assert sorted(raw("criteria")["importance"]) == list(range(1, len(raw("criteria")) + 1))
