import pytest

from tests.publish.sample import figure, table, value
from walkback.errors import ExportError
from walkback.publish import payloads
from walkback.values.payloads import FIGURE


def test_figures_and_tables_are_read_back():
    shown = payloads.shown({"data": figure("fig-a")})
    assert shown is not None
    assert (shown.kind, shown.label) == ("figure", "fig-a")
    shown = payloads.shown({"data": table("tbl-a", [["a", "1", "b"]])})
    assert shown is not None
    assert shown.fields["rows"] == [["a", "1", "b"]]


def test_other_outputs_are_neither():
    assert payloads.shown({"data": {"text/plain": "x"}}) is None
    assert payloads.shown({"output_type": "stream", "text": "x"}) is None
    assert payloads.value({"text/plain": "x"}) is None


def test_a_missing_field_is_named():
    broken = figure("fig-a")
    del broken[FIGURE]["alt"]
    with pytest.raises(ExportError, match="figure fig-a lacks alt"):
        payloads.shown({"data": broken})


def test_a_field_of_the_wrong_type_is_named():
    with pytest.raises(ExportError, match="table tbl-a lacks landscape"):
        payloads.shown({"data": table("tbl-a", [], landscape="yes")})


def test_an_uneven_row_is_named():
    with pytest.raises(ExportError, match="row 2 of the table tbl-a has not 3 cells"):
        payloads.shown({"data": table("tbl-a", [["a", "b", "c"], ["a"]])})


def test_a_value_is_read_back():
    found = payloads.value(value("9.0 %", "r-1")["data"])
    assert found is not None
    assert found["origins"][0]["row"] == "r-1"
