import pytest

from tests.shared.real import rankings, raw
from twodeltas.metrics import edition_shares
from twodeltas.metrics.tables import ranking as tables
from twodeltas.shared import bounds, editions, profile
from twodeltas.shared.start import number_format

NUMBERS = number_format(raw("units"), "en")


def of_edition(year, pair):
    edition = editions.of_edition(rankings(), year)
    metrics = editions.metrics_of(year)
    known = bounds.derive(edition, metrics)
    shares = edition_shares.standing(edition, known, metrics)
    both = [profile.profile(NUMBERS, edition, known, c, raw("clusters")) for c in pair]
    return edition, metrics, known, shares, both


@pytest.fixture(scope="module")
def case():
    return of_edition(2025, ("shg", "ss"))


def test_neither_of_the_pair_is_first_anywhere(case):
    _, metrics, _, shares, (a, b) = case
    names = {str(k): str(v) for k, v in raw("clusters")["name_en"].items()}
    table = tables.side_by_side(a, b, shares, metrics, names)
    assert list(table["First in the world"]) == [
        "Tokyo–Yokohama, 10.3%", "Beijing, 4.0%", "San Jose–San Francisco, 6.9%",
    ]  # fmt: skip
    assert list(table["Ahead of the other"]) == ["SHG", "SS", "SS"]


def test_what_is_not_published_is_named_with_its_inequality(case):
    _, metrics, known, shares, _ = case
    short = {str(k): str(v) for k, v in raw("clusters")["short_en"].items()}
    table = tables.implied(NUMBERS, known, ("shg", "ss"), metrics, shares, short)
    said = {(r["Cluster"], r["Quantity"], r["Bound"].text): r for _, r in table.iterrows()}
    row = said["SS", "Venture deals", "at least 3.05%"]
    assert "ranks taken" in row["Inequality"]
    assert row["Figures used"] == "Seoul"
    assert ("SS", "PCT applications", "at most 4.83%") in said


def test_a_dash_stands_where_only_a_distant_ceiling_is_known(case):
    edition, metrics, known, _, _ = case
    table = tables.top(
        NUMBERS, edition, known, raw("clusters"), ["ss", "paris"], metrics, ("shg", "ss")
    )
    assert table["PCT applications, %"].tolist() == [None, None]
    assert table["Publications, %"].iloc[0].text == "2.5"
    assert table["Sum"].iloc[0].text == "6.76–10.33"


def test_predecessors_are_named_in_the_history():
    past = editions.history(rankings(), raw("clusters"), ("shg", "ss"))
    past["name"] = past["cluster"].map(raw("clusters")["name_en"])
    names = ["Shenzhen–Hong Kong–Guangzhou", "Shanghai–Suzhou"]
    table = tables.by_edition(past, raw("gii_method"), names).set_index("Edition")
    assert table.loc["2021", names[1]] == "8 (Shanghai); 63 (Suzhou)"
    assert "derived" in table.loc["2020", names[1]]
    assert table.loc["2019", names[0]] is None
    assert "Guangzhou" in table.loc["2020", "What changed"]


def test_sources_are_listed_once(case):
    edition = case[0]
    found = tables.sources(edition.loc[["shg", "ss"]])
    assert len(found) == len(set(found)) > 3


def test_where_nobody_is_known_to_be_first_it_says_so(case):
    _, metrics, _, shares, (a, b) = case
    names = {str(k): str(v) for k, v in raw("clusters")["name_en"].items()}
    table = tables.side_by_side(a, b, shares[shares["metric_rank"] != 1], metrics, names)
    assert set(table["First in the world"]) == {"not published"}
