"""The cells of the tables of what turns over and what to watch."""

import pandas as pd
import pytest

from tests.shared.real import raw
from twodeltas.recommendations import advice_robustness
from twodeltas.recommendations.tables import robustness as tables
from walkback.tables.lookup import Facts


@pytest.fixture(scope="module")
def facts():
    return Facts(
        {name: raw(name) for name in ("evidence", "knowledge_flows", "city_stats", "claims")}
    )


def test_flips_are_one_row_a_choice_grouped_by_where_they_move():
    moved = pd.DataFrame(
        [
            ("a", "tier", "AC-1", "depends", "robust top"),
            ("a", "tier", "AC-2", "depends", "robust top"),
            ("a", "tier", "AC-3", "depends", "dominated"),
            ("b", "wording", None, None, None),
        ],
        columns=advice_robustness.COLUMNS,
    )
    shown = tables.flips([moved], {"AC-1": "One", "AC-2": "Two", "AC-3": "Three"})
    assert shown.to_numpy().tolist() == [
        ["A", "to *first three*: one, two; to *after others*: three"],
        ["B", "nothing"],
    ]


def test_flips_by_sources_are_one_row():
    moved = pd.DataFrame(
        [("x", "AC-1", "strong", "test first"), ("y", "AC-1", "strong", "test first")],
        columns=["source", "action", "was", "now"],
    )
    shown = tables.source_flips(moved, {"AC-1": "One"}, 9)
    assert shown.iloc[0].tolist() == [
        "Any one of 9 sources is left out",
        "to *test first*: one, without any of [@x; @y]",
    ]
    assert tables.source_flips(moved.iloc[:0], {}, 9).iloc[0, 1] == "nothing"


def test_monitoring_gives_a_date_only_with_a_ground(facts):
    indicators = raw("indicators")
    first = indicators.index[0]
    indicators.loc[first, ["next_reading", "source_id"]] = ["2026-09", "a"]
    shown = tables.monitoring(indicators, facts, {i: ["Count"] for i in indicators.index})
    dated = indicators["next_reading"].notna().to_numpy()
    assert shown.loc[dated, "Next reading"].str.startswith("expected September 2026").all()
    assert shown.loc[dated, "Next reading"].str.contains("[@", regex=False).all()
    assert shown.loc[~dated, "Next reading"].str.startswith("not announced").all()
    shares = [(float(v), v.digits) for v in shown["Latest"] if v.unit == "percent"]
    assert shares == [(90.0, 0)]
