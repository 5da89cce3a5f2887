"""The table of recommendations: advice of the first documents on top, the verdict and its reason in words."""

import pandas as pd
import pytest

from twodeltas.recommendations.support import Support
from twodeltas.recommendations.tables import support as support_table

NOTHING = Support("untested", (), (), (), (), (), (), 0, ("barrier", "result", "items"))
WHOLE = Support("supported", ("B-1",), ("I-1",), (), (), (), (), 2, ())


def some(*lacks: str, **held: tuple[str, ...]) -> Support:
    parts = dict.fromkeys(("barrier", "result", "begun", "elsewhere", "own", "unjudged"), ()) | held
    return Support("conditional", items=1, lacks=lacks, **parts)


@pytest.mark.parametrize(
    ("one", "text"),
    [
        (NOTHING, "No row speaks to it."),
        (Support("untested", (), (), (), (), ("I-1",), (), 0, ()), "The only rows come from the adviser."),
        (some("barrier", "items", result=("I-1",)), "No row shows the barrier there; all rests on one item."),
        (some("result", begun=("I-1",)), "Begun, without a reported result."),
        (some("parts", result=("I-1",), without=("adopt", "connect")),
         "No result reported of a part of it: adopt and connect."),
        (Support("done", (), (), (), (), (), (), 1, (), done=("I-1",)),
         "What it advises has been done; it is no advice any more."),
        (some("result", elsewhere=("I-2",)),
         "Nothing of the kind found there; some rows are about another area."),
    ],
)  # fmt: skip
def test_the_reason_is_said_in_words(one, text):
    assert support_table.why(one) == text


def test_advice_of_the_first_documents_stands_on_top_and_is_marked():
    rows = pd.DataFrame(
        {
            "recommendation": ["Do <this>", "Do that"],
            "lever": ["law", "money"],
            "source_id": ["a", "b"],
        },
        index=["R-1", "R-2"],
    )
    table = support_table.supports(rows, {"R-1": WHOLE, "R-2": NOTHING}, ["b"])
    assert list(table["Id"]) == ["R-2", "R-1"]
    assert support_table.MARK in str(table["Advice and lever"][0])
    assert support_table.MARK not in str(table["Advice and lever"][1])
    assert "<this>" not in str(table["Advice and lever"][1])
    assert table["Rows"].tolist() == [None, "B-1, I-1"]
    flat = support_table.flat(rows, {"R-1": WHOLE, "R-2": NOTHING})
    assert flat.loc["R-1", ["verdict", "barrier", "result"]].tolist() == ["supported", "B-1", "I-1"]
