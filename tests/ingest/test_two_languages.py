"""Numbers in English and Chinese, and claims in which the two differ."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared.real import raw
from twodeltas.ingest import two_languages


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("over 600 million yuan", "累计超6亿元"),
        ("more than 15,000 researchers", "1.5万余名"),
        ("in just 35 minutes", "35分钟"),
        ("As of last August 200 projects", "截至去年8月,超200个项目"),
    ],
)
def test_both_languages_give_the_same_numbers(english, chinese):
    assert two_languages.numbers(english) == two_languages.numbers(chinese) != []


@given(st.integers(1, 9999))
def test_ten_thousands_and_millions_are_read_as_written(number):
    assert two_languages.numbers(f"{number}万") == [number * 10_000]
    assert two_languages.numbers(f"{number:,} million") == [number * 1_000_000]


def test_a_claim_whose_numbers_differ_is_found_and_words_are_not_compared():
    claims = pd.DataFrame(
        {
            "quote": ["35 labs", "34 labs", "Top 100", "no Chinese 5"],
            "quote_zh": ["35家", "35家", "百强", None],
        },
        index=["B1", "B2", "B3", "B4"],
    )
    assert two_languages.differing(claims) == ["B2"]


def test_no_number_of_the_real_comment_differs():
    assert two_languages.differing(raw("claims")) == []


def test_every_claim_of_the_comment_stands_in_both_languages():
    claims = raw("claims")
    comment = claims[claims["source_id"] == "seed-ycwb-2026"]
    assert comment["quote_zh"].notna().all()


def test_each_difference_quotes_what_its_claims_quote():
    """The words held against each other are of the same passage as the claims that they touch."""
    claims, table = raw("claims"), raw("language_differences")
    for _, row in table.iterrows():
        places = {claims.loc[i, "locator"] for i in row["claims"].split(";")}
        assert row["locator"] in places
