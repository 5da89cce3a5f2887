import pandas as pd

from twodeltas.shared import claims_table


def test_only_claims_that_do_not_simply_hold_are_bold():
    claims = pd.DataFrame(
        {
            "statement": ["a", "b"],
            "check": ["corroborated", "not_found"],
            "note": ["seen", None],
            "source_id": ["s1", "s2;s3"],
        },
        index=["A01", "A02"],
    )
    shown = claims_table.claims(claims)
    assert shown["Verdict"].tolist() == ["corroborated", "**not found**"]
    assert shown["What the check found"].tolist() == ["seen", None]
    assert shown["Source"].tolist() == ["[@s1]", "[@s2; @s3]"]
