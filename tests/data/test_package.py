"""The manifest itself may be wrong."""

import json

import pytest

from tests.data.conftest import ROOT
from walkback.tables.package import load_package

FILE = "data/datapackage.json"


def test_the_manifest_is_read():
    package = load_package(ROOT)
    column = package.tables["gii_clusters_2025"].columns["source_id"]
    assert column.to_references
    assert column.split("a;b") == ["a", "b"]
    assert package.tables["evidence"].key == ("id",)
    assert package.tables["clusters"].file == "data/clusters.csv"


def test_column_without_list_is_one_code():
    column = load_package(ROOT).tables["evidence"].columns["cluster"]
    assert (column.split("a;b"), column.split("")) == (["a;b"], [])


@pytest.mark.parametrize(
    ("old", "new", "rule", "message"),
    [
        ('"resources":', '"resource":', "manifest", "does not describe tables as it should"),
        ('"type": "number"', '"type": "numbr"', "manifest", "the unknown type “numbr”"),
        ('"minimum": 1', '"minimum": {}', "manifest", "does not describe tables as it should"),
        ('"pattern": "^', '"pattern": "^(', "manifest", "unterminated subpattern"),
        ('"unique": true', '"uniqu": true', "manifest", 'constraint "uniqu" is not supported'),
        ('"primaryKey": "id"', '"primarKey": "id"', "manifest", "does not have id as its key"),
        ('"gdp": "GDP"', '"gpd": "GDP"', "manifest", "the code “gdp” has no label"),
        ('"resources":', '"resources"', "json", "is not valid JSON at character"),
    ],
)
def test_broken_manifest_is_told_and_not_raised(small, old, new, rule, message):
    small.edit(FILE, old, new)
    told = [p for p in small.check() if p.file == FILE]
    assert [p.rule for p in told] == [rule] * len(told)
    assert message in told[0].message


def test_any_json_in_its_place_is_told_and_not_raised(small):
    for contents in [], 1, "x", None, {"resources": [1]}, {"resources": [{"path": 1}]}:
        small.write(FILE, json.dumps(contents))
        assert "manifest" in {p.rule for p in small.check() if p.file == FILE}
