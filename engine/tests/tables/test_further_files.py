"""A table in several files: those that are dropped beside the first one are read with it."""

import json
from pathlib import Path

import pytest

from walkback.errors import DataError
from walkback.tables.check import check_data
from walkback.tables.package import load_package
from walkback.tables.read import read_raw
from walkback.tables.sheet import read_table

FIELDS = [
    {"name": "id", "type": "string", "constraints": {"required": True, "unique": True}},
    {"name": "year", "type": "integer"},
]
RESOURCE = {
    "name": "floods",
    "path": "raw/floods/template.csv",
    "x-optional": True,
    "x-further": "raw/floods/*.csv",
    "schema": {"fields": FIELDS, "primaryKey": "id"},
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A checkout with a table of which there is only a file without rows."""
    (tmp_path / "data/raw/floods").mkdir(parents=True)
    (tmp_path / "data/references.json").write_text("[]", "utf-8")
    (tmp_path / "data/datapackage.json").write_text(json.dumps({"resources": [RESOURCE]}), "utf-8")
    drop(tmp_path, "template", "id,year")
    return tmp_path


def drop(root: Path, name: str, *lines: str) -> None:
    (root / f"data/raw/floods/{name}.csv").write_text("\n".join([*lines, ""]), "utf-8")


def test_without_further_files_there_are_no_rows(root: Path):
    assert check_data(root) == []
    assert read_raw("floods", root).empty


def test_their_rows_follow_in_the_order_of_their_names(root: Path):
    drop(root, "b", "id,year", "B-1,2024")
    drop(root, "a", "year,id", "2021,A-1", "2022,A-2")
    assert check_data(root) == []
    assert read_raw("floods", root)["year"].to_dict() == {"A-1": 2021, "A-2": 2022, "B-1": 2024}
    sheet = read_table(root, load_package(root).tables["floods"])
    assert [(row.file, row.number) for row in sheet.records] == [
        ("data/raw/floods/a.csv", 2),
        ("data/raw/floods/a.csv", 3),
        ("data/raw/floods/b.csv", 2),
    ]


def test_a_fault_is_told_with_the_file_that_has_it(root: Path):
    drop(root, "a", "id,year", "A-1,2021")
    drop(root, "b", "id,year", "A-1,soon")
    found = {(one.file, one.row, one.column) for one in check_data(root)}
    assert ("data/raw/floods/b.csv", 2, "year") in found
    assert ("data/raw/floods/b.csv", 2, "id") in found
    assert all(file == "data/raw/floods/b.csv" for file, *_ in found)


@pytest.mark.parametrize(
    ("header", "told"),
    [("id", "has no column year"), ("id,year,depth", "has the unknown column depth")],
)
def test_other_columns_are_refused(root: Path, header: str, told: str):
    drop(root, "a", header, "A-1,2021,3"[: len(header)])
    assert told in {one.message for one in check_data(root)}
    with pytest.raises(DataError, match=told):
        read_raw("floods", root)


def test_a_file_that_is_no_table_is_refused(root: Path):
    drop(root, "a", "id;year", "A-1;2021")
    (problem,) = check_data(root)
    assert (problem.file, problem.rule) == ("data/raw/floods/a.csv", "separator")
