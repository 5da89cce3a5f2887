"""Who is first in a quantity, and who is certainly not."""

import math

import pandas as pd

from twodeltas.metrics.edition_shares import leads, trails


def table(
    intervals: dict[str, tuple[float, float]], ranks: dict[str, int] | None = None
) -> pd.DataFrame:
    rows = [
        {"cluster": c, "quantity": "pct", "low": low, "high": high,
         "metric_rank": (ranks or {}).get(c, math.nan)}
        for c, (low, high) in intervals.items()
    ]  # fmt: skip
    return pd.DataFrame(rows)


def test_whoever_lies_above_all_others_leads():
    found = table({"a": (5, 6), "b": (1, 4), "c": (0, 4.5)})
    assert leads(found, "pct", "a")
    assert not leads(found, "pct", "c")
    assert trails(found, "pct", "b")
    assert not trails(found, "pct", "a")


def test_where_intervals_overlap_nobody_is_said_to_lead_or_to_trail():
    found = table({"a": (3, 6), "b": (1, 4)})
    assert not leads(found, "pct", "a")
    assert not trails(found, "pct", "b")


def test_published_ranks_settle_what_rounding_leaves_open():
    found = table({"a": (3, 6), "b": (1, 4)}, {"a": 1, "b": 2})
    assert leads(found, "pct", "a")
    assert trails(found, "pct", "b")
