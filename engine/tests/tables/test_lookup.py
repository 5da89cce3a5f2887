"""A fact by its row id: how it reads, what is known, where it comes from."""

import math

import pytest

from walkback.errors import AnalysisError
from walkback.tables.lookup import Facts, ids_in, row_value
from walkback.tables.package import load_package
from walkback.tables.read import RawTables, read_raw
from walkback.values.number_format import NumberFormat


@pytest.fixture(scope="module")
def facts(sound):
    units = read_raw("units", sound)
    words = {u: (units.loc[u, "kind"], units.loc[u, "symbol"]) for u in units.index}
    return Facts(RawTables(("facts", "caveats"), sound), NumberFormat("en", words))


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ("F-055", "over 460 million euros"),
        ("F-047", "30–40 minutes"),
        ("F-045", "nearly 2,000 ships"),
        ("F-053", "about 41.5%"),
        ("F-030", "30 ships"),
        ("F-001", "1 ship"),
        ("F-060", "not published"),
    ],
)
def test_a_fact_reads_as_its_source_says(facts, row, text):
    assert facts[row].text == text


def test_a_lower_bound_is_open_above(facts):
    assert facts["F-055"].low == 460e6
    assert facts["F-055"].high == math.inf


def test_an_exact_number_is_its_own_interval(facts):
    assert (facts["F-030"].low, facts["F-030"].number, facts["F-030"].high) == (30, 30, 30)


def test_a_table_without_qualifiers_states_its_values_exactly():
    value = row_value("rain", "R-01", {"value": 88, "unit": "mm", "source_id": "diary"})
    assert (value.low, value.number, value.high, value.qualifier) == (88, 88, 88, "exact")
    assert value.text == "88 mm"


def test_a_fact_knows_where_it_comes_from(facts):
    origin = facts["F-055"].origins[0]
    assert (origin.table, origin.row, origin.sources) == ("facts", "F-055", ("pilots-2024",))
    assert (origin.as_of, origin.locator) == ("2024-11", "page 55")
    assert (origin.confidence, origin.audit) == ("secondary", "confirmed")


def test_an_unknown_row_says_where_to_look(facts):
    with pytest.raises(AnalysisError, match="No table has a row 'F-999'"):
        facts["F-999"]


def test_citations_name_each_source_once(facts):
    assert facts.cite("F-055", "F-052") == "[@pilots-2024]"
    assert facts.cite("F-055", "F-054") == "[@pilots-2024; @office-2024]"


def test_counting_rows_remembers_them(facts):
    three = facts.count(["F-001", "F-002", "C-01"])
    assert three.word == "three"
    assert [(o.table, o.row) for o in three.origins] == [
        ("facts", "F-001"),
        ("facts", "F-002"),
        ("caveats", "C-01"),
    ]


@pytest.mark.parametrize(("cell", "parts"), [("a;b", ("a", "b")), (None, ()), ("a; ", ("a",))])
def test_ids_of_a_cell(cell, parts):
    assert ids_in(cell) == parts


def test_a_table_is_read_only_when_a_row_of_it_is_asked_for(sound, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "walkback.tables.read.read_raw",
        lambda name, root: asked.append(name) or read_raw(name, root),
    )
    facts = Facts(RawTables(("facts", "caveats"), sound))
    assert asked == []
    assert facts["F-030"].number == 30
    assert asked == ["facts"]
    facts.origin("C-01")
    assert asked == ["facts", "caveats"]


def test_a_number_in_another_column_is_read_with_its_source(sound):
    ships = Facts(RawTables(root=sound))
    value = ships["brig", "share"]
    assert (value.text, value.number, value.qualifier) == ("9", 9.0, "exact")
    assert value.origins[0].sources == ("office-2024",)
    with pytest.raises(
        AnalysisError, match=r"no column 'rig' with numbers \(it has: rank, before, share"
    ):
        ships["brig", "rig"]


def test_every_table_of_the_package_is_searched(sound):
    assert set(RawTables(root=sound)) >= {"facts", "ships", "bounds"}
    assert Facts(RawTables(root=sound))["F-055"].number == 460e6


def test_a_table_whose_ids_look_otherwise_is_not_even_read(copied):
    tables = RawTables(("caveats", "facts"), copied.root)
    assert tables.may_hold("facts", "F-055")
    assert not tables.may_hold("caveats", "F-055")
    (copied.root / load_package(copied.root).tables["caveats"].file).write_bytes(b"\xff\xfe broken")
    assert Facts(tables)["F-055"].number == 460e6
