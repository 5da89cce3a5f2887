"""The manifest itself may be wrong."""

import json

import pytest

from walkback.tables.package import load_package

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
