"""Values that are counts of rows: of evidence, items, instruments, flows, claims."""

import pandas as pd
import pytest

from tests.collaboration.test_similarity import TWO
from tests.shared.real import raw
from twodeltas.collaboration import recoding, similarity
from twodeltas.collaboration.values import claims, evidence, flows, gaps, instruments
from twodeltas.shared import gap_map
from walkback.values.number_format import PLAIN

PAIR = ("shg", "ss")
FACTS = pd.DataFrame(
    [
        ("shg", "shg", "governance", "confirmed", "primary"),
        ("shg", "gba", "capital_flow", "not_audited", "secondary"),
        ("ss", "shanghai_suzhou", "talent_flow", "corrected", "primary"),
        ("ss", "yrd", "capital_flow", "not_audited", "primary"),
    ],
    columns=["cluster", "scope", "dimension", "audit", "confidence"],
    index=["E1", "E2", "E3", "E4"],
)


def test_facts_are_counted_by_cluster_area_and_subject():
    found = evidence.of(PLAIN, FACTS, PAIR)
    assert {c: n.number for c, n in found.n_of.items()} == {"shg": 2, "ss": 2}
    assert found.n_at["shanghai_suzhou"].number == 1
    assert found.n_at["g60"].number == 0
    assert found.n_pair_money.number == 0
    assert (found.pair_share.number, found.twice_share.number) == (50, 50)
    assert found.primary_share.number == 75
    assert found.counted["facts"].sum() == len(FACTS)


def test_a_count_names_the_rows_that_it_counts():
    found = evidence.of(PLAIN, FACTS, PAIR)
    assert [origin.row for origin in found.n_at["yrd"].origins] == ["E4"]


@pytest.fixture(scope="module")
def coded() -> recoding.Coded:
    return recoding.coded(raw("evidence"), raw("codes"), PAIR)


def test_rows_of_one_item_count_once():
    rows = TWO.assign(item=list("aabbcc"))
    assert gaps.count(PLAIN, rows).number == 3
    assert (
        gaps.count(PLAIN, rows, cluster="shg").number
        == rows.loc[rows["cluster"] == "shg", "item"].nunique()
    )


def test_a_lever_is_unknown_only_if_it_is_empty_on_both_sides():
    south = pd.DataFrame({"lever": ["rules", "money"], "step": ["outcome", "outcome"]})
    east = pd.DataFrame({"lever": ["money", "rules"], "step": ["outcome", "input"]})
    assert gaps.empty_on_both({"shg": south, "ss": east}, "outcome") == ["money"]


def test_items_and_empty_cells_are_those_of_the_map(coded):
    found = gaps.of(PLAIN, coded, PAIR)
    levers = coded.levers
    for c in PAIR:
        own = levers[levers["cluster"] == c]
        assert len(found.empty_own[c]) == (own["within"] == 0).sum()
        assert found.n_changed[c].number <= found.n_items[c].number
    last = levers[levers["step"] == "outcome"].groupby("lever")["items"].sum()
    assert found.unknown == [lever for lever in gap_map.LEVERS if last[lever] == 0]


def test_instruments_of_both_and_of_one_side_are_all(coded):
    found = instruments.of(PLAIN, coded, coded, raw("codes"), PAIR)
    kinds = {where: n.number for where, n in found.n_kinds.items()}
    assert kinds["all"] == kinds["both"] + kinds["shg"] + kinds["ss"]
    by_lever = pd.DataFrame(found.found).sum(axis=1)
    assert dict(by_lever) == kinds
    for c in PAIR:
        assert found.n_alone[c].number + found.n_equals[c].number <= found.n_crossing[c].number
        assert found.n_alone_turned[c].number == found.n_alone[c].number  # nothing was turned
    compared = [found.n_alike[a, "same"].number for a in similarity.COMPARED]
    assert found.n_same == sum(compared)
    assert found.wide.between(0, 100).all()
    assert coded.likeness.loc[found.likest, "both_low"] == coded.likeness["both_low"].max()


def test_what_crossed_is_a_part_of_what_moved(coded):
    found = flows.of(PLAIN, coded.rows, PAIR)
    for factor in ("capital", "people"):
        assert set(found.crossed(factor).index) <= set(found.moved(factor).index)
    counted = found.counted("shg")
    assert counted.loc["capital", "volume"] == (
        found.moved("capital").query("cluster == 'shg'")["item"].nunique()
    )
    assert set(found.latest("people")["factor"]) == {"people"}
    assert set(found.permits["instrument"]) == {"permit"}
    assert found.for_foreigners <= set(raw("evidence").index)


def test_claims_are_chosen_by_the_paragraph_of_the_digest():
    found = claims.of(PLAIN, raw("claims"))
    assert list(found.roles.index) == ["A11", "A12", "A13", "A14"]
    assert list(found.levels.index) == ["A24", "A25", "A26", "A27"]
    assert len(found.documents) == 2


def test_an_instrument_of_two_levers_counts_once(coded):
    found = instruments.of(PLAIN, coded, coded, raw("codes"), PAIR)
    names = {
        c: set(
            coded.models[coded.models["found"].astype(bool) & (coded.models["cluster"] == c)][
                "instrument"
            ]
        )
        for c in PAIR
    }
    assert found.n_instruments["all"].number == len(names["shg"] | names["ss"])
    assert found.n_instruments["both"].number == len(names["shg"] & names["ss"])
    assert found.n_instruments["all"].number < found.n_kinds["all"].number
