"""Two models side by side: what is known of each instrument, and bounds on how alike they are."""

import itertools

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twodeltas.collaboration import similarity

CODE = st.sampled_from(["a", "b", None])
USUAL = {
    "lever": "money", "instrument": "grant", "mechanism": "fund", "step": "output", "actors": "government",
    "level": "city", "mode": "unclear", "force": "3", "boundary": "customs", "reach": "delta",
    "reliability": "A", "directness": "1",
}  # fmt: skip


def rows(*codes: dict[str, object]) -> pd.DataFrame:
    table = pd.DataFrame([USUAL | {"as_of": "2020", "cluster": "shg"} | c for c in codes])
    table.index = pd.Index([f"X-{i}" for i in range(len(table))])
    table["item"] = table.get("item", pd.Series(table.index, table.index))
    return table.assign(confidence_coded="high")


TWO = rows(
    {"as_of": "2021-05", "level": "organisation"},
    {"as_of": "2019-11", "level": "centre", "step": "outcome", "reach": "cluster"},
    {"cluster": "ss", "boundary": "none", "actors": "firm"},
    {"cluster": "ss", "instrument": "voucher"},
    {"cluster": "ss", "instrument": "none"},
    {"lever": "context"},
)


def test_an_instrument_is_summed_up_from_its_rows():
    table = similarity.instruments(TWO, ["shg", "ss"]).set_index(["instrument", "cluster"])
    grant = table.loc[("grant", "shg")]
    assert (grant["since"], grant["level"], grant["reach"]) == ("2019-11", "centre", "cluster")
    assert grant["outcome"] == "stated"
    assert (grant["ids"], grant["items"]) == ("X-0;X-1", 2)
    assert pd.isna(grant["mode"])  # unclear is not a code that could agree


def test_what_was_not_found_is_unknown_and_not_a_no():
    table = similarity.instruments(TWO, ["shg", "ss"]).set_index(["instrument", "cluster"])
    voucher = table.loc[("voucher", "shg")]
    assert not voucher["found"]
    assert voucher[list(similarity.ATTRIBUTES)].isna().all()
    assert pd.isna(table.loc[("grant", "ss"), "outcome"])


def test_the_kinds_found_in_each_cluster_are_told_apart():
    table = similarity.instruments(TWO, ["shg", "ss"])
    assert similarity.kinds(table, "shg") == {("money", "grant")}
    assert similarity.kinds(table, "ss") == {("money", "grant"), ("money", "voucher")}


def test_likeness_by_lever_has_bounds():
    table = similarity.instruments(TWO, ["shg", "ss"])
    money = similarity.by_lever(table, ["shg", "ss"]).loc["money"]
    assert (money["instruments"], money["shared"]) == (2, 1)
    assert (money["same"], money["other"], money["unknown"]) == (1, 3, 8)
    assert (money["low"], money["high"]) == pytest.approx((1 / 12, 9 / 12))
    assert (money["both_low"], money["both_high"]) == pytest.approx((1 / 6, 3 / 6))


def test_a_lever_without_a_shared_instrument_has_no_bounds_for_shared_ones():
    table = similarity.instruments(TWO[TWO["instrument"] != "grant"], ["shg", "ss"])
    money = similarity.by_lever(table, ["shg", "ss"]).loc["money"]
    assert (money["instruments"], money["shared"]) == (1, 0)
    assert money[["both_low", "both_high"]].isna().all()


def test_shared_instruments_are_compared_in_each_respect():
    found = similarity.by_attribute(similarity.instruments(TWO, ["shg", "ss"]), ["shg", "ss"])
    assert found["same"].to_dict() == dict.fromkeys(similarity.ATTRIBUTES, 0) | {"force": 1}
    assert list(found.index[found["unknown"] == 1]) == ["mode", "outcome"]
    assert found.sum(axis=1).eq(1).all()


def test_that_no_boundary_is_crossed_is_known():
    table = similarity.instruments(TWO, ["shg", "ss"]).set_index(["instrument", "cluster"])
    assert table.loc[("grant", "ss"), "boundary"] == "none"


def test_differences_come_first():
    ordered = similarity.differences_first(
        similarity.instruments(TWO, ["shg", "ss"]), ["shg", "ss"]
    )
    assert list(ordered["instrument"]) == ["voucher", "grant"]
    assert list(ordered["differing"]) == [0, 3]


@given(st.lists(st.tuples(CODE, CODE), min_size=1, max_size=6))
def test_the_bounds_hold_every_way_to_fill_in_the_unknown(codes):
    first, second = (
        pd.DataFrame({"x": pd.Series(side, dtype=object)}) for side in zip(*codes, strict=True)
    )
    found = similarity.match(first, second)
    shares = []
    for fill in itertools.product("ab", repeat=sum(c is None for pair in codes for c in pair)):
        left = iter(fill)
        whole = [tuple(c if c else next(left) for c in pair) for pair in codes]
        shares.append(sum(a == b for a, b in whole) / len(whole))
    assert (found.low, found.high) == pytest.approx((min(shares), max(shares)))
