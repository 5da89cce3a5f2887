import pandas as pd
import pytest

from tests.recommendations.small_chain import LINKS, TABLES, frame, put, real, small
from tests.shared.real import raw
from twodeltas.recommendations import chain_check
from walkback.errors import DataError
from walkback.tables.lookup import ids_in


def told(chain, tables=TABLES, needed=2):
    return chain_check.problems(chain, tables, needed)


def test_a_whole_chain_has_no_problem():
    assert told(small()) == []
    chain_check.require(small(), TABLES)


def test_the_real_chain_is_whole():
    chain, tables = real()
    assert chain_check.problems(chain, tables) == []


@pytest.mark.parametrize("codes", ["first", "second"])
def test_the_real_chain_is_whole_by_the_codes_of_either_pass(codes):
    chain, tables = real(codes)
    assert chain_check.problems(chain, tables) == []


def test_actions_take_up_what_leads_to_their_cluster():
    transfers = raw("transfers")
    for action, row in raw("actions").iterrows():
        for transfer in ids_in(row["transfers"]):
            assert transfers.loc[transfer, "to_cluster"] == row["cluster"], (action, transfer)


def actions(**changes):
    table = small().actions.copy()
    for place, cell in changes.items():
        row, column = place.split("__")
        table.loc[row.replace("_", "-"), column] = cell
    return {"actions": table}


def cards(**cells: tuple) -> dict[str, pd.DataFrame]:
    """The small actions with a first move and a sign each."""
    given = frame(["first_move", "sign"], **cells)
    return {"actions": small().actions.join(given)}


BROKEN = {
    "an unknown id": (
        small(put(1, "E-9", "FI-1", "high", None)),
        "(id LK-1), column from: no table has “E-9”",
    ),
    "a step left out": (
        small(put(7, "FI-1", "L-money", "high", "AC-1")),
        "(id LK-7): leads from a finding to a lever → from a finding a step",
    ),
    "a step backwards": (
        small([*LINKS, ("IN-1", "AC-1", "high", None)]),
        "(id LK-14): leads from a indicator to a action",
    ),
    "a circle": (
        small([*LINKS, ("AC-1", "M-fund", "high", "AC-1")]),
        "run in a circle → take one of them out",
    ),
    "a finding without evidence": (
        small(LINKS[3:]),
        "findings.csv (id FI-1): nothing leads to it → link it",
    ),
    "a finding that leads nowhere": (small(put(7)), "findings.csv (id FI-1): leads to nothing"),
    "a lever that nothing pulls": (
        small([x for x in LINKS if x[1] != "L-money"]),
        "chain_nodes.csv (id L-money): nothing leads to it",
    ),
    "an action without an indicator": (small(put(13)), "actions.csv (id AC-1): leads to nothing"),
    "an indicator of nothing": (small(LINKS[:12]), "indicators.csv (id IN-1): nothing leads to it"),
    "a step that serves nothing": (
        small(put(9, "M-fund", "L-money", "medium", None)),
        "(id LK-9), column serves: only a step to a mechanism or a lever serves actions, and each does",
    ),
    "a step that does not arrive": (
        small(put(7, "FI-1", "M-fund", "high", "AC-1;AC-2")),
        "(id LK-7), column serves: serves AC-2, but no further step leads there",
    ),
    "one source only": (
        small([x for x in LINKS if x[0] not in {"E-3", "E-4", "E-5"}]),
        "actions.csv (id AC-1): rests on 1 independent item, 2 are needed → add evidence from another source",
    ),
    "an indicator without a row": (
        small(indicators=frame(["table", "row"], IN_1=("evidence", "E-9"))),
        "indicators.csv (id IN-1), column row: evidence has no row E-9",
    ),
    "an indicator without a table": (
        small(indicators=frame(["table", "row"], IN_1=("census", "E-1"))),
        "indicators.csv (id IN-1), column row: census has no row E-1",
    ),
    "an indicator without a number": (
        small(indicators=frame(["table", "row"], IN_1=("evidence", "E-4"))),
        "indicators.csv (id IN-1), column row: E-4 has no number",
    ),
    "a condition without a substitute": (
        small(**actions(AC_1__condition_state="missing")),
        "actions.csv (id AC-1), column substitute: is empty, but the condition is not met",
    ),
    "another lever": (
        small(**actions(AC_1__lever="people")),
        "actions.csv (id AC-1), column lever: is people, but links.csv leads to it from L-money",
    ),
    "a step without its first move": (
        small(**cards(AC_1=(None, "soon"), AC_2=(None, None))),
        "actions.csv (id AC-1), column first_move: is empty → say it in a few words",
    ),
    "doing nothing with a sign": (
        small(**cards(AC_1=("call", "soon"), AC_2=(None, "soon"))),
        "actions.csv (id AC-2), column sign: is filled, but to do nothing is no step → empty it",
    ),
    "doing nothing with an indicator": (
        small([*LINKS, ("AC-2", "IN-1", "low", None)]),
        "actions.csv (id AC-2): does nothing, but links.csv leads from it to IN-1",
    ),
    "no yardstick": (small(**actions(AC_2__kind="do")), "shg has 0 options of kind nothing"),
}


@pytest.mark.parametrize(("chain", "message"), BROKEN.values(), ids=BROKEN)
def test_a_broken_chain_is_told(chain, message):
    found = told(chain)
    assert any(message in str(problem) for problem in found), found
    assert all(p.advice and p.file.startswith("data/raw/") for p in found)
    with pytest.raises(DataError, match="chain from evidence to advice is broken"):
        chain_check.require(chain, TABLES)
