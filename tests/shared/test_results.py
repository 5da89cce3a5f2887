"""What counts as a result: changes, use of facilities, and figures on joint work."""

import pandas as pd

from tests.shared.real import raw
from twodeltas.shared import results
from walkback.values.number_format import PLAIN

PAIR = ("shg", "ss")
CODES = pd.DataFrame(
    [
        ("F1", "knowledge", "match", "none", "outcome", "yes"),
        ("F2", "platforms", "share", "facility", "output", "yes"),
        ("F3", "platforms", "share", "facility", "output", "no"),
        ("F4", "platforms", "build", "facility", "output", "yes"),
        ("F5", "money", "fund", "grant", "output", "yes"),
    ],
    columns=["evidence", "lever", "mechanism", "instrument", "step", "crosses"],
)
FLOWS = pd.DataFrame(
    {
        "measure": [
            "x_copublications",
            "x_copublications",
            "world_rank",
            "patent_transfers",
            "copatents_finding",
            "copublications_with_mainland_cities",
        ],
        "scope": ["yrd", "yrd", "shg", "shg", "shg", "suzhou"],
        "duplicate_of": [None, "K1", None, None, None, None],
        "value": [1.0, 1.0, 1.0, 1.0, None, 1.0],
        "low": None,
        "high": None,
    },
    index=["K1", "K2", "K3", "K4", "K5", "K6"],
)


def rows(value):
    return [origin.row for origin in value.origins]


def test_a_change_a_use_and_a_joint_figure_are_told_apart():
    found = results.of(PLAIN, CODES, FLOWS, PAIR)
    assert rows(found.n_changed) == ["F1"]
    assert rows(found.n_used) == found.used == ["F2"]
    assert rows(found.n_flows) == ["K1", "K3", "K4", "K5", "K6"]  # K2 stands twice
    assert rows(found.n_joint) == ["K1", "K4"]
    assert rows(found.n_joint_pair) == ["K4"]
    assert found.silent == ["governance", "rules", "money", "people", "data_goods"]


def test_a_use_that_is_coded_otherwise_falls_silent():
    recoded = CODES.assign(step=CODES["step"].mask(CODES["evidence"] == "F2", "input"))
    assert "platforms" in results.of(PLAIN, recoded, FLOWS, PAIR).silent


def test_the_real_users_of_facilities_are_among_the_results():
    """Known answer: three facts that an audit missed among the results, and two of the same kind."""
    found = results.of(PLAIN, raw("codes"), raw("knowledge_flows"), PAIR)
    assert {"SHG-065", "SHG-066", "SS-116"} <= set(found.used)
    assert "platforms" not in found.silent
    assert found.n_joint.number > found.n_changed.number + found.n_used.number


def test_no_rank_share_or_index_counts_as_joint_work():
    flows = raw("knowledge_flows")
    measures = set(flows.loc[results.joint(flows), "measure"])
    assert not {m for m in measures if any(w in m for w in ("rank", "index", "fwci", "pct_"))}
