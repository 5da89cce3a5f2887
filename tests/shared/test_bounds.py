import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.shared.invented import edition
from twodeltas.metrics.edition_shares import knowledge, order_in_metric, standing
from twodeltas.shared.bounds import METRICS, TOTAL, derive


def test_a_printed_share_is_known_to_half_its_last_decimal():
    bounds = derive(edition({"a": {"rank": 1, "pct_share": 9.0}}))
    assert bounds.interval("a", "pct") == pytest.approx((8.95, 9.05))


def test_a_count_sharpens_a_share_through_the_world_total():
    rows = {
        "a": {"rank": 1, "pct_share": 9.0, "pct_count": 117542},
        "b": {"rank": 2, "pct_share": 10.3, "pct_count": 135129},
    }
    low, high = derive(edition(rows)).interval("a", "pct")
    assert low == pytest.approx(8.95, abs=2e-3)
    assert high == pytest.approx(9.003, abs=2e-3)


def test_a_missing_share_is_the_sum_less_the_others():
    rows = {
        "a": {"rank": 1, "total": 10.71, "pct_share": 3.8, "publications_share": 4.0, "vc_rank": 5}
    }
    assert derive(edition(rows)).interval("a", "vc") == pytest.approx((2.805, 3.015))


def test_a_rank_in_a_metric_lies_between_its_neighbours():
    rows = {
        "one": {"rank": 1, "vc_share": 6.9, "vc_rank": 1},
        "two": {"rank": 2, "vc_rank": 2},
        "rest": {"rank": 3, "vc_share": 3.1},
    }
    assert derive(edition(rows)).interval("two", "vc") == pytest.approx((3.05, 6.95))


def test_nothing_is_guessed_where_no_rule_applies():
    bounds = derive(edition({"a": {"rank": 1, "pct_share": 9.0}, "b": {"rank": 2}}))
    assert bounds.interval("b", "publications") == (0.0, math.inf)


def test_contradicting_figures_are_named():
    rows = {"a": {"rank": 1, "total": 5.0, "pct_share": 9.0}}
    with pytest.raises(ValueError, match="contradict each other for a"):
        derive(edition(rows))


def test_every_step_says_its_rule_and_rows():
    rows = {"a": {"rank": 1, "total": 9.0}, "b": {"rank": 2, "vc_rank": 5}}
    step = derive(edition(rows)).why("b", TOTAL)["high"]
    assert step.rule == "overall rank"
    assert step.rows == ("a",)


shares = st.lists(st.tuples(*[st.floats(0.2, 12)] * 3), min_size=3, max_size=8)


@settings(max_examples=60, deadline=None)
@given(shares, st.data())
def test_the_truth_always_lies_inside_and_more_figures_never_widen(truth, data):
    """Hide figures of a made-up ranking: the true shares stay inside the derived intervals."""
    order = sorted(range(len(truth)), key=lambda i: -sum(truth[i]))
    full: dict[str, dict] = {}
    for rank, i in enumerate(order, 1):
        row: dict[str, float] = {"rank": rank, "total": round(sum(truth[i]), 2)}
        for metric, share in zip(METRICS, truth[i], strict=True):
            row[f"{metric}_share"] = round(share, 1)
        full[f"c{i}"] = row
    hidden = {
        c: {k: v for k, v in row.items() if k == "rank" or data.draw(st.booleans())}
        for c, row in full.items()
    }
    loose, tight = derive(edition(hidden)), derive(edition(full))
    for i, values in enumerate(truth):
        for metric, share in zip(METRICS, values, strict=True):
            low, high = loose.interval(f"c{i}", metric)
            assert low - 0.02 <= share <= high + 0.02
            least, most = tight.interval(f"c{i}", metric)
            assert low <= least + 1e-9
            assert most <= high + 1e-9


def test_kinds_of_knowledge():
    assert knowledge(9.0, 8.95, 9.05) == "stated"
    assert knowledge(math.nan, 1.41, 1.46) == "derived"
    assert knowledge(math.nan, 3.05, 4.45) == "bounded"
    assert knowledge(math.nan, 0.0, 4.82) == "open"


def test_a_gap_that_rounding_could_turn_round_is_open_unless_ranks_settle_it():
    rows = {
        "a": {"rank": 1, "publications_share": 2.4},
        "b": {"rank": 2, "publications_share": 2.5},
    }
    frame = edition(rows)
    assert order_in_metric(standing(frame, derive(frame)), "publications", "a", "b") == "open"
    rows["a"]["publications_rank"], rows["b"]["publications_rank"] = 3, 2
    frame = edition(rows)
    assert order_in_metric(standing(frame, derive(frame)), "publications", "a", "b") == "second"
