import pytest

from tests.recommendations.small_chain import LINKS, frame, put, real, small
from tests.shared.real import raw
from twodeltas.recommendations import chain as chains
from twodeltas.recommendations import strength
from twodeltas.recommendations.strength import Rules


@pytest.mark.parametrize(
    ("count", "primary", "amount"),
    [
        (1, True, "limited"),
        (2, True, "limited"),
        (3, False, "medium"),
        (5, True, "robust"),
        (5, False, "medium"),
    ],
)
def test_the_amount_of_evidence(count, primary, amount):
    assert strength.amount(count, primary) == amount


def test_confidence_grows_with_evidence_and_with_agreement():
    table = [
        [strength.confidence(e, a, enough=True) for a in strength.LEVELS] for e in strength.AMOUNTS
    ]
    assert table == [
        ["low", "low", "medium"],
        ["low", "medium", "high"],
        ["medium", "high", "high"],
    ]
    assert strength.confidence("robust", "high", enough=False) == "low"


def test_the_strength_is_the_weakest_step_of_the_best_way():
    found = strength.actions(small())
    assert found.loc["AC-1", "strength"] == "medium"
    assert found.loc["AC-1", "path"][1:] == ["FI-1", "M-fund", "L-money", "AC-1"]
    assert found.loc["AC-1", "weakest"] == "LK-11"
    assert found.loc["AC-2", ["strength", "weakest"]].tolist() == ["low", "FI-2"]


@pytest.mark.parametrize("level", strength.LEVELS)
def test_the_weakest_step_decides(level):
    links = [(a, b, "high", s) for a, b, _, s in LINKS]
    links[10] = ("L-money", "AC-1", level, None)
    assert strength.actions(small(links)).loc["AC-1", "strength"] == level


def test_a_stronger_way_beside_a_weak_one_carries_the_action():
    weak = put(7, "FI-1", "M-fund", "low", "AC-1")
    assert strength.actions(small(weak)).loc["AC-1", "strength"] == "low"
    findings = frame(["agreement"], FI_1=("high",), FI_2=("high",))
    found = strength.actions(small(weak, findings=findings)).loc["AC-1"]
    assert found["strength"] == "medium"
    assert "FI-2" in found["path"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("do", "medium", "yes", True, True), "strong"),
        (("do", "medium", "yes", True, False), "strong"),
        (("do", "high", "unclear", True, True), "go and measure"),
        (("do", "high", "unclear", True, False), "conditional"),
        (("do", "high", "no", True, True), "conditional"),
        (("do", "low", "unclear", True, True), "test first"),
        (("do", "low", "yes", True, True), "test first"),
        (("do", "high", "yes", False, True), "test first"),
        (("nothing", "high", "yes", True, True), "yardstick"),
    ],
)
def test_the_wording_follows_strength_and_benefit(given, words):
    assert strength.wording(*given) == words


@pytest.mark.parametrize(
    ("state", "cost", "waits"),
    [("met", "small", False), ("met", "large", True), ("partly", "small", True)],
)
def test_a_step_is_ready_where_nothing_is_missing_and_little_is_tied_up(state, cost, waits):
    assert strength.ready({"condition_state": state, "cost": cost}) != waits


def test_the_robust_step_of_the_south_is_not_called_conditional():
    """Known answer: its condition is met, and common standards tie up no company or fund."""
    chain, _ = real()
    assert strength.actions(chain).loc["AC-06", "wording"] == "go and measure"


def test_stricter_rules_never_make_advice_stronger():
    chain, _ = real()
    base = strength.actions(chain)
    for rules in (Rules(needed=4), Rules(stricter=1), Rules(medium=4, robust=6)):
        stricter = strength.actions(chain, rules)
        for action in base.index:
            levels = [strength.LEVELS.index(t.loc[action, "strength"]) for t in (stricter, base)]
            assert levels[0] <= levels[1]


def test_no_way_at_all_is_weak():
    chain = small().without(["E-1", "E-2", "E-3", "E-4", "E-5"])
    found = strength.actions(chain).loc["AC-1"]
    assert found[["items", "strength", "weakest", "wording"]].tolist() == [
        0,
        "low",
        "",
        "test first",
    ]


def test_recoding_one_row_changes_only_what_rests_on_it():
    chain, _ = real()
    base = strength.actions(chain)
    now = strength.actions(chain.without(["SS-097"]))
    changed = [a for a in base.index if base.loc[a, "rows"] != now.loc[a, "rows"]]
    assert changed == ["AC-11"]


def test_recoding_one_release_changes_only_the_counts_that_hold_both_rows():
    tables = {name: raw(name) for name in (*chains.FACT_TABLES, *chains.CHAIN_TABLES)}
    codes = raw("codes").copy()
    base = strength.findings(chains.assembled(tables, codes))
    codes.loc[codes["evidence"] == "SHG-092", "same_release"] = "SHG-103"
    now = strength.findings(chains.assembled(tables, codes))
    changed = base.index[base["items"] != now["items"]]
    assert changed.tolist() == ["FI-01"]
    assert now.loc["FI-01", "items"] == base.loc["FI-01", "items"] - 1
