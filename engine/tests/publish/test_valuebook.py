import csv
import io

from tests.publish.sample import VALUE, value
from walkback.notebooks.cell_location import Place
from walkback.publish.valuebook import COLUMNS, ValueBook


def payload(*args, **more):
    return value(*args, **more)["data"][VALUE]


def test_the_same_value_is_one_entry_and_another_is_another():
    book = ValueBook()
    here, there = Place("01", 1), Place("02", 5)
    first = book.note(payload("9.0 %", "r-1"), here)
    again = book.note(payload("9.0 %", "r-1"), there)
    other = book.note(payload("9.0 %", "r-2"), there)
    assert first is again
    assert (first.number, other.number) == (1, 2)
    assert first.places == [here, there]


def test_the_sources_of_an_entry_come_once():
    entry = ValueBook().note(payload("1", "a", "b", sources=["x", "y"]), Place("01", 1))
    assert entry.sources == ["x", "y"]


def test_the_csv_has_a_row_for_each_origin():
    book = ValueBook()
    book.note(payload("9.0 %", "r-1", "r-2", low=8.95, high=9.05), Place("01", 1))
    book.note(payload("3", sources=[]), Place("02", 2))
    rows = list(csv.DictReader(io.StringIO(book.as_csv())))
    assert tuple(rows[0]) == COLUMNS
    assert [(row["number"], row["row"]) for row in rows] == [("1", "r-1"), ("1", "r-2"), ("2", "")]
    assert rows[0]["low"] == "8.95"
    assert rows[0]["shown_in"] == "01 cell 1"
    assert rows[0]["sources"] == "wipo-2025"


def test_the_csv_ends_its_lines_as_unix_does():
    book = ValueBook()
    book.note(payload("a\nb", "r-1"), Place("01", 1))
    assert "\r" not in book.as_csv()


def test_no_cell_of_the_csv_is_a_formula():
    book = ValueBook()
    book.note(payload("−1.5 %", "=cmd()", how="@sum(a)", low=-1.5), Place("01", 1))
    (row,) = csv.DictReader(io.StringIO(book.as_csv()))
    assert (row["row"], row["how"]) == ("'=cmd()", "'@sum(a)")
    assert (row["text"], row["low"]) == ("−1.5 %", "-1.5")
