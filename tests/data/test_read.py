"""Tables as pandas sees them."""

import pandas as pd
import pytest

from tests.data.conftest import ROOT
from walkback.errors import DataError
from walkback.paths import Paths
from walkback.tables.package import load_package
from walkback.tables.read import read_processed, read_raw, read_references

EVIDENCE = "data/raw/evidence.csv"
DTYPES = {
    "number": "float64",
    "integer": "Int64",
    "year": "Int64",
    "boolean": "boolean",
    "string": "string",
}


@pytest.mark.parametrize("name", sorted(load_package(ROOT).raw))
def test_every_raw_table_has_the_types_of_the_manifest(name):
    table = load_package(ROOT).tables[name]
    frame = read_raw(name, ROOT)
    assert frame.index.name == "id"
    assert frame.index.is_unique
    kinds = {column: str(dtype) for column, dtype in frame.dtypes.items()}
    assert kinds == {c.name: DTYPES[c.type] for c in table.columns.values() if c.name != "id"}


def test_every_cell_comes_through(copied):
    rows = copied.rows(EVIDENCE)
    frame = read_raw("evidence", copied.root, as_written=True)
    for row in rows[1:]:
        read = frame.loc[row[0]].fillna("")
        assert list(read) == row[1:]


def test_words_that_pandas_takes_for_missing_stay_words(copied):
    copied.put(EVIDENCE, "SHG-003", "locator", "NA")
    copied.put(EVIDENCE, "SHG-004", "locator", "None")
    copied.put(EVIDENCE, "SHG-005", "locator", "")
    locator = read_raw("evidence", copied.root)["locator"]
    assert list(locator[["SHG-003", "SHG-004"]]) == ["NA", "None"]
    assert locator["SHG-005"] is pd.NA


def test_byte_order_mark_and_crlf_are_accepted(copied):
    before = read_raw("evidence", copied.root)
    copied.write(EVIDENCE, "\ufeff" + copied.text(EVIDENCE).replace("\n", "\r\n"))
    after = read_raw("evidence", copied.root)
    assert after.equals(before)
    assert after.dtypes.equals(before.dtypes)


def test_printed_decimals_can_be_seen():
    written = read_raw("gii_clusters_2025", ROOT, as_written=True)
    assert written.loc["G25-shg", "pct_filings_share_percent"] == "9.0"


def test_bad_number_names_file_row_and_column(copied):
    row = copied.put(EVIDENCE, "SHG-003", "value", "16,5")
    place = rf"{EVIDENCE}, row {row} \(id SHG-003\), column value: .* → write 16.5"
    with pytest.raises(DataError, match=place):
        read_raw("evidence", copied.root)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("id,cluster,", "id,clusters,", "row 1, column clusters: is not a column"),
        ("\nSHG-003,", "\nSHG-002,", "row 4 .* stands already in row 3"),
        ("\nSHG-003,", "\n,", "row 4, column id: is empty"),
        ("\nSHG-003,", "\nSHG-003,,", "row 4 .* cells, but the header has"),
    ],
)
def test_broken_table_is_refused(copied, old, new, message):
    copied.edit(EVIDENCE, old, new)
    with pytest.raises(DataError, match=message):
        read_raw("evidence", copied.root)


def test_unknown_table_names_the_nearest():
    with pytest.raises(DataError, match="no raw table “evidense” → did you mean evidence"):
        read_raw("evidense", ROOT)


def test_processed_table_that_is_not_there_says_what_to_run(tmp_path):
    with pytest.raises(DataError, match="run 01_ingest first"):
        read_processed("rankings", Paths(ROOT, tmp_path, tmp_path))


def test_references_are_read_by_id():
    references = read_references(ROOT)
    assert references["jetro-2025"]["id"] == "jetro-2025"
    assert len(references) == len(set(references))


PAIRS = "data/raw/pair_counts.csv"


@pytest.mark.parametrize("there", ["empty", "missing"])
def test_an_optional_table_may_be_empty_or_missing(copied, there):
    head = copied.text(PAIRS).splitlines()[0]
    copied.write(PAIRS, head + "\n")
    if there == "missing":
        copied.path(PAIRS).unlink()
    frame = read_raw("pair_counts", copied.root)
    assert len(frame) == 0
    assert frame.index.name == "id"
    assert (str(frame["count"].dtype), str(frame["year_to"].dtype)) == ("float64", "Int64")
    assert [p for p in copied.check() if p.file == PAIRS] == []


def test_rows_of_an_optional_table_are_checked_like_any_others(copied):
    pairs = {
        "PC-001": "shanghai,suzhou,12",
        "PC-003": "shanghai,shanghai,90",
        "PC-004": "suzhou,suzhou,40",
    }
    good = "".join(
        f"{row},co_publications,ss,{count},full,2019,2023,siss-yrdci-2024,\n"
        for row, count in pairs.items()
    )
    bad = "PC-002,co_publications,ss,shanghai,suzho,-1,whole,2019,2023,nobody,\n"
    copied.write(PAIRS, copied.text(PAIRS).splitlines()[0] + "\n" + good + bad)
    problems = [p for p in copied.check() if p.file == PAIRS]
    assert {p.row_id for p in problems} == {"PC-002"}
    columns = {p.column for p in problems} - {None}  # None: the row alone makes no square of cities
    assert columns == {"city_b", "count", "counting", "source_id"}
