"""A number against what its source printed."""

import pytest

from walkback.tables.as_printed import printed_problems
from walkback.tables.sheet import SheetRow


def row(value: str, unit: str, original: str, unit_original: str) -> SheetRow:
    cells = {"id": "a", "value": value, "unit": unit}
    return SheetRow(
        "x.csv", 2, {**cells, "value_original": original, "unit_original": unit_original}
    )


@pytest.mark.parametrize(
    ("value", "unit", "original", "unit_original"),
    [
        ("2422198000000", "CNY", "2422.198", "billion CNY"),
        ("9500000", "persons", "9.5", "million (nearly)"),
        ("12", "percent_of_gdp", "12", "percent of GDP (expected)"),
        ("40000", "persons", "4", "万"),
        ("16187", "sq_m", "4", "acres"),  # converted: nobody can tell
        ("5", "CNY", "five", "CNY"),
        ("5", "CNY", "", ""),
        ("", "CNY", "5", "CNY"),
        ("1234", "persons", "1,234", "persons"),
    ],
)
def test_what_agrees_or_cannot_be_told_is_left_alone(value, unit, original, unit_original):
    assert list(printed_problems(row(value, unit, original, unit_original))) == []


@pytest.mark.parametrize(
    ("value", "unit", "original", "unit_original", "right"),
    [
        ("9999", "CNY", "2422.198", "billion CNY", "2422198000000"),
        ("9.5", "persons", "9.5", "million", "9500000"),
        ("95", "percent", "9.5", "percent of firms (over)", "9.5"),
        ("1243", "persons", "1,234", "persons", "1234"),
        ("40", "persons", "4", "", "4"),
    ],
)
def test_what_contradicts_itself_is_refused(value, unit, original, unit_original, right):
    (found,) = printed_problems(row(value, unit, original, unit_original))
    assert (found.severity, found.column) == ("error", "value")
    assert found.advice == f"write {right}, or correct value_original or its unit"


def test_a_number_that_a_spreadsheet_shortened_is_told():
    found = list(printed_problems(row("2.42E+12", "CNY", "2422.198", "billion CNY")))
    assert [problem.rule for problem in found] == ["shortened", "as-printed"]
    assert list(printed_problems(row("1e-05", "ratio", "", ""))) == []
