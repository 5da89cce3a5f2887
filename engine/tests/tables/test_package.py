"""The manifest itself may be wrong."""

import json

import pytest

from walkback.tables.package import load_package
from walkback.tables.read import read_raw

FILE = "data/datapackage.json"


def test_the_manifest_is_read(sound):
    package = load_package(sound)
    column = package.tables["ships"].columns["source_id"]
    assert column.to_references
    assert column.split("a;b") == ["a", "b"]
    assert package.tables["facts"].key == ("id",)
    assert package.tables["places"].file == "data/places.csv"


def test_column_without_list_is_one_code(sound):
    column = load_package(sound).tables["facts"].columns["place"]
    assert (column.split("a;b"), column.split("")) == (["a;b"], [])


@pytest.mark.parametrize(
    ("old", "new", "rule", "message"),
    [
        ('"resources":', '"resource":', "manifest", "does not describe tables as it should"),
        ('"type": "number"', '"type": "numbr"', "manifest", "the unknown type “numbr”"),
        ('"minimum": 1', '"minimum": {}', "manifest", "does not describe tables as it should"),
        ('"pattern": "^', '"pattern": "^(', "manifest", "unterminated subpattern"),
        ('"unique": true', '"uniqu": true', "manifest", 'constraint "uniqu" is not supported'),
        ('"primaryKey": "id"', '"primaryKey": "name"', "manifest", "does not have id as its key"),
        ('"resources":', '"resources"', "json", "is not valid JSON at character"),
    ],
)
def test_broken_manifest_is_told_and_not_raised(copied, old, new, rule, message):
    copied.edit(FILE, old, new)
    told = [p for p in copied.check() if p.file == FILE]
    assert [p.rule for p in told] == [rule] * len(told)
    assert message in told[0].message


def test_any_json_in_its_place_is_told_and_not_raised(copied):
    for contents in [], 1, "x", None, {"resources": [1]}, {"resources": [{"path": 1}]}:
        copied.write(FILE, json.dumps(contents))
        assert "manifest" in {p.rule for p in copied.check() if p.file == FILE}


def test_a_missing_key_is_id_where_there_is_such_a_column(copied):
    copied.write(FILE, copied.text(FILE).replace('"primaryKey": "id"', '"title": "T"'))
    assert copied.check() == []


def test_a_fault_of_the_manifest_gives_no_warnings_about_sources(copied):
    copied.edit(FILE, '"primaryKey": "id"', '"primaryKey": "name"')
    assert [p.rule for p in copied.check()] == ["manifest"]


def test_a_table_may_have_one_source_for_all_its_rows(copied):
    copied.edit(FILE, '"name": "bounds",', '"name": "bounds", "x-source": "survey-2024",')
    assert copied.check() == []
    frame = read_raw("bounds", copied.root)
    assert list(frame["source_id"]) == ["survey-2024"]
    copied.edit(FILE, '"x-source": "survey-2024"', '"x-source": "survy-2024"')
    (problem,) = copied.check()
    assert (problem.file, problem.advice) == (FILE, "did you mean “survey-2024”?")


def test_a_row_that_two_tables_with_values_have_is_refused(copied):
    copied.edit(FILE, '"name": "count"', '"name": "value"')
    copied.edit("data/raw/counts.csv", "id,harbour,count,", "id,harbour,value,")
    text = copied.text("data/raw/counts.csv") + "F-001,H-1,3,2024,survey-2024\n"
    copied.edit(FILE, '"^N-\\\\d$"', '"^F-\\\\d+$"')
    copied.write("data/raw/counts.csv", text)
    (problem,) = copied.check()
    assert problem.rule == "shared-id"
    assert problem.message == "“F-001” is a row of data/raw/facts.csv too (row 2)"
