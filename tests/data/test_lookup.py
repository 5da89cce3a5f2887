"""What the real facts say, in the words of their sources."""

import math

import pandas as pd
import pytest

from tests.shared.real import raw
from twodeltas.shared.start import number_format
from walkback.errors import AnalysisError
from walkback.tables.lookup import Facts, ids_in


@pytest.fixture(scope="module")
def facts():
    tables = {name: raw(name) for name in ("evidence", "city_stats", "transfers")}
    return Facts(tables, number_format(raw("units"), "en"))


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ("SHG-112", "over 460 million yuan"),
        ("SHG-126", "30–40 minutes"),
        ("SS-017", "over 7 billion yuan"),
        ("SS-025", "nearly 100,000 people"),
        ("SHG-052", "447 firms"),
    ],
)
def test_a_fact_reads_as_its_source_says(facts, row, text):
    assert facts[row].text.startswith(text)


def test_a_lower_bound_is_open_above(facts):
    assert facts["SHG-112"].low == 460e6
    assert facts["SHG-112"].high == math.inf


def test_a_fact_knows_where_it_comes_from(facts):
    origin = facts["SHG-112"].origins[0]
    assert (origin.table, origin.row, origin.sources) == ("evidence", "SHG-112", ("cns-460m",))
    assert (origin.as_of, origin.confidence, origin.audit) == ("2024-11", "secondary", "confirmed")


def test_a_fact_reads_in_two_languages_at_once(facts):
    chinese = Facts({"evidence": raw("evidence")}, number_format(raw("units"), "zh"))
    assert chinese["SHG-112"].text == "超过4.6亿元"
    assert facts["SHG-112"].text == "over 460 million yuan"
    assert (chinese.count(["SHG-001"]).word, facts.count(["SHG-001"]).word) == ("1", "one")


@pytest.mark.parametrize(
    "asked",
    [
        lambda facts: facts["shg-112"],
        lambda facts: facts.row("shg-112"),
        lambda facts: facts.origin("shg-112"),
        lambda facts: facts.cite("SHG-112", "shg-112"),
        lambda facts: facts.count(["shg-112"]),
    ],
)
def test_an_unknown_row_says_where_to_look(facts, asked):
    says = "No table has a row 'shg-112' .*evidence, city_stats.* the nearest is 'SHG-112'"
    with pytest.raises(AnalysisError, match=says):
        asked(facts)


def test_a_row_without_a_number_is_not_read_as_one(facts):
    with pytest.raises(AnalysisError, match="'TR-04' is a row of transfers, which has no column"):
        facts["TR-04"]


def test_citations_name_each_source_once(facts):
    assert facts.cite("SHG-112", "SHG-047") == "[@cns-460m]"


def test_counting_rows_remembers_them(facts):
    three = facts.count(["SHG-001", "SHG-002", "SS-001"])
    assert three.word == "three"
    assert [o.row for o in three.origins] == ["SHG-001", "SHG-002", "SS-001"]


@pytest.mark.parametrize(
    ("cell", "ids"),
    [("a;b", ("a", "b")), (None, ()), (float("nan"), ()), (pd.NA, ()), ("", ()), ("a; ", ("a",))],
)
def test_ids_of_a_cell(cell, ids):
    assert ids_in(cell) == ids
