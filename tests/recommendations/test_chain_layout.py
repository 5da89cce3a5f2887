import pandas as pd
import pytest

from tests.recommendations.small_chain import put, real, small
from twodeltas.recommendations.chain_layout import picture

SHORT = {
    "nodes": lambda c: c.nodes.assign(name=["Pay", "Match", "Money"]),
    "findings": lambda c: c.findings.assign(short=["One", "Two"]),
    "actions": lambda c: c.actions.assign(short=["Do it", "Wait"]),
    "indicators": lambda c: c.indicators.assign(short=["Sum"]),
}


def named(*args):
    chain = small(*args)
    return small(*args, **{name: add(chain) for name, add in SHORT.items()})


def edge(drawn, first, second):
    steps = drawn.steps.set_index(["from", "to"])
    return steps.loc[(first, second)]


def test_a_mechanism_and_its_lever_are_one_node_and_nothing_is_left_out():
    drawn = picture(named(), "shg")
    assert set(drawn.nodes.index) == {
        "FI-1",
        "FI-2",
        "M-fund>L-money",
        "M-match>L-money",
        "AC-1",
        "IN-1",
    }
    assert drawn.nodes.loc["M-fund>L-money", "text"] == "Money: pay"
    assert drawn.nodes["column"].tolist().count(0) == 2


def test_a_step_through_both_is_as_sure_as_the_less_sure():
    assert edge(picture(named(), "shg"), "FI-1", "M-fund>L-money")["confidence"] == "medium"
    assert edge(picture(named(), "shg"), "FI-2", "M-match>L-money")["confidence"] == "high"


def test_evidence_is_counted_beside_its_finding():
    drawn = picture(named(), "shg")
    assert drawn.nodes.loc["FI-1", ["items", "level"]].tolist() == [3, "high"]
    assert pd.isna(drawn.nodes.loc["AC-1", "items"])


def test_the_weakest_step_is_marked():
    drawn = picture(named(), "shg")
    assert drawn.steps.loc[drawn.steps["weakest"], "to"].unique().tolist() == ["AC-1"]
    weak = picture(named(put(9, "M-fund", "L-money", "low", "AC-1")), "shg")
    assert not edge(weak, "AC-1", "IN-1")["weakest"]


def test_a_finding_that_is_the_weakest_part_is_marked():
    links = [
        x for x in put(11, "L-money", "AC-1", "high", None) if x[0] != "FI-1" and x[1] != "FI-1"
    ]
    links = [x for x in links if x[0] != "M-fund"]
    chain = named(links)
    assert picture(chain, "shg").nodes.loc["FI-2", "weakest"]


@pytest.mark.parametrize("cluster", ["shg", "ss"])
def test_the_real_pictures_can_be_followed(cluster):
    chain, _ = real()
    drawn = picture(chain, cluster)
    assert len(drawn.nodes) <= 30
    own = chain.actions[(chain.actions["cluster"] == cluster) & (chain.actions["kind"] == "do")]
    assert set(own.index) <= set(drawn.nodes.index)
    for _, column in drawn.nodes.groupby("column"):
        assert sorted(column["place"]) == list(range(len(column)))
