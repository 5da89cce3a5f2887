"""The rows of `pair_counts` fit each other, or the check says which does not."""

from itertools import combinations, combinations_with_replacement

import pytest

from tests.data.conftest import ROOT
from twodeltas.collaboration import integration
from twodeltas.ingest.pair_counts import FEWEST_APART, pair_problems
from walkback.tables.package import load_package
from walkback.tables.sheet import read_table

TABLES = load_package(ROOT).tables
FILE = "data/raw/pair_counts.csv"
HEAD = "id,measure,cluster,city_a,city_b,count,counting,year_from,year_to,source_id,note\n"
CITIES = read_table(ROOT, TABLES["cities"])


def found(tmp_path, *rows, cities=CITIES, count=5):
    """The problems of rows written `cluster,city_a,city_b,year_from,year_to`."""
    lines = []
    for number, row in enumerate(rows, 1):
        cluster, one, other, first, last = row.split(",")
        cells = f"PC-{number:03},co_patents,{cluster},{one},{other},{count},full,{first},{last},s,"
        lines.append(cells)
    (tmp_path / "data" / "raw").mkdir(parents=True)
    (tmp_path / FILE).write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return list(pair_problems(read_table(tmp_path, TABLES["pair_counts"]), cities))


def square(*cities, cluster="shg", years="2019,2023", alone=False):
    """Every pair of the cities once, with each city itself if `alone`."""
    pairs = (combinations_with_replacement if alone else combinations)(cities, 2)
    return [f"{cluster},{one},{other},{years}" for one, other in pairs]


SOUTH = ("hong-kong", "shenzhen", "guangzhou")
EAST = {"cluster": "ss", "alone": True}


@pytest.mark.parametrize(
    "rows",
    [
        [],
        square(*SOUTH),
        square(*SOUTH) + square(*SOUTH, years="2014,2018", alone=True),
        square(*SOUTH) + square("shanghai", "suzhou", **EAST),
        square("beijing", *SOUTH),
        square(*SOUTH, years="when,2023"),
    ],
)
def test_sound_rows_pass(tmp_path, rows):
    assert found(tmp_path, *rows) == []


@pytest.mark.parametrize(
    ("rows", "place", "message"),
    [
        (square("shanghai", "suzhou", **EAST)[:2], (3, None), "no row of suzhou with itself"),
        (square(*SOUTH)[:2], (3, None), "no row for guangzhou and shenzhen"),
        (
            [*square(*SOUTH), "shg,shenzhen,hong-kong,2019,2023"],
            (5, "city_b"),
            "counts shenzhen and hong-kong again: so does row 2",
        ),
        (square("shenzhen", alone=True), (2, None), "of one city alone"),
        (square("hong-kong", "shenzhen"), (2, None), "of two cities and none inside them"),
    ],
)
def test_what_does_not_fit_is_an_error(tmp_path, rows, place, message):
    (problem,) = found(tmp_path, *rows)
    assert (problem.row, problem.column) == place
    assert message in problem.message
    assert problem.severity == "error"


def test_as_few_cities_as_the_analysis_takes():
    assert FEWEST_APART == integration.FEWEST_APART


def test_a_period_that_ends_before_it_begins(tmp_path):
    problems = found(tmp_path, *square(*SOUTH, years="2023,2019"))
    assert [(p.row, p.column) for p in problems] == [(n, "year_from") for n in (2, 3, 4)]
    assert "2023 is after 2019 in column year_to" in problems[0].message


def test_counts_that_are_all_zero(tmp_path):
    (problem,) = found(tmp_path, *square(*SOUTH), count="0.0")
    assert (problem.column, problem.message) == ("count", "ends counts that are all 0")


def test_a_city_of_another_cluster_is_a_warning(tmp_path):
    pair, own = found(tmp_path, *square("shanghai", "shenzhen", **EAST))[0::2]
    assert "shenzhen is a city of shg, but the row counts for ss" in pair.message
    assert (pair.column, pair.severity) == ("city_b", "warning")
    assert own.row == 4


def test_tables_that_could_not_be_read_are_passed_over(tmp_path):
    assert list(pair_problems(None, None)) == []
    assert found(tmp_path, *square("shanghai", "shenzhen", **EAST), cities=None) == []


def test_the_check_lists_them_with_the_rest(copied):
    rows = "PC-001,co_patents,shg,hong-kong,shenzhen,5,full,2023,2019,siss-yrdci-2024,\n"
    copied.write(FILE, copied.text(FILE) + rows)
    problems = [p for p in copied.check() if p.file == FILE]
    assert [p.column for p in problems] == [None, "year_from"]
