"""One side alone or members as equals: hand-made shares, and the known answer of the real codes."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared.real import raw
from twodeltas.shared import gap_map, items, who_moves
from walkback.values.number_format import PLAIN

PAIR = ("a", "b")
SEEN = {"SHG": 165, "SS": 135}  # the last facts that the audit saw
COLUMNS = ["cluster", "lever", "crosses", "mode"]


def facts(*rows):
    return pd.DataFrame(rows, columns=COLUMNS, index=[f"F{i}" for i in range(len(rows))])


def test_facts_that_stay_inside_or_do_not_say_how_they_are_run_are_left_out():
    rows = facts(
        ("a", "money", "yes", "one_side"),
        ("a", "money", "no", "one_side"),
        ("a", "money", "yes", "unclear"),
        ("a", "context", "yes", "participants"),
        ("b", "rules", "yes", "lead"),
    )
    assert list(who_moves.told(rows).index) == ["F0", "F4"]


def test_the_same_mix_is_that_of_all_facts_together():
    """Money is three quarters of a, one quarter of b; by lever both act alike but in money."""
    rows = facts(
        *[("a", "money", "yes", "one_side")] * 3,
        ("a", "rules", "yes", "participants"),
        ("b", "money", "yes", "participants"),
        *[("b", "rules", "yes", "participants")] * 3,
    )
    table = who_moves.by_lever(rows, PAIR)
    shares = who_moves.shares(table)
    assert shares.loc["a", ["alone", "equals"]].tolist() == [0.75, 0.25]
    assert shares.loc["a", ["alone_mixed", "equals_mixed"]].tolist() == [0.5, 0.5]
    assert shares.loc["b"].tolist() == [0, 1, 0, 1]


def test_a_lever_that_one_side_lacks_is_no_part_of_the_mix():
    rows = facts(
        ("a", "money", "yes", "one_side"),
        ("a", "people", "yes", "participants"),
        ("b", "money", "yes", "participants"),
    )
    shares = who_moves.shares(who_moves.by_lever(rows, PAIR))
    assert shares.loc["a", "alone"] == 0.5
    assert shares.loc["a", "alone_mixed"] == 1


MODES = st.sampled_from(["one_side", "participants", "lead"])
ROW = st.tuples(st.sampled_from(PAIR), st.sampled_from(["money", "rules"]), st.just("yes"), MODES)


@given(st.lists(ROW, min_size=1).filter(lambda rows: {r[0] for r in rows} == set(PAIR)))
def test_shares_are_shares_and_equal_where_the_mix_is_one_lever(rows):
    table = who_moves.by_lever(facts(*rows), PAIR)
    shares = who_moves.shares(table)
    cells = pd.Series(shares.to_numpy().ravel())
    held = cells.dropna()  # no lever in common: nothing at the same mix
    assert held.between(-1e-12, 1 + 1e-12).all()
    if {row[1] for row in rows} == {"money"}:
        assert shares["alone"].tolist() == pytest.approx(shares["alone_mixed"].tolist())


def test_the_real_codes_give_what_an_audit_computed():
    """Known answer: 54 against 12 percent in all, 51 against 12 at the same mix of levers."""
    evidence, codes = raw("evidence"), raw("codes")
    evidence = evidence[[int(i.split("-")[1]) <= SEEN[i.split("-")[0]] for i in evidence.index]]
    codes = codes[codes["evidence"].isin(evidence.index)]
    rows = gap_map.coded(evidence, codes, items.independent(evidence, codes))
    found = who_moves.of(PLAIN, rows, ("shg", "ss"))
    in_all = [str(found.alone[c]) for c in ("shg", "ss")]
    mixed = [str(found.alone_mixed[c]) for c in ("shg", "ss")]
    assert (in_all, mixed) == (["54 percent", "12 percent"], ["51 percent", "12 percent"])
    assert found.gap_stays
