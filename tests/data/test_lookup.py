"""What the real facts say, in the words of their sources."""

import math

import pytest

from tests.shared.real import raw
from walkback.tables.lookup import Facts
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
