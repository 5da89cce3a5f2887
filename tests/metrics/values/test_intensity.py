"""Ranks and figures per inhabitant, and the cities behind the clusters."""

import pandas as pd

from tests.metrics.values.conftest import NUMBERS, PAIR
from tests.shared.real import rankings, raw
from twodeltas.metrics.values.cities import Cities, of_pair
from twodeltas.metrics.values.intensity import intensity, population
from twodeltas.shared import editions
from walkback.tables.lookup import Facts

TABLE = "gii_intensity_by_edition"


def names():
    return {str(k): str(v) for k, v in raw("clusters")["name_en"].items()}


def test_a_rank_per_inhabitant_is_a_word_or_not_published():
    edition = editions.of_edition(rankings(), 2025)
    found = intensity(NUMBERS, edition, raw(TABLE), 2025, names(), PAIR)
    assert found.published
    rank = found.ranks.set_index("cluster")["intensity_rank"]
    assert found.place("shg").startswith(f"{rank['shg']:.0f}")
    assert found.place("ss") == "not published"
    assert set(found.drawn.index) <= set(found.rates.index)


def test_an_edition_without_ranks_per_inhabitant():
    edition = editions.of_edition(rankings(), 2025)
    none = raw(TABLE).assign(intensity_rank=float("nan"))
    assert not intensity(NUMBERS, edition, none, 2025, names(), PAIR).published


def test_the_population_is_about_what_the_figures_imply():
    table = raw(TABLE)
    value = population(Facts({TABLE: table}), "GI-2025-shg")
    millions = table.loc["GI-2025-shg", "population_million_derived"]
    assert value.qualifier == "about"
    assert value.number == millions * 1e6
    assert [origin.row for origin in value.origins] == ["GI-2025-shg"]


def test_the_title_names_the_cities_with_least_and_most():
    rows = pd.DataFrame(
        {"city": ["a", "a", "b"], "year": [2020, 2022, 2021], "value": [9.0, 3.5, 1.1]}
    )
    found = Cities(["a", "b"], {"a": 0, "b": 1}, rows, rows)
    said = found.spread({"a": "Aton", "b": "Beton"})
    assert said == "R&D spending runs from 1.1% of GDP in Beton (2021) to 3.5% in Aton (2022)"


def test_the_cities_of_a_pair_stand_in_the_line_of_their_cluster():
    found = of_pair(raw("city_stats"), raw("clusters"), PAIR)
    assert {found.line[city] for city in found.members} == {0, 1}
    assert found.line["shenzhen"] == 0
    assert found.line["suzhou"] == 1
    assert set(found.newest["city"]) <= set(found.members)
    assert set(found.intensity["indicator"]) == {"rd_intensity"}
