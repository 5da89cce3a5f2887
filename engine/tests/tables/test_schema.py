"""What the manifest asks of cells and rows, and what of the manifest itself cannot be meant."""

import json
from pathlib import Path
from typing import Any

import pytest

from walkback.tables.package import load_package
from walkback.tables.problems import Problem
from walkback.tables.schema import schema_problems
from walkback.tables.sheet import read_table

PLACES = {
    "name": "places",
    "path": "raw/places.csv",
    "schema": {
        "fields": [
            {"name": "id", "constraints": {"required": True, "unique": True}},
            {"name": "region"},
            {"name": "code"},
        ],
        "primaryKey": "id",
    },
}


def table(fields: list[dict[str, Any]], **schema: Any) -> dict[str, Any]:
    """A table `facts` with an id and these further columns."""
    whole = {"fields": [{"name": "id"}, *fields], "primaryKey": "id", **schema}
    return {"name": "facts", "path": "raw/facts.csv", "schema": whole}


def checked(root: Path, described: dict[str, Any], facts: str, places: str = "") -> list[Problem]:
    """What is found in `facts.csv`, and in `places.csv` if it has rows."""
    (root / "data/raw").mkdir(parents=True)
    resources = [described, *([PLACES] if places else [])]
    (root / "data/datapackage.json").write_text(json.dumps({"resources": resources}), "utf-8")
    (root / "data/raw/facts.csv").write_text(facts, "utf-8")
    (root / "data/raw/places.csv").write_text(places, "utf-8")
    tables = load_package(root).tables
    return list(schema_problems(tables, {name: read_table(root, tables[name]) for name in tables}))


def places_of(problems: list[Problem]) -> list[tuple[int | None, str | None, str]]:
    return sorted((p.row or 0, p.column or "", p.rule) for p in problems)


@pytest.mark.parametrize(
    ("kind", "constraints", "right", "wrong", "rule", "told"),
    [
        ("string", {"required": True}, "a", " ", "required", "is empty → fill it in"),
        ("string", {"enum": ["red", "blue"]}, "red", "rde", "code", "did you mean “red”?"),
        ("string", {"enum": ["red"]}, "red", "xyz", "code", "use one of red"),
        ("string", {"enum": list("abcdefghi")}, "a", "1", "code", "one of the 9 codes that"),
        ("integer", {"enum": [0, 25]}, "025", "26", "code", "“26” is not a known code"),
        ("boolean", {"enum": [True]}, "true", "false", "code", "“false” is not a known code"),
        ("string", {"pattern": "[a-z]+"}, "ab", "ab1", "pattern", "write it like “ab”"),
        ("string", {"minLength": 2}, "ab", "a", "minLength", "it has 1 characters → write at l"),
        ("string", {"maxLength": 2}, "ab", "abc", "maxLength", "is too long: it has 3 characters"),
        ("number", {"minimum": 0.1}, "0.1", "0.09", "minimum", "below the least that is possible"),
        ("number", {"maximum": 1}, "1.0", "1.000000000000000000001", "maximum", "above the most"),
        ("year", {"minimum": 1990}, "1990", "1989", "minimum", "is possible, 1990"),
        ("year", {"maximum": 70}, "0069", "0071", "maximum", "is possible, 70"),
        ("year", {}, "1990", "90", "type", "“90” is not a year"),
        ("integer", {}, "7", "7.0", "type", "write it without a decimal point"),
        ("boolean", {}, "true", "yes", "type", "“yes” is neither true nor false"),
        ("number", {"required": True, "minimum": 5}, "5", "soon", "type", "is not a number"),
    ],
)
def test_a_cell(tmp_path, kind, constraints, right, wrong, rule, told):
    described = table([{"name": "it", "type": kind, "constraints": constraints}])
    (found,) = checked(tmp_path, described, f"id,it\n1,{right}\n2,{wrong}\n")
    assert (found.row, found.column, found.rule) == (3, "it", rule)
    assert told in str(found)


def test_an_empty_cell_breaks_no_rule_unless_it_is_required(tmp_path):
    rules = {"pattern": "x", "enum": ["x"], "minLength": 1, "unique": True, "required": False}
    described = table([{"name": "it", "constraints": rules}])
    assert checked(tmp_path, described, "id,it\n1,\n2, \n3,\n") == []


def test_several_rules_of_one_cell_are_told_together(tmp_path):
    rules = {"pattern": "[a-z]+", "maxLength": 2, "enum": ["ab"]}
    found = checked(tmp_path, table([{"name": "it", "constraints": rules}]), "id,it\n1,XYZ\n")
    assert {p.rule for p in found} == {"pattern", "maxLength", "code"}


def test_keys_and_unique_cells_count_as_values_and_not_as_they_are_written(tmp_path):
    described = table([{"name": "rank", "type": "integer", "constraints": {"unique": True}}])
    found = checked(tmp_path, described, "id,rank\na,7\nb,07\na,8\n,9\n")
    assert places_of(found) == [
        (3, "rank", "duplicate"),
        (4, "id", "duplicate"),
        (5, "id", "required"),
    ]
    assert "“07” stands already in row 2" in str(found)


def test_a_row_out_of_step_with_the_header_is_not_told_cell_by_cell(tmp_path):
    described = table([{"name": "it", "constraints": {"required": True}}])
    assert checked(tmp_path, described, "id,it\na\na,b\n") == [
        Problem(
            "data/raw/facts.csv",
            3,
            "id",
            "duplicate",
            "“a” stands already in row 2",
            "delete one of the two rows, or give this one a new id",
            "a",
        )
    ]


def test_a_code_of_another_table(tmp_path):
    key = {"fields": "place", "reference": {"resource": "places", "fields": "id"}}
    described = table([{"name": "place"}], foreignKeys=[key])
    found = checked(tmp_path, described, "id,place\n1,sz\n2,zs\n3,\n", "id,region,code\nsz,x,1\n")
    assert places_of(found) == [(3, "place", "link")]
    assert "“zs” is not in data/raw/places.csv" in str(found[0])


def test_a_code_of_the_same_table(tmp_path):
    key = {"fields": "part_of", "reference": {"resource": "", "fields": "id"}}
    described = table([{"name": "part_of"}], foreignKeys=[key])
    assert places_of(checked(tmp_path, described, "id,part_of\n1,\n2,1\n3,4\n")) == [
        (4, "part_of", "link")
    ]


def test_codes_that_must_stand_together(tmp_path):
    fields = ["region", "code"]
    key = {"fields": fields, "reference": {"resource": "places", "fields": fields}}
    described = table([{"name": name} for name in fields], foreignKeys=[key])
    places = "id,region,code\nsz,x,1\nsh,y,2\n"
    found = checked(tmp_path, described, "id,region,code\n1,x,1\n2,x,2\n3,,\n", places)
    assert places_of(found) == [(3, "region", "link")]
    assert "“x”, “2” stand together in no row of data/raw/places.csv" in str(found[0])


def test_a_key_into_a_table_that_could_not_be_read_is_passed_over(tmp_path):
    key = {"fields": "place", "reference": {"resource": "places", "fields": "id"}}
    described = table([{"name": "place"}], foreignKeys=[key])
    assert checked(tmp_path, described, "id,place\n1,sz\n") == []


def test_a_row_that_is_empty_where_it_is_described(tmp_path):
    found = checked(tmp_path, table([{"name": "it"}]), "id,it,more\na,b,c\n,,c\n")
    assert places_of(found) == [(3, "", "blank-row"), (3, "id", "required")]


@pytest.mark.parametrize(
    ("kind", "constraints", "told"),
    [
        ("string", {"minimum": 1}, 'constraint "minimum" is not supported by type "string"'),
        ("number", {"pattern": "x"}, 'constraint "pattern" is not supported by type "number"'),
        ("string", {"uniqu": True}, 'constraint "uniqu" is not supported by type "string"'),
        ("string", {"required": "yes"}, "constraint \"required\": 'yes' is neither true nor false"),
        ("string", {"pattern": "("}, "unterminated subpattern"),
        ("string", {"pattern": 3}, 'constraint "pattern": 3 is not a text'),
        ("string", {"enum": "ab"}, "constraint \"enum\": 'ab' is not a list"),
        ("string", {"enum": [1]}, 'constraint "enum": 1 is no string'),
        ("integer", {"enum": [1, "x"]}, "constraint \"enum\": 'x' is no integer"),
        ("boolean", {"enum": ["yes"]}, "constraint \"enum\": 'yes' is no boolean"),
        ("number", {"minimum": {}}, 'constraint "minimum": {} is no number'),
        ("year", {"maximum": 20000}, 'constraint "maximum": 20000 is no year'),
        ("integer", {"minimum": True}, 'constraint "minimum": True is no integer'),
        ("string", {"maxLength": "9"}, "constraint \"maxLength\": '9' is not a whole number"),
        ("string", ["required"], "its constraints are not an object"),
    ],
)
def test_a_constraint_that_cannot_be_meant(tmp_path, kind, constraints, told):
    described = table([{"name": "it", "type": kind, "constraints": constraints}])
    (found,) = checked(tmp_path, described, "id,it\n1,\n")
    assert (found.file, found.rule) == ("data/datapackage.json", "manifest")
    assert f"column it of table facts: {told}" in found.message or told in found.message


@pytest.mark.parametrize(
    ("schema", "told"),
    [
        ({"missingValues": ""}, "missingValues is not a list of texts"),
        ({"foreignKeys": [{"fields": "it"}]}, "lacks fields, or a reference with resource"),
        ({"foreignKeys": ["it"]}, "lacks fields, or a reference"),
        ({"foreignKeys": None}, "foreignKeys is not a list"),
        (
            {"foreignKeys": [{"fields": "that", "reference": {"resource": "", "fields": "id"}}]},
            'the foreign key "that" is no column of it',
        ),
        (
            {
                "foreignKeys": [
                    {"fields": ["id", "it"], "reference": {"resource": "", "fields": "id"}}
                ]
            },
            "the foreign key of id, it refers to another number of columns",
        ),
        (
            {"foreignKeys": [{"fields": [], "reference": {"resource": "", "fields": []}}]},
            "names no columns",
        ),
    ],
)
def test_a_schema_that_cannot_be_meant(tmp_path, schema, told):
    (found,) = checked(tmp_path, table([{"name": "it"}], **schema), "id,it\n1,\n")
    assert (found.file, found.rule) == ("data/datapackage.json", "manifest")
    assert told in found.message


def test_a_column_that_is_described_twice(tmp_path):
    (found,) = checked(tmp_path, table([{"name": "it"}, {"name": "it"}]), "id,it\n1,\n")
    assert "table facts describes column it 2 times" in found.message
