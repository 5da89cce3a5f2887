import pandas as pd

from tests.recommendations.small_chain import EVIDENCE, TABLES, small
from twodeltas.recommendations import chain as chains
from twodeltas.recommendations import chain_check, strength


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
    assert any(
        "(id AC-2): rests on 1" in str(problem)
        for problem in chain_check.problems(small(codes=codes), TABLES)
    )


def test_rows_that_cannot_be_trusted_are_no_support():
    chain = small(codes=coded(reliability={"E-5": "F"}))
    assert chains.behind(chain, "AC-2") == ["E-1", "E-2"]
    assert any(
        "(id AC-2): rests on 1" in str(problem) for problem in chain_check.problems(chain, TABLES)
    )
    assert strength.findings(chain).loc["FI-2", "rows"] == ["E-1", "E-2"]


def test_leaving_facts_out_takes_their_steps_too():
    chain = small().without(["E-1", "E-2"])
    assert chains.behind(chain, "AC-2") == ["E-5"]
    assert chains.behind(small().only(["AC-2"]), "AC-2") == ["E-1", "E-2", "E-5"]
