"""The tables of other rankings and of applicants."""

from tests.shared.real import raw
from twodeltas.metrics import applicants, other_rankings
from twodeltas.metrics.tables import beside

SHORT = {"shg": "South", "ss": "East"}


def test_a_ranking_says_once_what_it_measures():
    standing = other_rankings.standings(raw("rankings_other"), ("shg", "ss"))
    table = beside.rankings(standing, SHORT)
    assert len(table) == len(standing)
    assert list(table.columns) == [
        "Ranking", "Edition", "South", "East", "Ranked", "What it measures"
    ]  # fmt: skip
    named = [name for name in table["Ranking"] if name]
    assert named == list(dict.fromkeys(standing["ranking"]))
    assert table.iloc[0][["South", "East"]].to_list() == ["Guangzhou 6", "Shanghai 2"]
    assert "Greater Bay Area 4" in set(table["South"])
    assert {"not found"} < set(table["South"]) | set(table["East"])


def test_the_share_of_a_firm_is_its_sum_over_the_cluster():
    firms = applicants.by_firm(raw("pct_applicants"), (2020, 2024))
    table = beside.applicants(firms, {"shenzhen": "Shenzhen", "dongguan": "Dongguan"}, 117542)
    first = table.iloc[0]
    assert (first["Applicant"], first["Seat"], first["2022"]) == ("Huawei", "Shenzhen", 7689)
    assert first["Sum"] == sum(first[str(year)] for year in range(2020, 2025))
    assert first["At most, % of the cluster"] == 28.2
