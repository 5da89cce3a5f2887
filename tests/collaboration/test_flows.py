"""What flows: counts of items by aspect, targets kept out of volumes, the latest facts first."""

import pandas as pd

from twodeltas.collaboration import flows

ROWS = pd.DataFrame(
    [
        ("X-1", "shg", "capital", "volume", "over", "2024-11", "delta", "none", "i1"),
        ("X-2", "shg", "capital", "volume", "over", "2026-03", "delta", "none", "i2"),
        ("X-3", "shg", "capital", "volume", "expected", "2030", "cluster", "none", "i3"),
        ("X-4", "shg", "capital", "rule", None, "2018", "beyond", "adapt", "i4"),
        ("X-5", "shg", "capital", "rule", None, "2019", "beyond", "adapt", "i4"),
        ("X-6", "ss", "people", "rule", None, None, "cluster", "connect", "i5"),
        ("X-7", "ss", "none", "volume", None, "2024", "cluster", "none", "i6"),
        ("X-8", "ss", "people", "none", None, "2024", "cluster", "none", "i7"),
        ("X-9", "shg", "capital", "volume", "over", "2026-03", "cluster", "none", "i8"),
    ],
    columns=["id", "cluster", "factor", "flow_says", "qualifier", "as_of", "reach", "rule_mode", "item"],
).set_index("id")  # fmt: skip
STATED = flows.stated(ROWS)


def test_what_is_aimed_at_is_no_volume():
    assert STATED.loc["X-3", "aspect"] == "capacity"
    assert list(STATED.index) == ["X-1", "X-2", "X-3", "X-4", "X-5", "X-6", "X-9"]


def test_items_are_counted_by_factor_aspect_and_mode():
    counts = flows.overview(STATED, ["shg", "ss"]).set_index(["factor", "cluster"])
    assert len(counts) == 2 * len(flows.FACTORS)
    assert counts.loc[("capital", "shg"), ["volume", "rule", "capacity", "adapt"]].tolist() == [
        3,
        1,
        1,
        1,
    ]
    assert counts.loc[("people", "ss"), ["rule", "connect", "adapt"]].tolist() == [1, 1, 0]
    assert counts.loc[("goods", "ss"), "ids"] == ""


def test_the_latest_facts_come_first_one_an_item():
    found = flows.latest(STATED, ["capital"], ["shg", "ss"], most=2)
    volume = found[found["aspect"] == "volume"]
    assert list(volume["row"]) == ["X-9", "X-2"]  # at one date the cluster's own cities first
    assert set(volume["items"]) == {3}
    assert list(found.loc[found["aspect"] == "rule", "row"]) == ["X-5"]


def test_an_undated_fact_is_shown_last_and_not_lost():
    assert list(flows.latest(STATED, ["people"], ["ss"])["row"]) == ["X-6"]
