"""Tables as pandas sees them."""

import pandas as pd
import pytest
from as_frames import assert_every_cell_comes_through, assert_types_of_the_manifest

from tests.tables.harbours import CELLS
from walkback.errors import DataError
from walkback.paths import Paths
from walkback.tables.read import RawTables, read_processed, read_raw, read_references

FACTS = "data/raw/facts.csv"


@pytest.mark.parametrize("name", sorted(CELLS))
def test_every_raw_table_has_the_types_of_the_manifest(sound, name):
    assert_types_of_the_manifest(sound, name)


def test_every_cell_comes_through(copied):
    assert_every_cell_comes_through(copied, "facts")


def test_words_that_pandas_takes_for_missing_stay_words(copied):
    copied.put(FACTS, "F-003", "locator", "NA")
    copied.put(FACTS, "F-004", "locator", "None")
    copied.put(FACTS, "F-005", "locator", "")
    locator = read_raw("facts", copied.root)["locator"]
    assert list(locator[["F-003", "F-004"]]) == ["NA", "None"]
    assert locator["F-005"] is pd.NA


def test_byte_order_mark_and_crlf_are_accepted(copied):
    before = read_raw("facts", copied.root)
    copied.write(FACTS, "\ufeff" + copied.text(FACTS).replace("\n", "\r\n"))
    pd.testing.assert_frame_equal(read_raw("facts", copied.root), before)


def test_printed_decimals_can_be_seen(sound):
    assert read_raw("ships", sound, as_written=True).loc["brig", "share"] == "9.0"


def test_bad_number_names_file_row_and_column(copied):
    row = copied.put(FACTS, "F-003", "value", "16,5")
    place = rf"{FACTS}, row {row} \(id F-003\), column value: .* → write 16.5"
    with pytest.raises(DataError, match=place):
        read_raw("facts", copied.root)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("id,place,", "id,places,", "row 1, column places: is not a column"),
        ("\nF-003,", "\nF-002,", "row 4 .* stands already in row 3"),
        ("\nF-003,", "\n,", "row 4, column id: is empty"),
        ("\nF-003,", "\nF-003,,", "row 4 .* cells, but the header has"),
    ],
)
def test_broken_table_is_refused(copied, old, new, message):
    copied.edit(FACTS, old, new)
    with pytest.raises(DataError, match=message):
        read_raw("facts", copied.root)


def test_unknown_table_names_the_nearest(sound):
    with pytest.raises(DataError, match="no raw table “fakts” → did you mean facts"):
        read_raw("fakts", sound)


def test_processed_table_that_is_not_there_says_what_to_run(sound, tmp_path):
    with pytest.raises(DataError, match="run the notebook that writes it: walkback"):
        read_processed("rankings", {}, Paths(sound, tmp_path, tmp_path))


def test_references_are_read_by_id(sound):
    references = read_references(sound)
    assert references["office-2024"]["id"] == "office-2024"
    assert len(references) == len(set(references))


COUNTS = "data/raw/counts.csv"


@pytest.mark.parametrize("there", ["empty", "missing"])
def test_an_optional_table_may_be_empty_or_missing(copied, there):
    head = copied.text(COUNTS).splitlines()[0]
    copied.write(COUNTS, head + "\n")
    if there == "missing":
        copied.path(COUNTS).unlink()
    frame = read_raw("counts", copied.root)
    assert len(frame) == 0
    assert frame.index.name == "id"
    assert (str(frame["count"].dtype), str(frame["year_to"].dtype)) == ("float64", "Int64")
    assert [p for p in copied.check() if p.file == COUNTS] == []


def test_rows_of_an_optional_table_are_checked_like_any_others(copied):
    good = "N-1,H-1,12,2023,office-2024\n"
    bad = "N-2,H-9,-1,1893,nobody\n"
    copied.write(COUNTS, copied.text(COUNTS).splitlines()[0] + "\n" + good + bad)
    problems = [p for p in copied.check() if p.file == COUNTS]
    assert {p.row_id for p in problems} == {"N-2"}
    assert {p.column for p in problems} == {"harbour", "count", "year_to", "source_id"}


def test_raw_tables_are_read_when_asked_for_and_once(copied):
    tables = RawTables(["facts", "places"], copied.root)
    assert list(tables.only(["facts"])) == ["facts"]
    assert tables.only(["facts"])["facts"] is tables["facts"]
    with pytest.raises(KeyError):
        tables.only(["facts"])["places"]


def test_a_table_that_is_not_described_is_told_how(copied):
    copied.write("data/raw/mine.csv", "id,a\nx,1\n")
    with pytest.raises(
        DataError, match=r"is not described yet → type walkback add table data/raw/mine"
    ):
        read_raw("mine", copied.root)
    with pytest.raises(DataError, match=r"no raw table “shipps” → did you mean ships\?"):
        read_raw("shipps", copied.root)
