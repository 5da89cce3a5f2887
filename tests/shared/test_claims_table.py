import pandas as pd

from twodeltas.shared import claims_table


def test_only_claims_that_do_not_simply_hold_are_bold():
    claims = pd.DataFrame(
        {
            "statement": ["a", "b"],
            "check": ["corroborated", "not_found"],
            "note": ["seen", None],
            "quote": ["A.", "B."],
            "quote_zh": [None, "乙"],
            "rule": ["same", "nothing"],
            "check_rows": ["F1;F2", None],
            "check_source_id": ["s1", "s2;s3"],
        },
        index=["A01", "A02"],
    )
    shown = claims_table.claims(claims)
    assert shown["Verdict"].tolist() == [
        "corroborated (the same is said)",
        "**not found** (nothing found)",
    ]
    assert shown["What the check found"].tolist() == ["seen", None]
    assert shown["Checked against"].tolist() == ["[@s1]", "[@s2; @s3]"]
