import math

import numpy as np
import pandas as pd
import pytest

from tests.shared.invented import TOP, box, edition, ranges
from twodeltas.metrics.breaks import (
    rank_ends,
    split,
    with_and_without,
    with_unlisted,
)
from twodeltas.shared.bounds import METRICS, derive
from twodeltas.shared.intervals import from_bounds
from walkback.errors import AnalysisError


def test_a_metric_can_decide_who_leads():
    known = box([[9.0, 2.4, 2.9], [10.3, 1.4, 2.2]])
    table = with_and_without(known, "c0", "c1", "vc").set_index("rule")
    assert table.loc["with"].tolist() == pytest.approx([0.4, 0.4])
    assert table.loc["without"].tolist() == pytest.approx([-0.3, -0.3])
    with pytest.raises(AnalysisError, match="not ranked on vc"):
        with_and_without(box([[1.0, 2.0], [2.0, 1.0]]), "c0", "c1", "vc")


def test_counts_over_one_world_make_the_lead_sharper_than_shares():
    rows = {
        "a": {"rank": 1, "pct_share": 9.0, "pct_count": 90_100},
        "b": {"rank": 2, "pct_share": 8.9, "pct_count": 89_000},
    }
    known = ranges(rows, ("pct",))
    corners = with_unlisted(known, 2)
    assert rank_ends(corners, "a", ("pct",)) == (1, 1)
    sharp = ranges({k: v | {"rank": math.nan} for k, v in rows.items()}, ("pct",))
    assert rank_ends(sharp, "a", ("pct",)) == (1, 1)


def test_the_rank_under_the_old_rule_counts_clusters_that_are_not_named():
    known = with_unlisted(ranges(TOP), 6)
    assert known.clusters[-2:] == ("rank-5", "rank-6")
    assert known.high[-1].tolist() == pytest.approx([2.75, 1.85, 1.85], abs=1.5)
    assert rank_ends(known, "north", ("pct", "publications")) == (1, 2)
    assert rank_ends(known, "north", METRICS) == (1, 1)
    best, worst = rank_ends(known, "west", ("pct", "publications"))
    assert best <= 4 <= worst <= 6


def test_unnamed_clusters_are_bounded_as_the_rules_bound_them():
    frame = edition(TOP)
    blank = pd.DataFrame(np.nan, index=["rank-5", "rank-6"], columns=frame.columns)
    blank["rank"] = [5.0, 6.0]
    rows = pd.concat([frame, blank])
    theirs = from_bounds(rows, derive(rows))
    ours = with_unlisted(ranges(TOP), 6)
    assert ours.high == pytest.approx(theirs.high)
    assert ours.total == pytest.approx(theirs.total)


def test_effects_of_one_order_add_up_to_the_change():
    found = split(2, 1, (2, 3))
    assert found.method == (-2, -1)
    assert found.data == (0, 1)


def test_a_change_without_two_ends_is_refused():
    with pytest.raises(AnalysisError, match="one is not published"):
        split(math.nan, 1, (1, 1))
