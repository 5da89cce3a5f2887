"""The real data are clean, and a slip in them is told as their manifest asks for."""

import pytest
from slips import Slip, assert_told_once, elsewhere, errors, made_in

from tests.data.conftest import ROOT, Copy
from walkback.tables.check import check_data
from walkback.tables.problems import Problem

CORRECTIONS = "data/raw/corrections.csv"
EVIDENCE = "data/raw/evidence.csv"
G2025 = "data/raw/gii_clusters_2025.csv"
CHECKS = "data/raw/gii_derived_checks.csv"
FLOWS = "data/raw/knowledge_flows.csv"
CONFLICTS = "data/raw/conflicts.csv"
RANKINGS = "data/raw/rankings_other.csv"


SLIPS = [  # what the manifest of these tables asks for; how the check tells it is the engine's
    Slip(EVIDENCE, "SHG-003", "value", "16,5", "type", "“16,5” is not a number", "write 16.5"),
    Slip(EVIDENCE, "SHG-001", "as_of_inferred", "yes", "type", "neither true nor false", "write"),
    Slip(G2025, "G25-shg", "pct_rank", "2.0", "type", "not a whole number", "without a decimal"),
    Slip(
        G2025, "G25-shg", "pct_filings_share_percent", "109", "maximum", "above the most", "correct"
    ),
    Slip(G2025, "G25-ss", "pub_share_pct", "-2.5", "minimum", "below the least that is possible"),
    Slip(G2025, "G25-shg", "rank_2024", "0", "minimum", "below the least that is possible, 1"),
    Slip(CORRECTIONS, "CO-006", "id", "", "required", "is empty", "fill it in"),
    Slip(CORRECTIONS, "CO-005", "id", "CO-004", "duplicate", "“CO-004” stands already in row"),
    Slip(EVIDENCE, "SHG-010", "dimension", "govrnance", "code", "not a known code", "“governance”"),
    Slip(EVIDENCE, "SHG-011", "confidence", "x", "code", "not a known", "of primary, secondary"),
    Slip(EVIDENCE, "SHG-012", "cluster", "SHG", "link", "“SHG” is not in data/clus", "“shg”?"),
    Slip(EVIDENCE, "SHG-035", "unit", "project", "link", "not in data/raw/units", "“projects”?"),
    Slip(EVIDENCE, "SHG-014", "source_id", "cityu-2019", "link", "is not in data/references.json"),
    Slip(EVIDENCE, "SHG-015", "caveats", "CF-999", "link", "conflicts.csv or data/raw/caveats.csv"),
    Slip(G2025, "G25-beijing", "source_id", "qqdbkk-2025;;hk01-2025", "list", "an empty code"),
    Slip(CONFLICTS, "CF-01", "rows", "KF-098;A5", "link", "“A5” is not in any of the tables"),
    Slip(FLOWS, "KF-001", "measure", "GBA papers", "pattern", "is not written as", "write it like"),
    Slip(EVIDENCE, "SHG-126", "low", "50", "interval", "50 is above 40 in column high", "exchange"),
    Slip(EVIDENCE, "SHG-040", "low", "", "qualifier", "is empty, but “over” means", "write 150"),
    Slip(
        CHECKS, "GD-001", "value_low", "1313319", "interval", "is above 1313318 in column value_hi"
    ),
    Slip(EVIDENCE, "SS-037", "value", "100.5", "amount", "100.5 percent is above the most", "unit"),
    Slip(EVIDENCE, "SHG-058", "value", "-10", "amount", "-10 firms is below the least that is pos"),
    Slip(EVIDENCE, "SHG-019", "as_of", "2027-06-16", "future", "is in the future", "target or exp"),
    Slip(RANKINGS, "RO-005", "edition", "", "required", "is empty", "fill it in"),
    Slip(RANKINGS, "RO-006", "edition", "newest", "pattern", "is not written as", "write it like"),
    Slip(CORRECTIONS, "CO-207", "row", "SS-999", "link", "“SS-999” is not in", ""),
    Slip(EVIDENCE, "SHG-021", "as_of", "1893", "date", "is outside the years 1990 to"),
]


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory, baseline) -> tuple[list[Problem], dict[Slip, int]]:
    """All slips made in one copy: what the check adds, and the row of each slip."""
    copy = Copy(tmp_path_factory.mktemp("spoilt"))
    rows = made_in(copy, SLIPS)
    return [problem for problem in copy.check() if problem not in baseline], rows


def test_the_data_are_clean():
    assert [str(problem) for problem in errors(check_data(ROOT))] == []


def test_warnings_about_the_data_are_of_the_known_kinds(baseline):
    warnings = {p.rule for p in baseline if p.severity == "warning"}
    assert warnings <= {"unused", "spaces"}


@pytest.mark.parametrize("slip", SLIPS, ids=str)
def test_slip_is_told_once_with_place_and_remedy(slip, spoilt):
    assert_told_once(slip, *spoilt)


def test_nothing_else_is_told(spoilt):
    assert [str(p) for p in elsewhere(*spoilt) if p.rule != "unused"] == []


def test_byte_order_mark_and_crlf_are_accepted(copied, baseline):
    for file in EVIDENCE, "data/clusters.csv", "data/references.json", "data/datapackage.json":
        copied.write(file, "\ufeff" + copied.text(file).replace("\n", "\r\n"))
    assert set(copied.check()) <= baseline


def test_a_new_row_with_the_published_figures_passes(small):
    for column, cell in {
        "pct_filings_share_percent": "3.1",
        "vc_share_pct": "3.2",
        "vc_deals": "7500",
    }.items():
        small.put(G2025, "G25-ss", column, cell)
    assert errors(small.check()) == []
