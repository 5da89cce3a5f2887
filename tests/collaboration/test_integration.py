"""Frenken's integration index: his own table first, then what must hold for any table."""

import json
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from tests.conftest import ROOT
from twodeltas.collaboration import integration
from walkback.errors import AnalysisError
from walkback.values.number_format import PLAIN

KNOWN = json.loads((ROOT / "tests" / "known_answers.json").read_text(encoding="utf-8"))[
    "C1_frenken"
]


def table(rows) -> pd.DataFrame:
    names = [f"c{i}" for i in range(len(rows))]
    return pd.DataFrame(rows, index=names, columns=names, dtype=float)


def pairs(*rows, **more) -> pd.DataFrame:
    """Rows of `pair_counts`: (city_a, city_b, count)."""
    frame = pd.DataFrame(rows, columns=["city_a", "city_b", "count"])
    given = {"measure": "co_publications", "cluster": "shg", "counting": "full"}
    given |= {"year_from": 2019, "year_to": 2023, "source_id": "invented"} | more
    frame = frame.assign(**given)
    return frame.set_index(pd.Index([f"PC-{i:03}" for i in range(1, len(frame) + 1)], name="id"))


@st.composite
def symmetric(draw, *, smallest: int = 0):
    size = draw(st.integers(2, 5))
    half = draw(arrays.arrays(np.int64, (size, size), elements=st.integers(smallest, 999)))
    whole = np.triu(half) + np.triu(half, 1).T
    whole[0, 1] = whole[1, 0] = max(whole[0, 1], 1)
    return table(whole)


def test_the_worked_table_of_the_publication():
    found = integration.integration(table(KNOWN["C"]))
    tol = KNOWN["tol"]
    assert found.total == pytest.approx(KNOWN["T"], abs=tol)
    assert found.within == pytest.approx(KNOWN["within"], abs=tol)
    assert found.between == pytest.approx(KNOWN["between"], abs=tol)
    assert list(found.by_city) == pytest.approx(KNOWN["node"], abs=tol)
    np.testing.assert_allclose(found.bias.to_numpy(), KNOWN["bias"], atol=tol)
    assert found.inside_counted


@given(symmetric())
def test_it_is_never_negative_and_adds_up(counts):
    found = integration.integration(counts)
    assert found.total >= -1e-12
    shares = counts.sum() / counts.to_numpy().sum()
    known = found.by_city.notna()
    assert (found.by_city[known] * shares[known]).sum() == pytest.approx(found.total, abs=1e-9)
    inside = np.trace(counts) / counts.to_numpy().sum()
    parts = [(inside, found.within), (1 - inside, found.between)]
    assert sum(w * v for w, v in parts if w) == pytest.approx(found.total, abs=1e-9)


@given(symmetric(), st.integers(2, 1000))
def test_ten_times_as_many_papers_are_no_more_integrated(counts, times):
    one, many = integration.integration(counts), integration.integration(counts * times)
    assert many.total == pytest.approx(one.total, abs=1e-9)
    np.testing.assert_allclose(many.ratio, one.ratio)


@given(st.lists(st.integers(1, 99), min_size=2, max_size=6))
def test_it_is_zero_where_nobody_minds_where_a_partner_sits(sizes):
    found = integration.integration(table(np.outer(sizes, sizes)))
    assert found.total == pytest.approx(0, abs=1e-9)
    np.testing.assert_allclose(found.ratio, 1)
    np.testing.assert_allclose(found.bias, 0, atol=1e-9)


def test_a_pair_that_never_works_together_adds_nothing_and_has_no_bias():
    found = integration.integration(table([[10, 0], [0, 10]]))
    assert found.bias.loc["c0", "c1"] == -math.inf
    assert found.ratio.loc["c0", "c1"] == 0
    assert found.total == pytest.approx(math.log(2))
    assert math.isnan(found.between)


def test_a_city_without_any_count_has_no_expectation():
    found = integration.integration(table([[4, 2, 0], [2, 4, 0], [0, 0, 0]]))
    assert found.ratio.loc["c2"].isna().all()
    assert math.isnan(found.by_city["c2"])
    assert found.total >= 0


def test_without_counts_inside_the_cities_there_is_a_ratio_and_no_index():
    gone = np.nan
    found = integration.integration(table([[gone, 30, 10], [30, gone, 20], [10, 20, gone]]))
    assert not found.inside_counted
    assert all(math.isnan(x) for x in (found.total, found.within, found.between))
    assert found.by_city.isna().all()
    # margins 40, 50, 30: chance is 2000, 1200 and 1500 in 4700, of 60 counted
    expected = {("c0", "c1"): 2000, ("c0", "c2"): 1200, ("c1", "c2"): 1500}
    for (one, other), chance in expected.items():
        count = found.counts.loc[one, other]
        assert found.ratio.loc[one, other] == pytest.approx(count / (60 * chance / 4700))
    assert found.ratio.loc["c0", "c0"] != found.ratio.loc["c0", "c0"]  # NaN


@given(symmetric(smallest=1))
def test_without_the_diagonal_expected_counts_add_up_to_the_observed(counts):
    if len(counts) < integration.FEWEST_APART:
        return
    apart = counts.mask(np.eye(len(counts), dtype=bool))
    found = integration.integration(apart)
    expected = (apart / found.ratio).sum().sum()
    assert expected == pytest.approx(apart.sum().sum())


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([[1]], "two or more cities"),
        ([[1, 2], [3, 1]], "both directions"),
        ([[1, -2], [-2, 1]], "0 or more"),
        ([[1, np.inf], [np.inf, 1]], "0 or more"),
        ([[np.nan, 2], [2, np.nan]], "nothing to compare → add a row for each city"),
        ([[0, 0], [0, 0]], "All joint counts are 0"),
        ([[1, np.nan], [np.nan, 1]], "no count for c0 and c1 → add the row; a count of 0"),
        ([[1, 2], [2, np.nan]], "no count of c1 with itself"),
    ],
)
def test_what_cannot_be_computed_is_refused(rows, message):
    with pytest.raises(AnalysisError, match=message):
        integration.integration(table(rows))


CITIES = ["shenzhen", "hong-kong"]
WHOLE = (("hong-kong", "shenzhen", 5), ("shenzhen", "shenzhen", 9), ("hong-kong", "hong-kong", 7))


def test_typed_rows_become_a_symmetric_table_in_the_order_of_the_cluster():
    (found,) = integration.supplied(pairs(*WHOLE), "shg", CITIES)
    assert list(found.counts.index) == CITIES
    assert found.counts.to_numpy().tolist() == [[9, 5], [5, 7]]
    assert found.key == ("co_publications", "full", "invented", 2019, 2023)
    assert found.rows == ("PC-001", "PC-002", "PC-003")
    assert integration.supplied(pairs(*WHOLE), "ss", ["shanghai", "suzhou"]) == []


def test_sources_periods_and_measures_are_kept_apart_and_the_latest_comes_first():
    rows = pd.concat(
        [pairs(*WHOLE), pairs(*WHOLE, year_to=2024), pairs(*WHOLE, counting="fractional")]
    )
    found = integration.supplied(rows.set_axis([f"PC-{i}" for i in range(9)]), "shg", CITIES)
    kept = [(one.key[1], one.key[4]) for one in found]
    assert kept == [("full", 2024), ("fractional", 2023), ("full", 2023)]


def test_only_counts_made_alike_are_set_side_by_side():
    south = integration.supplied(pairs(*WHOLE), "shg", CITIES)
    east_rows = [("shanghai", "suzhou", 3), ("shanghai", "shanghai", 8), ("suzhou", "suzhou", 2)]
    alike = integration.supplied(pairs(*east_rows, cluster="ss"), "ss", ["shanghai", "suzhou"])
    other = integration.supplied(
        pairs(*east_rows, cluster="ss", source_id="else"), "ss", ["shanghai", "suzhou"]
    )
    assert [one.key for one in integration.comparable(south, [*other, *alike])] == [
        south[0].key
    ] * 2
    assert len({one.key for one in integration.comparable(south, other)}) == 2
    assert integration.comparable([], alike) == alike
    assert integration.comparable([], []) == []


@pytest.mark.parametrize(
    ("rows", "more", "message"),
    [
        (
            [*WHOLE, ("shenzhen", "hong-kong", 5)],
            {},
            "PC-004: shenzhen and hong-kong are counted twice",
        ),
        (WHOLE[:2], {}, "no count of hong-kong with itself"),
        ([("hong-kong", "shenzhen", 5), ("shenzhen", "guangzhou", 1)], {}, "no count for"),
        (WHOLE, {"year_from": 2025}, "year_from 2025 is after year_to 2023"),
    ],
)
def test_rows_that_leave_a_gap_are_refused(rows, more, message):
    with pytest.raises(AnalysisError, match=message):
        integration.supplied(pairs(*rows, **more), "shg", CITIES)


def test_a_figure_knows_the_rows_behind_it():
    value = integration.value(PLAIN, 0.304, ["PC-001"], "invented")
    assert (value.text, value.origins[0].table) == ("0.30", "pair_counts")
    assert not integration.value(PLAIN, math.nan, ["PC-001"], "invented").known
