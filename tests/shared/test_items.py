"""Rows that go back to one release count once."""

import pandas as pd

from twodeltas.shared import items


def test_rows_of_one_source_and_rows_of_one_release_are_one_item():
    evidence = pd.DataFrame(
        {"source_id": ["a", "b", "b", "c", "d"]}, index=["X-1", "X-2", "X-3", "X-4", "X-5"]
    )
    codes = pd.DataFrame({"evidence": ["X-4", "X-5"], "same_release": ["X-1;X-9", None]})
    item = items.independent(evidence, codes)
    assert item.to_dict() == {"X-1": "X-1", "X-2": "X-2", "X-3": "X-2", "X-4": "X-1", "X-5": "X-5"}
    assert items.count(item, ["X-1", "X-4", "X-2"]) == 2
