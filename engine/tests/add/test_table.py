"""`add table`: a CSV file becomes a table of the data package."""

import json
import subprocess
import sys

import pytest

from tests.add.conftest import fingerprint
from walkback.add.inferred import kind_of
from walkback.tables.check import check_data
from walkback.tables.lookup import Facts
from walkback.tables.read import RawTables

CITIES = """city,patents,share,year,checked,code
Shenzhen,48931,4.5,2023,TRUE,007
Suzhou,12000,,2023,False,012
Wuxi,9000,3.25,2024,true,100
"""


@pytest.fixture
def cities(tmp_path):
    (tmp_path / "My cities.csv").write_text("\ufeff" + CITIES, "utf-8")
    return tmp_path / "My cities.csv"


def test_it_is_read_checked_and_traced_to_its_row(add, root, cities):
    code, told = add("table", cities, "--key", "city", "--source", "diary-2024")
    assert code == 0
    assert "data/raw/my_cities.csv has 3 rows" in told
    assert (
        "  patents: integer\n  share: number\n  year: year\n  checked: boolean\n  code: string"
        in told
    )
    assert check_data(root) == []
    tables = RawTables(root=root)
    frame = tables["my_cities"]
    assert list(frame["checked"]) == [True, False, True]
    assert list(frame["code"]) == ["007", "012", "100"]
    value = Facts(tables)["Shenzhen", "patents"]
    assert (value.text, value.origins[0].table) == ("48,931", "my_cities")
    assert value.origins[0].sources == ("diary-2024",)


def test_outsiders_find_it_valid(add, root, cities):
    add("table", cities, "--key", "city", "--source", "diary-2024")
    command = [sys.executable, "-m", "frictionless", "validate", "data/datapackage.json", "--json"]
    done = subprocess.run(command, cwd=root, capture_output=True, check=False, encoding="utf-8")
    assert json.loads(done.stdout)["valid"], done.stdout


def test_rows_with_a_value_need_no_more(add, root, tmp_path):
    (tmp_path / "mine.csv").write_text("ID,value,unit,source_id\nM-1,5,mm,diary-2024\n", "utf-8")
    code, told = add("table", tmp_path / "mine.csv")
    assert code == 0
    assert '{eval}`facts["M-1"]`' in told
    assert Facts(RawTables(root=root))["M-1"].text == "5 mm"


def test_a_table_that_lies_in_its_place_is_described_there(add, root):
    (root / "data/raw/mine.csv").write_text("id,a\nx,1\n", "utf-8")
    assert [p.rule for p in check_data(root)] == ["unknown-file"]
    assert add("table", root / "data/raw/mine.csv")[0] == 0
    assert check_data(root) == []


@pytest.mark.parametrize(
    ("text", "options", "code", "message"),
    [
        (CITIES, [], 2, "has no column id. Which one names its rows? Type --key city"),
        (CITIES, ["--key", "year"], 2, "cannot name the rows: “2023” stands in several rows"),
        (CITIES, ["--key", "cty"], 2, "has no such column; did you mean city?"),
        (CITIES, ["--key", "city", "--source", "dairy-2024"], 2, "did you mean diary-2024?"),
        (CITIES, ["--table", "x"], 2, "--table does not belong to add table."),
        ("id,a,a\nx,1,2\n", [], 1, "“a” stands 2 times"),
        ("id,,a\nx,1,2\n", [], 1, "a column has no name"),
        ("id,a\nx,1,2\n", [], 1, "Nothing was added: mend the file."),
        ("id;a\nx;1\n", [], 1, "separated by semicolons"),
        ("id,a\nx,1\nx,2\n", [], 2, "“x” stands in several rows"),
        ("id,value\nR-10,5\n", [], 1, "“R-10” is a row of data/raw/rain.csv too"),
        ("id,source_id\nx,nobody\n", [], 1, "“nobody” is not in data/references.json"),
        ("id,a\nx,b\u202ec\n", [], 1, "U+202E"),
        ("", [], 1, "is empty"),
    ],
)
def test_what_cannot_be_described_is_refused_and_nothing_written(
    add, root, tmp_path, text, options, code, message
):
    (tmp_path / "mine.csv").write_text(text, "utf-8")
    before = fingerprint(root)
    found, told = add("table", tmp_path / "mine.csv", *options)
    assert found == code
    assert message in told
    assert fingerprint(root) == before


def test_twice_is_refused_by_name(add, root, cities):
    add("table", cities, "--key", "city")
    before = fingerprint(root)
    code, told = add("table", cities, "--key", "city")
    assert code == 2
    assert told.startswith("There is a table my_cities already")
    assert fingerprint(root) == before


def test_rows_can_be_numbered(add, root, cities):
    assert add("table", cities, "--key", "rows")[0] == 0
    assert list(RawTables(root=root)["my_cities"].index) == ["MY C-1", "MY C-2", "MY C-3"]


def test_text_among_numbers_is_pointed_out(add, tmp_path):
    (tmp_path / "mine.csv").write_text('id,n\na,1\nb,"2,000"\nc,3\n', "utf-8")
    told = add("table", tmp_path / "mine.csv")[1]
    assert "Look at it: n is text: in row 3 “2,000” is not a number → write 2000" in told


@pytest.mark.parametrize(
    ("name", "cells", "kind"),
    [
        ("a", ["1", "-2"], "integer"),
        ("a", ["1", "2.5", ""], "number"),
        ("a", ["1e-5", "2"], "number"),
        ("a", ["TRUE", "false"], "boolean"),
        ("a", ["01", "12"], "string"),
        ("a", ["", ""], "string"),
        ("a", ["1", "NA"], "string"),
        ("year", ["2024"], "year"),
        ("a", ["2024"], "integer"),
        ("id", ["1"], "string"),
    ],
)
def test_kinds_of_columns(name, cells, kind):
    assert kind_of(name, cells) == kind
