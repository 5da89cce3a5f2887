"""What rows held when they were accepted: a change is told with both values, and recorded."""

import csv
import json
from pathlib import Path

import pytest
from spoilable import Spoilable

from walkback import cli
from walkback.errors import DataError, UsageError
from walkback.tables.accept import accept_command, following
from walkback.tables.check import examine, require
from walkback.tables.check_command import check_command
from walkback.tables.held import Change, moved, packed, unpacked

RAIN = "data/raw/rain.csv"
FIXED = "data/raw/corrections.csv"
TABLES = {
    RAIN: [
        ["id", "town", "value", "unit", "seen"],
        *([f"R-{n}", f"Town {n}", str(10 * n), "mm", ""] for n in range(1, 9)),
    ],
    FIXED: [["id", "table", "row", "field", "was", "now", "reason"]],
}


@pytest.fixture
def rain(tmp_path: Path) -> Spoilable:
    """A small report whose rows have been accepted."""
    resources = [
        {
            "name": Path(file).stem,
            "path": file.removeprefix("data/"),
            "x-optional": file == FIXED,
            "schema": {
                "fields": [
                    {"name": name, **({"x-list": ";"} if name == "seen" else {})}
                    for name in rows[0]
                ],
                "primaryKey": "id",
            },
        }
        for file, rows in TABLES.items()
    ]
    held = {"path": "held.json", "corrections": "corrections"}
    (tmp_path / "data/raw").mkdir(parents=True)
    (tmp_path / "report.toml").write_text('[report]\nname = "rain"\ntitle = "Rain"\n', "utf-8")
    (tmp_path / "data/datapackage.json").write_text(
        json.dumps({"x-held": held, "resources": resources}), "utf-8"
    )
    source = {"id": "met-2024", "type": "webpage", "title": "Rain", "custom": {"uncited": "yes"}}
    (tmp_path / "data/references.json").write_text(json.dumps([source]), "utf-8")
    made = Spoilable(tmp_path)
    for file, rows in TABLES.items():
        made.save(file, rows)
    assert accept_command(tmp_path, "") == 0
    return made


def told(rain: Spoilable) -> list[tuple[str, str, str | None, str]]:
    return [
        (p.severity, p.row_id, p.column, p.message)
        for p in examine(rain.root).problems
        if p.rule == "held"
    ]


def test_what_was_accepted_is_no_problem(rain):
    assert examine(rain.root).passed
    assert list(json.loads(rain.text("data/held.json"))["held"]) == [
        "corrections",
        "rain",
        "references",
    ]


def test_a_changed_cell_is_told_with_both_values_and_stops_no_run(rain):
    rain.put(RAIN, "R-2", "value", "200")
    assert told(rain) == [("change", "R-2", "value", "was “20” and is “200”")]
    checked = require(rain.root)
    assert not checked.failed
    assert not checked.passed
    assert checked.summary == "8 rows in 2 tables, 1 source: 1 change not recorded."
    assert check_command(rain.root, quiet=True) == 1


def test_a_correction_written_by_hand_records_it(rain):
    rain.put(RAIN, "R-2", "value", "200")
    rows = [*TABLES[FIXED], ["CO-1", "rain", "R-2", "value", "20", "200", "read again"]]
    rain.save(FIXED, rows)
    assert told(rain) == []
    rain.put(RAIN, "R-2", "value", "300")
    assert told(rain) == [("change", "R-2", "value", "was “200” and is “300”")]
    rain.save(FIXED, [*rows, ["CO-2", "rain", "R-2", "value", "200", "300", "read again"]])
    assert told(rain) == []


def test_a_correction_of_another_value_records_nothing(rain):
    rain.put(RAIN, "R-2", "value", "200")
    rain.save(FIXED, [*TABLES[FIXED], ["CO-1", "rain", "R-2", "value", "21", "200", "?"]])
    assert told(rain) == [("change", "R-2", "value", "was “20” and is “200”")]


def test_accept_records_changes_and_holds_new_rows(rain, capsys):
    rain.put(RAIN, "R-2", "value", "200")
    rain.save(RAIN, [*rain.rows(RAIN), ["R-9", "Town 9", "90", "mm", ""]])
    with pytest.raises(UsageError, match="1 cell changed: say why"):
        accept_command(rain.root, " ")
    assert cli.main(["check", "--accept", "read again"], rain.root) == 0
    assert capsys.readouterr().out == "1 correction recorded, 1 new row and 0 new sources held.\n"
    (row,) = csv.DictReader(rain.text(FIXED).splitlines())
    assert list(row.values()) == ["CO-001", "rain", "R-2", "value", "20", "200", "read again"]
    assert examine(rain.root).passed
    rain.put(RAIN, "R-9", "value", "9")
    assert told(rain) == [("change", "R-9", "value", "was “90” and is “9”")]


def test_a_row_that_is_gone_stops_the_run(rain):
    rain.save(RAIN, [row for row in rain.rows(RAIN) if row[0] != "R-3"])
    assert told(rain) == [("error", "R-3", None, "was accepted and is gone")]
    with pytest.raises(DataError, match=r"\(id R-3\): was accepted and is gone → put the row back"):
        accept_command(rain.root, "gone")


@pytest.mark.parametrize("way", ["sorted", "shifted", "exchanged"])
def test_cells_of_other_rows_stop_the_run(rain, way):
    head, *rows = rain.rows(RAIN)
    towns = [row[1] for row in rows]
    made = {
        "sorted": sorted(towns, reverse=True),
        "shifted": [*towns[1:], towns[0]],
        "exchanged": [towns[1], towns[0], *towns[2:]],
    }[way]
    rain.save(
        RAIN, [head, *([row[0], town, *row[2:]] for row, town in zip(rows, made, strict=True))]
    )
    ((severity, row, column, message),) = told(rain)
    assert (severity, row, column) == ("error", "R-1", "town")
    assert message.startswith(f"was “Town 1” and is “{made[0]}”: ")
    assert message.endswith("cells of this column stand in other rows than they did")


def test_an_empty_cell_may_be_filled_and_a_list_may_grow_but_zero_is_no_word_for_unknown(rain):
    rain.put(RAIN, "R-1", "seen", "gauge")
    assert told(rain) == []
    accept_command(rain.root, "")
    rain.put(RAIN, "R-1", "seen", "gauge;radar")
    rain.put(RAIN, "R-2", "seen", "0")
    assert told(rain) == [("change", "R-2", "seen", "was empty and is “0”")]
    rain.put(RAIN, "R-1", "seen", "radar")
    assert ("change", "R-1", "seen", "was “gauge” and is “radar”") in told(rain)


def test_a_changed_source_is_told(rain):
    sources = json.loads(rain.text("data/references.json"))
    sources[0]["title"], sources[0]["custom"]["uncited"] = "Snow", "no"
    rain.write("data/references.json", json.dumps(sources))
    assert told(rain) == [
        ("change", "met-2024", "custom.uncited", "was “yes” and is “no”"),
        ("change", "met-2024", "title", "was “Rain” and is “Snow”"),
    ]


def test_many_changes_of_a_column_are_told_together(rain):
    head, *rows = rain.rows(RAIN)
    many = [[f"R-{n}", "Town", str(n), "mm", ""] for n in range(9, 40)]
    rain.save(RAIN, [head, *rows, *many])
    accept_command(rain.root, "")
    rain.save(RAIN, [head, *rows, *([*row[:3], "cm", ""] for row in many)])
    found = told(rain)
    assert len(found) == 13
    assert any(message == "begins 19 further cells that changed" for *_, message in found)


def test_a_damaged_file_is_told(rain):
    rain.write("data/held.json", '{"held": {"rain": ["AAAA"]}}')
    assert [message for *_, message in told(rain)] == ["does not hold cells as it should"]


def test_without_the_file_nothing_is_held(rain):
    rain.path("data/held.json").unlink()
    rain.put(RAIN, "R-2", "value", "200")
    assert told(rain) == []


def test_where_nothing_is_held_nothing_is_accepted(rain):
    package = json.loads(rain.text("data/datapackage.json"))
    del package["x-held"]
    rain.write("data/datapackage.json", json.dumps(package))
    with pytest.raises(DataError, match="does not say where accepted rows are held → name a file"):
        accept_command(rain.root, "")


def test_a_recoding_of_many_rows_is_no_move():
    recoded = [Change(str(n), "lever", "money", "rules") for n in range(9)]
    assert not moved(recoded)
    assert moved([Change("1", "a", "x", "y"), Change("2", "a", "y", "x")])


@pytest.mark.parametrize(
    ("last", "next_one"), [("CO-178", "CO-179"), ("CO-099", "CO-100"), ("x", "x-1"), ("9", "10")]
)
def test_the_id_that_follows(last, next_one):
    assert following(last) == next_one


def test_what_is_packed_is_unpacked():
    cells = {"a": {"b": "深圳 “x”"}, "c": {}}
    assert unpacked(packed(cells)) == cells
