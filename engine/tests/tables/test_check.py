"""Sound tables pass, and every mistake is told with its place and its remedy."""

from pathlib import Path

import pytest
from slips import Slip, assert_told_once, elsewhere, errors, made_in
from spoilable import TODAY, Spoilable

from tests.tables.harbours import CELLS, SOURCES, make
from walkback.errors import DataError
from walkback.tables.check import (
    CHECKED,
    check_data,
    examine,
    require_tables,
)
from walkback.tables.check_command import check_command
from walkback.tables.problems import Problem
from walkback.tables.read import read_raw

FACTS = "data/raw/facts.csv"
SHIPS = "data/raw/ships.csv"
BOUNDS = "data/raw/bounds.csv"
DISPUTES = "data/raw/disputes.csv"
CAVEATS = "data/raw/caveats.csv"
HARBOURS = "data/raw/harbours.csv"


SLIPS = [
    # numbers
    Slip(FACTS, "F-003", "value", "16,5", "type", "“16,5” is not a number", "write 16.5"),
    Slip(FACTS, "F-004", "value", "1,234", "type", "is not a number", "write 1234, without"),
    Slip(FACTS, "F-006", "value", "27%", "type", "is not a number", "leave out the percent"),
    Slip(FACTS, "F-009", "value", "over 19", "type", "is not a number", "column qualifier"),
    Slip(FACTS, "F-023", "value", "n/a", "type", "is not a number", "leave the cell empty"),
    Slip(FACTS, "F-027", "value", "NaN", "type", "is not a number", "leave the cell empty"),
    Slip(FACTS, "F-005", "value", "７０", "type", "is not a number", "write 70, in ordinary"),
    Slip(FACTS, "F-038", "value", "1e400", "type", "is not a number", "write digits"),
    Slip(FACTS, "F-039", "value", "sNaN", "type", "is not a number", "write digits"),
    Slip(FACTS, "F-040", "value", "8_0", "type", "is not a number", "write digits"),
    Slip(FACTS, "F-001", "guessed", "yes", "type", "neither true nor false", "write"),
    Slip(SHIPS, "brig", "before", "2.0", "type", "not a whole number", "without a decimal"),
    Slip(SHIPS, "brig", "share", "109", "maximum", "above the most", "correct"),
    Slip(SHIPS, "cutter", "share", "-2.5", "minimum", "below the least that is possible"),
    Slip(SHIPS, "cutter", "before", "0", "minimum", "below the least that is possible, 1"),
    # codes and keys
    Slip(CAVEATS, "C-01", "id", "", "required", "is empty", "fill it in"),
    Slip(HARBOURS, "H-2", "id", "H-1", "duplicate", "“H-1” stands already in row 2"),
    Slip(FACTS, "F-008", "statement", " ", "required", "is empty", "fill it in"),
    Slip(FACTS, "F-010", "topic", "dredgng", "code", "not a known code", "“dredging”"),
    Slip(FACTS, "F-011", "confidence", "x", "code", "not a known", "of primary, secondary"),
    Slip(FACTS, "F-012", "place", "West", "link", "“West” is not in data/places", "“west”?"),
    Slip(FACTS, "F-013", "place", "north-south", "link", "is not in data/places.csv"),
    Slip(FACTS, "F-035", "unit", "ship", "link", "not in data/raw/units", "“ships”?"),
    Slip(FACTS, "F-014", "source_id", "office-2019", "link", "is not in data/references.json"),
    Slip(FACTS, "F-015", "caveats", "D-99", "link", "disputes.csv or data/raw/caveats.csv"),
    Slip(SHIPS, "brig", "source_id", "office-2024;;pilots-2024", "list", "an empty code"),
    Slip(SHIPS, "cutter", "source_id", "office-2024; pilots-2024", "list", "spaces around"),
    Slip(SHIPS, "ketch", "source_id", "office-2024,pilots-2024", "link", "not in", "as the other"),
    Slip(SHIPS, "lugger", "source_id", "survey-2024;survey-2024", "list", "“survey-2024” 2 times"),
    Slip(DISPUTES, "D-01", "rows", "F-001;B5", "link", "“B5” is not in any of the tables"),
    Slip(SHIPS, "ketch", "rig", "Gaff rig", "pattern", "is not written as", "write it like"),
    # intervals and qualifiers
    Slip(FACTS, "F-047", "low", "50", "interval", "50 is above 40 in column high", "exchange"),
    Slip(FACTS, "F-051", "value", "50", "interval", "50 is below 53 in column low"),
    Slip(FACTS, "F-052", "value", "71", "interval", "71 is above 70 in column high"),
    Slip(FACTS, "F-041", "low", "", "qualifier", "is empty, but “over” means", "write 410"),
    Slip(FACTS, "F-007", "high", "", "qualifier", "but “exact” means", "write 7"),
    Slip(FACTS, "F-045", "high", "2001", "qualifier", "is 2001, but “nearly” means"),
    Slip(FACTS, "F-042", "qualifier", "", "qualifier", "is empty, but the row has a number"),
    Slip(FACTS, "F-057", "qualifier", "over", "qualifier", "the row has no number"),
    Slip(BOUNDS, "B-1", "value_low", "21", "interval", "is above 20 in column value_hi"),
    # amounts
    Slip(FACTS, "F-053", "value", "100.5", "amount", "100.5 percent is above the most", "unit"),
    Slip(FACTS, "F-054", "value", "-10", "amount", "-10 ships is below the least that is pos"),
    # dates
    Slip(FACTS, "F-016", "as_of", "2024-13", "date", "“2024-13” is not a date", "write 2024"),
    Slip(FACTS, "F-017", "as_of", "2023-02-29", "date", "is not a date of the calendar"),
    Slip(FACTS, "F-018", "as_of", "6/11/2024", "date", "“6/11/2024” is not a date"),
    Slip(FACTS, "F-019", "as_of", "2027-06-16", "future", "is in the future", "target or exp"),
    Slip(FACTS, "F-020", "as_of", "2022/2018", "interval", "ends before it begins"),
    Slip(FACTS, "F-021", "as_of", "1893", "date", "is outside the years 1990 to"),
    Slip(FACTS, "F-022", "as_of", "2024/2028", "future", "“2024/2028” is in the future"),
    # characters
    Slip(FACTS, "F-024", "statement", "a\x07b", "control", "U+0007, a control character"),
    Slip(FACTS, "F-025", "statement", "a\u202eb", "direction", "U+202E, which turns"),
    Slip(FACTS, "F-026", "statement", "a\ufffdb", "lost-character", "a character was lost"),
    Slip(FACTS, "F-028", "locator", "a\u200bb", "invisible", "U+200B", "", "warning"),
    Slip(FACTS, "F-029", "locator", "a\nb", "line-break", "a line break", "", "warning"),
    Slip(FACTS, "F-030", "locator", " a", "spaces", "has spaces around", "", "warning"),
    Slip(FACTS, "F-031", "locator", "<b>a</b>", "html", "like HTML", "", "warning"),
    Slip(FACTS, "F-032", "locator", "Du\u0308sseldorf", "unicode", "letters", "", "warning"),
    Slip(FACTS, "F-033", "locator", "=cmd|' /C calc'!A0", "formula", "=cmd", "", "warning"),
    Slip(FACTS, "F-034", "locator", "+SUM(A1)", "formula", "a formula", "", "warning"),
    Slip(FACTS, "F-036", "locator", "@SUM(A1)", "formula", "a formula", "", "warning"),
    Slip(FACTS, "F-037", "locator", "-2+3", "formula", "a formula", "", "warning"),
]


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory) -> tuple[list[Problem], dict[Slip, int]]:
    """All slips made in one copy: what the check tells, and the row of each slip."""
    copy = Spoilable(make(tmp_path_factory.mktemp("spoilt") / "harbours"))
    rows = made_in(copy, SLIPS)
    return copy.check(), rows


def test_sound_tables_have_no_problem(sound: Path):
    assert check_data(sound, TODAY) == []


@pytest.mark.parametrize("slip", SLIPS, ids=str)
def test_slip_is_told_once_with_place_and_remedy(slip, spoilt):
    assert_told_once(slip, *spoilt)


def test_nothing_else_is_told(spoilt):
    assert [str(problem) for problem in elsewhere(*spoilt)] == []


def test_byte_order_mark_and_crlf_are_accepted(copied):
    for file in FACTS, "data/places.csv", "data/references.json", "data/datapackage.json":
        copied.write(file, "\ufeff" + copied.text(file).replace("\n", "\r\n"))
    assert copied.check() == []


def test_formula_is_kept_as_text(copied):
    copied.put(FACTS, "F-033", "locator", "=1+1")
    assert read_raw("facts", copied.root).loc["F-033", "locator"] == "=1+1"
    assert not examine(copied.root).failed


def test_future_target_is_accepted(copied):
    copied.put(FACTS, "F-005", "qualifier", "target")
    copied.put(FACTS, "F-005", "as_of", "2024/2031")
    assert not examine(copied.root, TODAY).failed
    copied.put(FACTS, "F-005", "qualifier", "about")
    assert examine(copied.root, TODAY).failed


def test_ids_that_differ_by_case_are_told(copied):
    copied.edit("data/raw/units.csv", "\nminutes,", "\neur,currency,euros,0,\nminutes,")
    (found,) = errors(copied.check())
    assert (found.row, found.column, found.rule) == (3, "id", "duplicate")
    assert "“eur” differs from “EUR” in row 2 only by case" in found.message


def test_command_prints_a_summary_and_passes(sound, capsys):
    assert check_command(sound, quiet=True) == 0
    rows = sum(map(len, CELLS.values()))
    told = f"{rows} rows in {len(CELLS)} tables, {len(SOURCES)} sources: no problem.\n"
    assert capsys.readouterr().out == told


def test_command_fails_and_prints_problems(copied, capsys):
    row = copied.put(FACTS, "F-005", "value", "\x1b[31mred")
    assert check_command(copied.root) == 1
    out = capsys.readouterr().out
    place = f"error    {FACTS}, row {row} (id F-005), column value:"
    assert any(line.startswith(place) for line in out.splitlines())
    assert "\x1b" not in out
    assert ": 2 problems" in out.splitlines()[-1]


def test_tables_with_errors_are_refused_unless_a_run_has_checked_them(copied, monkeypatch):
    copied.put(FACTS, "F-005", "unit", "bananas")
    with pytest.raises(DataError, match=r"(?s)break 1 rule.*F-005.*“bananas”") as caught:
        require_tables(copied.root)
    assert "walkback check" in str(caught.value)
    monkeypatch.setenv(CHECKED, "1")
    assert require_tables(copied.root) is None


def test_a_checkout_without_data_is_told_and_not_raised(tmp_path):
    problems = check_data(tmp_path)
    assert {(p.file, p.rule) for p in problems} == {
        ("data/datapackage.json", "missing-file"),
        ("data/references.json", "missing-file"),
    }


def test_undescribed_table_is_told(copied):
    copied.write("data/raw/more.csv", "id\n1\n")
    (found,) = copied.check()
    assert (found.file, found.rule, found.severity) == (
        "data/raw/more.csv",
        "unknown-file",
        "warning",
    )


def test_a_row_that_another_table_must_name_is_told(copied):
    covers = '"name": "about", "x-covers": {"resource": "caveats", "see": "HOWTO.md"},'
    copied.edit("data/datapackage.json", '"name": "about",', covers)
    (found,) = copied.check()
    assert (found.file, found.row_id, found.rule) == (CAVEATS, "C-01", "not-covered")
    assert "has no row in data/raw/disputes.csv" in found.message
    assert "with this id as its about; see HOWTO.md" in found.advice
