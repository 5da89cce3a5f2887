import pytest

from tests.analysis.real import raw
from tests.analysis.small_chain import frame, real, small
from twodeltas.analysis import flips, ordering, strength


@pytest.fixture(scope="module")
def case():
    return flips.Case(real()[0], raw("scores"), raw("criteria"), seed=1, draws=400)


def test_every_option_has_a_tier(case):
    found = flips.standing(case)
    assert found.index.tolist() == raw("actions").index.tolist()
    assert set(found["tier"]) <= {ordering.TOP, ordering.DEPENDS, ordering.BEATEN}
    assert found["top"].sum() == pytest.approx(2 * ordering.PLACES, abs=0.1)


def test_doing_nothing_is_never_at_the_top(case):
    nothing = raw("actions").index[raw("actions")["kind"] == "nothing"]
    assert ordering.TOP not in set(flips.standing(case).loc[nothing, "tier"])


def test_each_choice_has_a_row_and_moves_are_moves(case):
    found = flips.tier_flips(case)
    assert found["choice"].nunique() == len(raw("criteria")) + 3
    moved = found.dropna(subset="action")
    assert (moved["was"] != moved["now"]).all()
    base = flips.standing(case)["tier"]
    assert all(base[row.action] == row.was for row in moved.itertuples())


def test_a_choice_that_moves_nothing_says_so(case):
    quiet = [("nothing new", flips.standing(case)["tier"])]
    table = flips._table((c, "tier", flips._moved(now, now)) for c, now in quiet)
    assert table.loc[0].tolist() == ["nothing new", "tier", None, None, None]


def test_an_action_that_hangs_on_each_of_its_sources_is_found():
    chain = small(findings=frame(["agreement"], FI_1=("medium",), FI_2=("medium",)))
    assert strength.actions(chain)["wording"]["AC-1"] == "strong"
    found = flips.source_flips(chain)
    assert found["source"].tolist() == ["office", "paper", "press"]
    assert set(found["action"]) == {"AC-1"}
    assert set(found["now"]) == {"test first"}
    assert flips.source_flips(small()).empty


def test_each_source_is_left_out_as_if_its_rows_were_not_there(case):
    found = flips.source_flips(case.chain)
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
    same = flips.chain_flips(case, {"the same again": case.chain})
    assert same["action"].isna().all()
    less = flips.chain_flips(
        case, {"without": case.chain.without(["A16", "A18", "SS-094", "KF-037"])}
    )
    assert less["action"].tolist() == ["AC-10"]


def test_the_last_step_may_be_judged_otherwise():
    base = small()
    assert strength.actions(flips.last_step(base, -1)).loc["AC-1", "strength"] == "low"
    higher = flips.last_step(base, 1)
    assert higher.links.loc["LK-11", "confidence"] == "high"
    assert higher.links.loc["LK-12", "confidence"] == "high"
    assert higher.links.loc["LK-9", "confidence"] == base.links.loc["LK-9", "confidence"]


def test_rules_and_reversals(case):
    rules = flips.rule_flips(case)
    assert rules["choice"].nunique() == 4
    assert flips.reversals(case)["by value"].empty
