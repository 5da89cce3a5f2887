"""The cells of the tables of actions."""

import pandas as pd
import pytest

from tests.analysis.real import raw
from tests.analysis.small_chain import real
from twodeltas.analysis import flips, strength
from twodeltas.lookup import Facts
from twodeltas.present import action_tables as tables

CLUSTERS = {"shg": "SHG", "ss": "SS"}


@pytest.fixture(scope="module")
def judged():
    chain, _ = real()
    case = flips.Case(chain, raw("scores"), raw("criteria"), seed=1, draws=200)
    return tables.judged(raw("actions"), strength.actions(chain), flips.standing(case))


@pytest.fixture(scope="module")
def facts():
    return Facts(
        {name: raw(name) for name in ("evidence", "knowledge_flows", "city_stats", "claims")}
    )


def test_advice_shows_every_action_but_doing_nothing(judged):
    for cluster in CLUSTERS:
        shown = tables.advised(judged, cluster)
        own = judged[(judged["cluster"] == cluster) & (judged["kind"] == "do")]
        assert len(shown) == len(own)
        assert not shown["Advice"].str.contains("yardstick").any()


def test_a_condition_that_is_not_met_names_what_takes_its_place(judged):
    needs = tables.advised(judged, "ss")["What it needs, and why it is put so"]
    open_ = judged[(judged["cluster"] == "ss") & (judged["condition_state"] != "met")]
    assert needs.str.contains("In its place").sum() == len(open_)


def test_findings_show_items_and_confidence():
    chain, _ = real()
    sure = strength.findings(chain)
    shown = tables.findings(raw("findings"), sure, dict.fromkeys(sure.index, "[@x]"))
    assert shown["Items"].tolist() == sure["items"].tolist()
    assert shown["Finding"].str.endswith("[@x]").all()


def test_scores_show_a_range_only_where_there_is_one():
    shown = tables.scores(raw("actions"), raw("scores"), raw("criteria")).set_index("Option")
    assert shown.iloc[0]["Acts on the barrier"] == "50"
    assert shown.iloc[1]["Acts on the barrier"] == "25\N{NO-BREAK SPACE}(0–50)"
    assert shown.iloc[6]["Costs little public money"] == "100"
    assert list(shown.columns[1:6]) == list(raw("criteria").sort_values("importance")["short"])


def test_flips_are_one_row_a_choice_grouped_by_where_they_move():
    moved = pd.DataFrame(
        [
            ("a", "tier", "AC-1", "depends", "robust top"),
            ("a", "tier", "AC-2", "depends", "robust top"),
            ("a", "tier", "AC-3", "depends", "dominated"),
            ("b", "wording", None, None, None),
        ],
        columns=flips.COLUMNS,
    )
    shown = tables.flips([moved], {"AC-1": "One", "AC-2": "Two", "AC-3": "Three"})
    assert shown.to_numpy().tolist() == [
        ["A", "to *robust top*: one, two; to *dominated by others*: three"],
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
    shown = tables.monitoring(indicators, facts, {i: ["Count"] for i in indicators.index})
    dated = indicators["next_reading"].notna().to_numpy()
    assert shown.loc[dated, "Next reading"].str.startswith("expected September 2026").all()
    assert shown.loc[dated, "Next reading"].str.contains("[@", regex=False).all()
    assert shown.loc[~dated, "Next reading"].str.startswith("not announced").all()
    shares = [(float(v), v.digits) for v in shown["Latest"] if v.unit == "percent"]
    assert shares == [(90.0, 0), (9.0, 1), (2.5, 1)]


def test_labels_tell_options_of_one_name_apart():
    names = tables.labels(raw("actions"), CLUSTERS)
    assert names["AC-07"] == "Leaving things as they are (SHG)"
    assert names["AC-02"] == "One yearly public account"
    assert len(set(names.values())) == len(names)


def test_named_actions_read_as_a_list(judged):
    said = tables.named(judged, "shg", wording="test first")
    assert said == "vouchers for research in Hong Kong"
    assert tables.named(judged, "shg", wording="never") == "nothing"


def test_what_is_taken_up_names_the_action_and_its_wording(judged):
    found = tables.taken_up(judged)
    assert found["TR-10"] == "Standing group with a yearly work list (strong)"
    assert "TR-03" not in found
