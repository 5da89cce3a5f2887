import pandas as pd
import pytest

from tests.analysis.real import raw
from tests.analysis.small_chain import EVIDENCE, LINKS, TABLES, frame, put, real, small
from twodeltas.analysis import chain as chains
from twodeltas.analysis import strength
from twodeltas.analysis.items import listed
from twodeltas.errors import AnalysisError


def told(chain, tables=TABLES, needed=2):
    return chains.problems(chain, tables, needed)


def test_a_whole_chain_has_no_problem():
    assert told(small()) == []
    chains.require(small(), TABLES)


def test_the_real_chain_is_whole():
    chain, tables = real()
    assert chains.problems(chain, tables) == []


@pytest.mark.parametrize("codes", ["first", "second"])
def test_the_real_chain_is_whole_by_the_codes_of_either_pass(codes):
    chain, tables = real(codes)
    assert chains.problems(chain, tables) == []


def test_actions_take_up_what_leads_to_their_cluster():
    transfers = raw("transfers")
    for action, row in raw("actions").iterrows():
        for transfer in listed(row["transfers"]):
            assert transfers.loc[transfer, "to_cluster"] == row["cluster"], (action, transfer)


def actions(**changes):
    table = small().actions.copy()
    for place, cell in changes.items():
        row, column = place.split("__")
        table.loc[row.replace("_", "-"), column] = cell
    return {"actions": table}


BROKEN = {
    "an unknown id": (
        small(put(1, "E-9", "FI-1", "high", None)),
        "LK-1, column from: no table has “E-9”",
    ),
    "a step left out": (
        small(put(7, "FI-1", "L-money", "high", "AC-1")),
        "LK-7: leads from a finding to a lever → from a finding a step",
    ),
    "a step backwards": (
        small([*LINKS, ("IN-1", "AC-1", "high", None)]),
        "LK-15: leads from a indicator to a action",
    ),
    "a circle": (
        small([*LINKS, ("AC-1", "M-fund", "high", "AC-1")]),
        "run in a circle → take one of them out",
    ),
    "a finding without evidence": (
        small(LINKS[3:]),
        "findings.csv, FI-1: nothing leads to it → link it",
    ),
    "a finding that leads nowhere": (small(put(7)), "findings.csv, FI-1: leads to nothing"),
    "a lever that nothing pulls": (
        small([x for x in LINKS if x[1] != "L-money"]),
        "chain_nodes.csv, L-money: nothing leads to it",
    ),
    "an action without an indicator": (small(put(13)), "actions.csv, AC-1: leads to nothing"),
    "an indicator of nothing": (small(LINKS[:12]), "indicators.csv, IN-1: nothing leads to it"),
    "a step that serves nothing": (
        small(put(9, "M-fund", "L-money", "medium", None)),
        "LK-9: only a step to a mechanism or a lever serves actions, and each does",
    ),
    "a step that does not arrive": (
        small(put(7, "FI-1", "M-fund", "high", "AC-1;AC-2")),
        "LK-7: serves AC-2, but no further step leads there",
    ),
    "one source only": (
        small([x for x in LINKS if x[0] not in {"E-3", "E-4", "E-5"}]),
        "actions.csv, AC-1: rests on 1 independent item(s), 2 are needed → add evidence from another source",
    ),
    "an indicator without a row": (
        small(indicators=frame(["table", "row"], IN_1=("evidence", "E-9"))),
        "indicators.csv, IN-1: evidence has no row E-9",
    ),
    "an indicator without a table": (
        small(indicators=frame(["table", "row"], IN_1=("census", "E-1"))),
        "indicators.csv, IN-1: census has no row E-1",
    ),
    "an indicator without a number": (
        small(indicators=frame(["table", "row"], IN_1=("evidence", "E-4"))),
        "indicators.csv, IN-1: E-4 has no number",
    ),
    "a condition without a substitute": (
        small(**actions(AC_1__condition_state="missing")),
        "actions.csv, AC-1: its condition is not met → say in column substitute",
    ),
    "another lever": (
        small(**actions(AC_1__lever="people")),
        "actions.csv, AC-1: lever people, but linked from L-money",
    ),
    "no yardstick": (small(**actions(AC_2__kind="do")), "shg has 0 options of kind nothing"),
}


@pytest.mark.parametrize(("chain", "message"), BROKEN.values(), ids=BROKEN)
def test_a_broken_chain_is_told(chain, message):
    found = told(chain)
    assert any(message in problem for problem in found), found
    assert all(" → " in problem and problem.startswith("data/raw/") for problem in found)
    with pytest.raises(AnalysisError, match="chain from evidence to advice is broken"):
        chains.require(chain, TABLES)


def test_what_serves_another_action_does_not_lead_here():
    chain = small()
    assert "FI-1" in chain.ways["AC-1"]
    assert "FI-1" not in chain.ways["AC-2"]
    assert chains.behind(chain, "AC-2") == ["E-1", "E-2", "E-5"]
    assert chains.independent(chain, ["E-1", "E-2", "E-5"]) == 2


def coded(**columns):
    codes = pd.DataFrame({"evidence": EVIDENCE.index, "same_release": None, "reliability": "B"})
    for column, cells in columns.items():
        for row, cell in cells.items():
            codes.loc[codes["evidence"] == row, column] = cell
    return codes.astype(object)


def test_rows_of_one_release_count_once():
    codes = coded(same_release={"E-5": "E-1"})
    assert chains.independent(small(codes=codes), ["E-1", "E-2", "E-5"]) == 1
    assert any("AC-2: rests on 1" in problem for problem in told(small(codes=codes)))


def test_rows_that_cannot_be_trusted_are_no_support():
    chain = small(codes=coded(reliability={"E-5": "F"}))
    assert chains.behind(chain, "AC-2") == ["E-1", "E-2"]
    assert any("AC-2: rests on 1" in problem for problem in told(chain))
    assert strength.findings(chain).loc["FI-2", "rows"] == ["E-1", "E-2"]


def test_leaving_facts_out_takes_their_steps_too():
    chain = small().without(["E-1", "E-2"])
    assert chains.behind(chain, "AC-2") == ["E-5"]
    assert chains.behind(small().only(["AC-2"]), "AC-2") == ["E-1", "E-2", "E-5"]
