"""The real data are clean, and every mistake is told with its place and its remedy."""

from dataclasses import dataclass

import pytest

from tests.data.conftest import ROOT, TODAY, Copy
from walkback.tables.check import check_command, check_data, examine
from walkback.tables.problems import Problem
from walkback.tables.read import read_raw, read_references

CITIES = "data/raw/city_stats.csv"
CORRECTIONS = "data/raw/corrections.csv"
EVIDENCE = "data/raw/evidence.csv"
G2025 = "data/raw/gii_clusters_2025.csv"
CHECKS = "data/raw/gii_derived_checks.csv"
FLOWS = "data/raw/knowledge_flows.csv"
CONFLICTS = "data/raw/conflicts.csv"
SMALL = (
    "clusters.csv",
    "raw/cities.csv",
    "raw/units.csv",
    "raw/city_stats.csv",
    "raw/gii_clusters_2025.csv",
)


@dataclass(frozen=True)
class Slip:
    """A cell that is written wrongly, and what the check must say about it."""

    file: str
    row_id: str
    column: str
    cell: str
    rule: str
    message: str
    advice: str = ""
    severity: str = "error"


SLIPS = [
    # numbers
    Slip(EVIDENCE, "SHG-003", "value", "16,5", "type", "“16,5” is not a number", "write 16.5"),
    Slip(EVIDENCE, "SHG-004", "value", "1,234", "type", "is not a number", "write 1234, without"),
    Slip(EVIDENCE, "SHG-006", "value", "27%", "type", "is not a number", "leave out the percent"),
    Slip(EVIDENCE, "SHG-009", "value", "over 19", "type", "is not a number", "column qualifier"),
    Slip(EVIDENCE, "SHG-023", "value", "n/a", "type", "is not a number", "leave the cell empty"),
    Slip(EVIDENCE, "SHG-027", "value", "NaN", "type", "is not a number", "leave the cell empty"),
    Slip(EVIDENCE, "SHG-059", "value", "７０", "type", "is not a number", "write 70, in ordinary"),
    Slip(EVIDENCE, "SHG-122", "value", "1e400", "type", "is not a number", "write digits"),
    Slip(EVIDENCE, "SHG-147", "value", "sNaN", "type", "is not a number", "write digits"),
    Slip(EVIDENCE, "SHG-148", "value", "8_0", "type", "is not a number", "write digits"),
    Slip(EVIDENCE, "SHG-001", "as_of_inferred", "yes", "type", "neither true nor false", "write"),
    Slip(G2025, "G25-shg", "pct_rank", "2.0", "type", "not a whole number", "without a decimal"),
    Slip(
        G2025, "G25-shg", "pct_filings_share_percent", "109", "maximum", "above the most", "correct"
    ),
    Slip(G2025, "G25-ss", "pub_share_pct", "-2.5", "minimum", "below the least that is possible"),
    Slip(G2025, "G25-shg", "rank_2024", "0", "minimum", "below the least that is possible, 1"),
    # codes and keys
    Slip(CORRECTIONS, "CO-006", "id", "", "required", "is empty", "fill it in"),
    Slip(CORRECTIONS, "CO-005", "id", "CO-004", "duplicate", "“CO-004” stands already in row"),
    Slip(EVIDENCE, "SHG-008", "statement", " ", "required", "is empty", "fill it in"),
    Slip(EVIDENCE, "SHG-010", "dimension", "govrnance", "code", "not a known code", "“governance”"),
    Slip(EVIDENCE, "SHG-011", "confidence", "x", "code", "not a known", "of primary, secondary"),
    Slip(EVIDENCE, "SHG-012", "cluster", "SHG", "link", "“SHG” is not in data/clus", "“shg”?"),
    Slip(EVIDENCE, "SHG-013", "cluster", "paris-london", "link", "is not in data/clusters.csv"),
    Slip(EVIDENCE, "SHG-035", "unit", "project", "link", "not in data/raw/units", "“projects”?"),
    Slip(EVIDENCE, "SHG-014", "source_id", "cityu-2019", "link", "is not in data/references.json"),
    Slip(EVIDENCE, "SHG-015", "caveats", "CF-999", "link", "conflicts.csv or data/raw/caveats.csv"),
    Slip(G2025, "G25-beijing", "source_id", "qqdbkk-2025;;hk01-2025", "list", "an empty code"),
    Slip(G2025, "G25-seoul", "source_id", "hk01-2025; qqdbkk-2025", "list", "spaces around"),
    Slip(G2025, "G25-ss", "source_id", "hk01-2025,qqdbkk-2025", "link", "not in", "as the other"),
    Slip(G2025, "G25-shg", "source_id", "hk01-2025;hk01-2025", "list", "“hk01-2025” 2 times"),
    Slip(CONFLICTS, "CF-01", "rows", "KF-098;A5", "link", "“A5” is not in any of the tables"),
    Slip(FLOWS, "KF-001", "measure", "GBA papers", "pattern", "is not written as", "write it like"),
    # intervals and qualifiers
    Slip(EVIDENCE, "SHG-126", "low", "50", "interval", "50 is above 40 in column high", "exchange"),
    Slip(EVIDENCE, "SHG-153", "value", "50", "interval", "50 is below 53 in column low"),
    Slip(EVIDENCE, "SHG-155", "value", "29", "interval", "29 is above 28 in column high"),
    Slip(EVIDENCE, "SHG-040", "low", "", "qualifier", "is empty, but “over” means", "write 150"),
    Slip(EVIDENCE, "SHG-161", "high", "", "qualifier", "but “exact” means", "write 48"),
    Slip(EVIDENCE, "SHG-067", "high", "2001", "qualifier", "is 2001, but “nearly” means"),
    Slip(EVIDENCE, "SHG-043", "qualifier", "", "qualifier", "is empty, but the row has a number"),
    Slip(EVIDENCE, "SHG-007", "qualifier", "over", "qualifier", "the row has no number"),
    Slip(
        CHECKS, "GD-001", "value_low", "1313319", "interval", "is above 1313318 in column value_hi"
    ),
    # amounts
    Slip(EVIDENCE, "SS-037", "value", "100.5", "amount", "100.5 percent is above the most", "unit"),
    Slip(EVIDENCE, "SHG-058", "value", "-10", "amount", "-10 firms is below the least that is pos"),
    # dates
    Slip(EVIDENCE, "SHG-016", "as_of", "2024-13", "date", "“2024-13” is not a date", "write 2024"),
    Slip(EVIDENCE, "SHG-017", "as_of", "2023-02-29", "date", "is not a date of the calendar"),
    Slip(EVIDENCE, "SHG-018", "as_of", "6/11/2024", "date", "“6/11/2024” is not a date"),
    Slip(EVIDENCE, "SHG-019", "as_of", "2027-06-16", "future", "is in the future", "target or exp"),
    Slip(EVIDENCE, "SHG-020", "as_of", "2022/2018", "interval", "ends before it begins"),
    Slip(EVIDENCE, "SHG-021", "as_of", "1893", "date", "is outside the years 1990 to"),
    Slip(EVIDENCE, "SHG-022", "as_of", "2024/2028", "future", "“2024/2028” is in the future"),
    # characters
    Slip(EVIDENCE, "SHG-024", "statement", "a\x07b", "control", "U+0007, a control character"),
    Slip(EVIDENCE, "SHG-025", "statement", "a\u202eb", "direction", "U+202E, which turns"),
    Slip(EVIDENCE, "SHG-026", "statement", "a\ufffdb", "lost-character", "a character was lost"),
    Slip(EVIDENCE, "SHG-028", "locator", "a\u200bb", "invisible", "U+200B", "", "warning"),
    Slip(EVIDENCE, "SHG-029", "locator", "a\nb", "line-break", "a line break", "", "warning"),
    Slip(EVIDENCE, "SHG-030", "locator", " a", "spaces", "has spaces around", "", "warning"),
    Slip(EVIDENCE, "SHG-031", "locator", "<b>a</b>", "html", "like HTML", "", "warning"),
    Slip(EVIDENCE, "SHG-032", "locator", "Du\u0308sseldorf", "unicode", "letters", "", "warning"),
    Slip(EVIDENCE, "SHG-033", "locator", "=cmd|' /C calc'!A0", "formula", "=cmd", "", "warning"),
    Slip(EVIDENCE, "SHG-034", "locator", "+SUM(A1)", "formula", "a formula", "", "warning"),
    Slip(EVIDENCE, "SHG-036", "locator", "@SUM(A1)", "formula", "a formula", "", "warning"),
    Slip(EVIDENCE, "SHG-037", "locator", "-2+3", "formula", "a formula", "", "warning"),
]


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory, baseline) -> tuple[list[Problem], dict[Slip, int]]:
    """All slips made in one copy: what the check adds, and the row of each slip."""
    copy = Copy(tmp_path_factory.mktemp("spoilt"))
    rows = {slip: copy.put(slip.file, slip.row_id, slip.column, slip.cell) for slip in SLIPS}
    return [problem for problem in copy.check() if problem not in baseline], rows


def errors(problems: list[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.severity == "error"]


def test_the_data_are_clean():
    assert [str(problem) for problem in errors(check_data(ROOT))] == []


def test_warnings_about_the_data_are_of_the_known_kinds(baseline):
    warnings = {p.rule for p in baseline if p.severity == "warning"}
    assert warnings <= {"unused", "spaces"}


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: f"{slip.rule}-{slip.row_id}-{slip.cell!r}")
def test_slip_is_told_once_with_place_and_remedy(slip, spoilt):
    problems, rows = spoilt
    columns = {"low", "high", slip.column} if slip.rule == "qualifier" else {slip.column}
    here = [p for p in problems if (p.file, p.row) == (slip.file, rows[slip])]
    here = [p for p in here if p.column in columns]
    assert len(here) == 1, [str(p) for p in here]
    problem = here[0]
    assert (problem.rule, problem.severity) == (slip.rule, slip.severity)
    assert slip.message in problem.message
    assert slip.advice in problem.advice
    assert problem.advice


def test_nothing_else_is_told(spoilt):
    problems, rows = spoilt
    places = {(slip.file, row) for slip, row in rows.items()}
    assert [str(p) for p in problems if (p.file, p.row) not in places and p.rule != "unused"] == []


def test_byte_order_mark_and_crlf_are_accepted(copied, baseline):
    for file in EVIDENCE, "data/clusters.csv", "data/references.json", "data/datapackage.json":
        copied.write(file, "\ufeff" + copied.text(file).replace("\n", "\r\n"))
    assert set(copied.check()) <= baseline


def test_formula_is_kept_as_text(small):
    small.put(CITIES, "CS-033", "note", "=1+1")
    assert read_raw("city_stats", small.root).loc["CS-033", "note"] == "=1+1"
    assert not examine(small.root).failed


def test_future_target_is_accepted(small):
    small.put(CITIES, "CS-005", "qualifier", "target")
    small.put(CITIES, "CS-005", "as_of", "2024/2031")
    assert not examine(small.root, TODAY).failed
    small.put(CITIES, "CS-005", "qualifier", "about")
    assert examine(small.root, TODAY).failed


def test_ids_that_differ_by_case_are_told(small):
    small.edit("data/raw/units.csv", "\nHKD,", "\ncny,currency,,,Yuan,0,\nHKD,")
    (found,) = errors(small.check())
    assert (found.row, found.column, found.rule) == (3, "id", "duplicate")
    assert "“cny” differs from “CNY” in row 2 only by case" in found.message


def test_a_new_row_with_the_published_figures_passes(small):
    for column, cell in {
        "pct_filings_share_percent": "3.1",
        "vc_share_pct": "3.2",
        "vc_deals": "7500",
    }.items():
        small.put(G2025, "G25-ss", column, cell)
    assert errors(small.check()) == []


def test_command_prints_a_summary_and_passes(small, capsys):
    assert check_command(small.root, quiet=True) == 0
    (line,) = capsys.readouterr().out.splitlines()
    rows = sum(len(small.rows(f"data/{file}")) - 1 for file in SMALL)
    sources = len(read_references(small.root))
    assert line.startswith(f"{rows:,} rows in 5 tables, {sources} sources: no problem")


def test_command_fails_and_prints_problems(small, capsys):
    row = small.put(CITIES, "CS-005", "value", "\x1b[31mred")
    assert check_command(small.root) == 1
    out = capsys.readouterr().out
    place = f"error    {CITIES}, row {row} (id CS-005), column value:"
    assert any(line.startswith(place) for line in out.splitlines())
    assert "\x1b" not in out
    assert ": 2 problems" in out.splitlines()[-1]


def test_a_checkout_without_data_is_told_and_not_raised(tmp_path):
    problems = check_data(tmp_path)
    assert {(p.file, p.rule) for p in problems} == {
        ("data/datapackage.json", "missing-file"),
        ("data/references.json", "missing-file"),
    }


def test_undescribed_table_is_told(small):
    before = small.check()
    small.write("data/raw/more.csv", "id\n1\n")
    (found,) = set(small.check()) - set(before)
    assert (found.file, found.rule, found.severity) == (
        "data/raw/more.csv",
        "unknown-file",
        "warning",
    )
