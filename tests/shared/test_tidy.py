import math

import pytest

from tests.shared.real import rankings, raw
from twodeltas.shared import tidy


@pytest.mark.parametrize(("number", "digits"), [(9.0, 1), (10.32, 2), (6.769, 3), (0.0, 1)])
def test_decimals(number, digits):
    assert tidy.decimals(number) == digits


def test_decimals_of_nothing_are_nothing():
    assert math.isnan(tidy.decimals(float("nan")))


def test_no_row_and_no_published_rank_is_lost():
    table = rankings()
    assert len(table) == len(raw("gii_clusters_2025")) + len(raw("gii_clusters_by_edition"))
    ranks = raw("gii_clusters_2025")["rank_2025"].count()
    ranks += raw("gii_clusters_by_edition")["rank"].count()
    assert table["rank"].count() == ranks
    assert table.index.is_unique


def test_every_row_names_the_raw_row_it_comes_from():
    for _, row in rankings().iterrows():
        assert row["raw_row"] in raw(row["raw_table"]).index


def test_the_types_of_all_columns_that_are_no_text_are_told():
    table = rankings()
    assert set(tidy.TYPES) <= set(table.columns)
    assert {str(kind) for kind in table[list(tidy.TYPES)].dtypes} == {"Float64"}
    assert "Float64" not in {str(kind) for kind in table.drop(columns=list(tidy.TYPES)).dtypes}
