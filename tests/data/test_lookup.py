import math

import pytest

from tests.shared.real import raw
from walkback.errors import AnalysisError
from walkback.tables.lookup import Facts, split
from walkback.values import number_format


@pytest.fixture(scope="module")
def facts():
    units = raw("units")
    number_format.use(
        "en", {u: (units.loc[u, "kind"], units.loc[u, "symbol_en"]) for u in units.index}
    )
    yield Facts({"evidence": raw("evidence"), "city_stats": raw("city_stats")})
    number_format.use("en", {})


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


def test_an_unknown_row_says_where_to_look(facts):
    with pytest.raises(AnalysisError, match="No table has a row 'SHG-999'"):
        facts["SHG-999"]


def test_citations_name_each_source_once(facts):
    assert facts.cite("SHG-112", "SHG-047") == "[@cns-460m]"


def test_counting_rows_remembers_them(facts):
    three = facts.count(["SHG-001", "SHG-002", "SS-001"])
    assert three.word == "three"
    assert [o.row for o in three.origins] == ["SHG-001", "SHG-002", "SS-001"]


@pytest.mark.parametrize(("cell", "parts"), [("a;b", ("a", "b")), (None, ()), ("a; ", ("a",))])
def test_split(cell, parts):
    assert split(cell) == parts
