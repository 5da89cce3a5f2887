"""Rows against their texts, their sources and each other."""

from collections import Counter
from datetime import date

import pytest

from walkback.tables.bibliography import Reference
from walkback.tables.contradictions import contradictions
from walkback.tables.name_rules import misspellings
from walkback.tables.package import Column, Link, Names, Table
from walkback.tables.problems import Problem
from walkback.tables.sheet import Sheet, SheetRow
from walkback.tables.source_dates import days_published
from walkback.tables.written import twice_encoded


def table(*columns: Column, **more: object) -> Table:
    return Table("x", "data/raw/x.csv", {one.name: one for one in columns}, {}, **more)  # type: ignore[arg-type]


def sheet(*rows: dict[str, str]) -> Sheet:
    records = [SheetRow("data/raw/x.csv", at, row) for at, row in enumerate(rows, 2)]
    return Sheet("data/raw/x.csv", tuple(rows[0]), tuple(records))


def found(
    described: Table, *rows: dict[str, str], entries: list[Reference] | None = None, **more: Sheet
) -> list[Problem]:
    sheets = {"x": sheet(*rows), **more}
    tables = {name: described if name == "x" else table() for name in sheets}
    return list(contradictions(tables, sheets, entries or [], []))


def text(cell: str, language: str = "") -> list[str]:
    described = table(Column("id"), Column("text", language=language))
    return [problem.rule for problem in found(described, {"id": "a", "text": cell})]


@pytest.mark.parametrize(
    "cell",
    ["#REF!", "see #N/A", "TODO", "tbd", "N/A", "???", "…", "xxx", "Lorem ipsum dolor", "待定"],
)
def test_placeholders_are_told(cell):
    assert text(cell) == ["placeholder"]


@pytest.mark.parametrize(
    "cell",
    ["NA", "What is known?", "Todorov", "item #3", "100", "none", "Is it so? Yes.", "Bar Harbor"],
)
def test_words_are_no_placeholders(cell):
    assert text(cell) == []


@pytest.mark.parametrize(
    "words", ["Macao–Zhuhai", "Montréal", "“quoted”", "深圳和香港的合作", "São Paulo"]
)
def test_texts_in_another_encoding_are_told(words):
    raw = words.encode()
    assert twice_encoded(raw.decode("latin-1"))
    assert twice_encoded(raw.decode("cp1252", "ignore"))
    assert not twice_encoded(words)


def test_chinese_read_as_gbk_is_told():
    words = "广东财政科研资金跨境拨付累计超过三亿元，共二百三十五项。"
    assert twice_encoded(words.encode().decode("gbk", "ignore"))
    assert not twice_encoded(words)


@pytest.mark.parametrize(
    ("cell", "language", "rules"),
    [
        ("深圳", "zh", []),
        ("Shenzhen", "zh", ["language"]),
        ("2020?????2025", "zh", ["language"]),
        ("Shenzhen", "en", []),
        ("深圳", "en", ["language"]),
        ("0", "en", ["language"]),
        ("2.5 %", "", []),
    ],
)
def test_a_column_has_one_language(cell, language, rules):
    assert text(cell, language) == rules


TIES = {"a": "HKU", "b": "PKU", "kind": "fund", "of": ""}


def test_rows_that_are_the_same_under_two_ids_are_told():
    described = table(alike=((("a", "b"), "kind"),))
    (one,) = found(described, {"id": "1", **TIES}, {"id": "2", **TIES, "a": "PKU", "b": "hku "})
    assert one.message == "is the same as row 2 (id 1) in a, b and kind"
    assert found(described, {"id": "1", **TIES}, {"id": "2", **TIES, "kind": "body"}) == []
    assert found(described, {"id": "1", **TIES, "kind": ""}, {"id": "2", **TIES, "kind": ""}) == []


def test_a_row_that_says_what_it_repeats_is_no_repetition():
    described = table(alike=(("a",),), alike_unless="of")
    rows = [{"id": "1", **TIES}, {"id": "2", **TIES, "of": "1"}, {"id": "3", **TIES, "of": "1"}]
    assert [problem.row_id for problem in found(described, *rows)] == ["3"]


def test_an_end_before_its_beginning_is_told():
    described = table(in_order=(("since", "until"),))
    (one,) = found(described, {"id": "1", "since": "2022", "until": "2021"})
    assert one.message == "“2021” comes before “2022” in since"
    assert found(described, {"id": "1", "since": "2022", "until": ""}) == []


def test_a_row_with_an_error_is_told_of_that_alone():
    described = table(in_order=(("since", "until"),))
    sheets = {"x": sheet({"id": "1", "since": "2022", "until": "2021"})}
    before = [Problem("data/raw/x.csv", 2, "since", "type", "is wrong", "mend it")]
    assert list(contradictions({"x": described}, sheets, [], before)) == []


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Guangdnog", "Guangdong"),
        ("Guangdon", "Guangdong"),
        ("Guanggdong", "Guangdong"),
        ("Guangdomg", "Guangdong"),
        ("guangdong", "Guangdong"),
        ("Guangxi", None),
        ("HKU", None),
        ("Zone 61", None),
    ],
)
def test_a_misspelt_name_is_found(name, meant):
    times = Counter({"Guangdong": 5, "HKUS": 3, "Zone 60": 2, name: 1})
    assert misspellings(times).get(name) == meant


def test_a_known_name_is_right_however_near_another_is():
    links = (Link("cities", "name"),)
    described = table(Column("who", separator=";", names=Names(frozenset({"Huzhou"}), links)))
    cities = Sheet("data/raw/cities.csv", ("name",), (SheetRow("c", 2, {"name": "Suzhou"}),))
    rows = [{"id": "1", "who": "Suzhou;Huzhou"}, {"id": "2", "who": "Suzhou;Suzho"}]
    (one,) = found(described, *rows, cities=cities)
    assert (one.row_id, one.advice) == ("2", "write Suzhou, or give the two names that differ more")


def unit(unit: str, printed: str) -> list[str]:
    known = [{"id": name} for name in ("papers", "patents", "laboratories", "CNY")]
    rows = [
        {"id": "1", "value": "5", "unit": unit, "unit_original": printed},
        *(
            {"id": str(n), "value": "5", "unit": "laboratories", "unit_original": "labs (all)"}
            for n in (2, 3)
        ),
    ]
    units = Sheet("data/raw/units.csv", ("id",), tuple(SheetRow("u", 2, one) for one in known))
    return [problem.advice for problem in found(table(), *rows, units=units)]


@pytest.mark.parametrize(
    ("given", "printed", "right"),
    [
        ("patents", "papers (Scopus)", "papers"),
        ("CNY", "labs", "laboratories"),
        ("papers", "million papers", None),
        ("CNY", "million", None),
        ("CNY", "teams", None),
        ("laboratories", "labs", None),
    ],
)
def test_a_unit_that_the_source_did_not_print_is_told(given, printed, right):
    assert unit(given, printed) == ([f"write {right}, or correct unit_original"] if right else [])


def issued(*parts: int) -> Reference:
    item = {"id": "s", "issued": {"date-parts": [list(parts)]}}
    return Reference(1, item)


@pytest.mark.parametrize(
    ("as_of", "entry", "late"),
    [
        ("2024-11", issued(2024, 11, 6), False),
        ("2024-12", issued(2024, 11, 6), False),  # a source may announce what begins soon
        ("2025-03", issued(2024, 11, 6), True),
        ("2024", issued(2024), False),
        ("2025-06", issued(2024), True),
        ("2025", Reference(1, {"id": "s"}), False),
        ("", issued(2024), False),
    ],
)
def test_a_fact_is_not_younger_than_its_source(as_of, entry, late):
    columns = (
        Column("as_of", not_after_source={"audit": ["corrected"]}),
        Column("source_id", links=(Link("references.json"),)),
    )
    row = {"id": "1", "as_of": as_of, "source_id": "s", "audit": ""}
    assert bool(found(table(*columns), row, entries=[entry])) == late
    assert found(table(*columns), {**row, "audit": "corrected"}, entries=[entry]) == []


def test_the_last_day_on_which_a_source_can_have_been_published():
    assert days_published([issued(2024, 2)]) == {"s": date(2024, 2, 29)}
