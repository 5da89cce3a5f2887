"""Whatever stands in the tables, the check tells it and never raises."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from walkback.errors import DataError
from walkback.tables.check import check_data
from walkback.tables.problems import report
from walkback.tables.read import read_raw

FILE = "data/raw/facts.csv"
QUICK = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
NUMBERS = st.floats().map(repr) | st.integers().map(str) | st.decimals().map(str)
DATES = st.dates().map(str) | st.tuples(st.dates(), st.dates()).map(
    lambda two: f"{two[0]}/{two[1]}"
)
CELLS = (
    st.text(st.characters(codec="utf-8"))
    | NUMBERS
    | DATES
    | st.sampled_from(["", " ", ";", "over"])
)
SLIPS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 15), CELLS), min_size=20, max_size=20)


@QUICK
@given(slips=SLIPS)
def test_random_cells(copied, slips):
    original = copied.text(FILE)
    rows = copied.rows(FILE)
    for row, column, cell in slips:
        rows[row][column % len(rows[0])] = cell
    copied.save(FILE, rows)
    try:
        problems = check_data(copied.root)
        assert all(line.isprintable() for line in report(problems).split("\n"))
        assert all(p.file and p.message and p.advice for p in problems)
        unreadable = {p.rule for p in problems if p.file == FILE} & {"type", "header", "ragged-row"}
        if unreadable:
            with pytest.raises(DataError):
                read_raw("facts", copied.root)
        elif all(problem.severity == "warning" for problem in problems):
            assert len(read_raw("facts", copied.root)) == len(rows) - 1
    finally:
        copied.write(FILE, original)


@QUICK
@given(data=st.data(), junk=st.binary(min_size=1, max_size=30))
def test_random_bytes(copied, data, junk):
    file = data.draw(st.sampled_from([FILE, "data/references.json", "data/datapackage.json"]))
    original = copied.text(file)
    whole = original.encode()
    at = data.draw(st.integers(0, len(whole)))
    copied.write(file, whole[:at] + junk + whole[at + data.draw(st.integers(0, 40)) :])
    try:
        assert all(p.message and p.advice for p in check_data(copied.root))
    finally:
        copied.write(file, original)
