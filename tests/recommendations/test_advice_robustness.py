import pytest

from tests.recommendations.small_chain import frame, real, small
from tests.shared.real import raw
from twodeltas.recommendations import advice_robustness, smaa, strength


@pytest.fixture(scope="module")
def case():
    return advice_robustness.Case(real()[0], raw("scores"), raw("criteria"), seed=1, draws=400)


def test_every_option_has_a_tier(case):
    found = advice_robustness.standing(case)
    assert found.index.tolist() == raw("actions").index.tolist()
    assert set(found["tier"]) <= {smaa.TOP, smaa.DEPENDS, smaa.BEATEN}
    assert found["top"].sum() == pytest.approx(2 * smaa.PLACES, abs=0.1)


def test_doing_nothing_is_never_at_the_top(case):
    nothing = raw("actions").index[raw("actions")["kind"] == "nothing"]
    assert smaa.TOP not in set(advice_robustness.standing(case).loc[nothing, "tier"])


def test_each_choice_has_a_row_and_moves_are_moves(case):
    found = advice_robustness.tier_flips(case)
    assert found["choice"].nunique() == len(raw("criteria")) + 3
    moved = found.dropna(subset="action")
    assert (moved["was"] != moved["now"]).all()
    base = advice_robustness.standing(case)["tier"]
    assert all(base[row.action] == row.was for row in moved.itertuples())


def test_a_choice_that_moves_nothing_says_so():
    study = advice_robustness.Case(small(), raw("scores"), raw("criteria"), seed=1, draws=1)
    found = advice_robustness.chain_flips(study, {"nothing new": small()})
    assert found.to_numpy().tolist() == [["nothing new", "wording", None, None, None]]


def test_an_action_that_hangs_on_each_of_its_sources_is_found():
    chain = small(findings=frame(["agreement"], FI_1=("medium",), FI_2=("medium",)))
    assert strength.actions(chain)["wording"]["AC-1"] == "strong"
    found = advice_robustness.source_flips(chain)
    assert found["source"].tolist() == ["office", "paper", "press"]
    assert set(found["action"]) == {"AC-1"}
    assert set(found["now"]) == {"test first"}
    assert advice_robustness.source_flips(small()).empty


def test_each_source_is_left_out_as_if_its_rows_were_not_there(case):
    found = advice_robustness.source_flips(case.chain)
    everything = {s for cell in case.chain.facts["source_id"] for s in cell.split(";")}
    assert set(found["source"]) < everything
    sources = case.chain.facts["source_id"].str.split(";")
    base = strength.actions(case.chain)["wording"]
    for left_out in ("cns-460m", *found["source"][:1]):
        gone = case.chain.facts.index[sources.map(lambda names, s=left_out: s in names)]
        now = strength.actions(case.chain.without(gone))["wording"]
        moved = found["action"][found["source"] == left_out]
        assert sorted(moved) == sorted(base.index[base != now])


def test_another_chain_is_compared_with_the_base(case):
    same = advice_robustness.chain_flips(case, {"the same again": case.chain})
    assert same["action"].isna().all()
    less = advice_robustness.chain_flips(
        case, {"without": case.chain.without(["A16", "A18", "SS-094", "KF-037"])}
    )
    assert less["action"].tolist() == ["AC-10"]


def test_the_last_step_may_be_judged_otherwise():
    base = small()
    assert strength.actions(advice_robustness.last_step(base, -1)).loc["AC-1", "strength"] == "low"
    higher = advice_robustness.last_step(base, 1)
    assert higher.links.loc["LK-11", "confidence"] == "high"
    assert higher.links.loc["LK-12", "confidence"] == "high"
    assert higher.links.loc["LK-9", "confidence"] == base.links.loc["LK-9", "confidence"]


def test_rules_and_reversals(case):
    rules = advice_robustness.rule_flips(case)
    assert rules["choice"].nunique() == 4
    assert advice_robustness.reversals(case)["by value"].empty
