"""What is written is stable, whole, and reads back as it was."""

import math
import string

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from walkback.errors import DataError
from walkback.paths import Paths
from walkback.tables.read import read_processed, write_processed

TEXT = st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip)
IDS = st.text(string.ascii_letters + string.digits + "–深,\";'=-", min_size=1).filter(str.strip)
ROWS = st.lists(
    st.tuples(
        IDS,
        st.none() | TEXT,
        st.none() | st.floats(allow_nan=False, allow_infinity=False),
        st.none() | st.integers(-(2**53), 2**53),
        st.none() | st.booleans(),
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda row: row[0],
)


TYPES = {"value": "number", "rank": "integer", "flag": "boolean"}


def frame_of(rows: list[tuple]) -> pd.DataFrame:
    ids, notes, values, counts, flags = zip(*rows, strict=True)
    data = {
        "locator": pd.Series(notes, dtype="string"),
        "value": pd.Series(values, dtype="float64"),
        "rank": pd.Series(counts, dtype="Int64"),
        "flag": pd.Series(flags, dtype="boolean"),
    }
    return pd.DataFrame(data).set_index(pd.Index(ids, name="id", dtype="string"))


@pytest.fixture
def where(sound, tmp_path) -> Paths:
    return Paths(sound, tmp_path, tmp_path)


@given(rows=ROWS)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_what_is_written_reads_back(where, rows):
    frame = frame_of(rows)
    path = write_processed(frame, "trip", where)
    first = path.read_bytes()
    back = read_processed("trip", TYPES, where)
    kept = frame["value"].map(lambda x: float(f"{x:.12g}")) + 0.0
    pd.testing.assert_frame_equal(back, frame.assign(value=kept))
    assert write_processed(back, "trip", where).read_bytes() == first
    assert first.startswith(b"id,locator,value,rank,flag\n")


def test_bytes_are_plain(where):
    frame = pd.DataFrame(
        {"b": [0.1 + 0.2, math.pi, 1e21], "a": ["=1+1", "x,y", None], "id": ["r1", "r2", "r3"]}
    )
    path = write_processed(frame, "plain", where)
    assert path == where.write / "data" / "processed" / "plain.csv"
    expected = 'id,b,a\nr1,0.3,=1+1\nr2,3.14159265359,"x,y"\nr3,1e+21,\n'
    assert path.read_bytes() == expected.encode()
    assert [p.name for p in path.parent.iterdir()] == ["plain.csv"]


def test_numpy_values_are_written_like_python_values(where):
    values = [np.int64(3), np.float64(-0.0), np.bool_(True), pd.NA]
    frame = pd.Series(values, index=list("abcd"), dtype=object).to_frame("x")
    text = write_processed(frame, "mixed", where).read_text(encoding="utf-8")
    assert text == "id,x\na,3\nb,0.0\nc,true\nd,\n"


def test_columns_have_the_types_that_are_declared_and_are_text_otherwise(where):
    frame = pd.DataFrame(
        {"weight": [1.0, 2.0], "steps": [1, 2], "robust": [True, False], "code": ["01", "2"]},
        index=["a", "b"],
    )
    write_processed(frame, "types", where)
    declared = {"weight": "number", "steps": "integer", "robust": "boolean"}
    back = read_processed("types", declared, where)
    assert [str(kind) for kind in back.dtypes] == ["float64", "Int64", "boolean", "string"]
    assert list(back["code"]) == ["01", "2"]


def test_a_cell_of_another_type_is_refused(where):
    write_processed(pd.DataFrame({"steps": [1.5]}, index=["a"]), "means", where)
    with pytest.raises(DataError, match=r"means\.csv, row 2 .*column steps"):
        read_processed("means", {"steps": "integer"}, where)


def test_table_without_rows_comes_back_empty(where):
    write_processed(pd.DataFrame({"id": [], "rank": []}), "empty", where)
    assert read_processed("empty", {}, where).empty


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (pd.DataFrame({"x": [math.inf]}, index=["a"]), "Column x of table bad holds inf"),
        (pd.DataFrame({"x": [[1]]}, index=["a"]), r"holds \[1\] → write a finite number"),
        (pd.DataFrame({"x": [1, 2]}, index=["a", "a"]), "the same id"),
        (pd.DataFrame({"id": ["a", None]}), "without an id"),
    ],
)
def test_what_cannot_be_read_back_is_refused(where, frame, message):
    with pytest.raises(DataError, match=message):
        write_processed(frame, "bad", where)
    assert not (where.write / "data" / "processed" / "bad.csv").exists()


def test_a_failed_write_leaves_the_old_file(where, monkeypatch):
    path = write_processed(pd.DataFrame({"x": [1]}, index=["a"]), "kept", where)
    before = path.read_bytes()

    def fail(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", fail)
    with pytest.raises(OSError, match="No space left"):
        write_processed(pd.DataFrame({"x": [2]}, index=["a"]), "kept", where)
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == ["kept.csv"]
