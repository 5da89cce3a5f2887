"""What a single firm files is a bound from above, and only where every year is known."""

import pytest

from tests.shared.real import raw
from twodeltas.metrics import applicants
from walkback.errors import AnalysisError

WINDOW = (2020, 2024)


@pytest.fixture(scope="module")
def firms():
    return applicants.by_firm(raw("pct_applicants"), WINDOW)


def test_huawei_makes_28_percent_at_most(firms):
    assert 5464 + 6952 + 7689 + 6494 + 6600 == firms.loc["Huawei", "sum"] == 33199
    share = applicants.at_most(firms, "Huawei", 117542)
    assert share == pytest.approx(28.2, abs=0.05)
    bound = raw("gii_derived_checks").loc["GD-036"]
    assert float(bound["value_high"]) == pytest.approx(share, abs=0.05)


def test_oppo_makes_seven_or_eight_at_most(firms):
    assert firms.loc["OPPO", "sum"] == 8990
    bound = float(raw("gii_derived_checks").loc["GD-037", "value_high"])
    assert applicants.at_most(firms, "OPPO", 117542) == pytest.approx(bound, abs=0.06)


def test_a_firm_with_a_year_missing_has_no_bound(firms):
    assert "ZTE" in set(raw("pct_applicants")["applicant"])
    assert list(firms.index) == ["Huawei", "OPPO"]
    with pytest.raises(AnalysisError, match="ZTE: not known in every year"):
        applicants.at_most(firms, "ZTE", 117542)


def test_the_rows_behind_a_sum_are_its_years(firms):
    assert firms.loc["Huawei", "ids"] == "PA-002;PA-003;PA-004;PA-005;PA-006"
