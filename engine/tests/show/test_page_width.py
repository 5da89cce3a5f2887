"""Whether a table fits a page: turned sideways where it must be, refused where nothing helps."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.show.tables import show
from walkback.errors import AnalysisError
from walkback.show.page_width import LANDSCAPE, Size, groups
from walkback.show.text_width import BROKEN_FROM, longest_word, parts_of


def numbers(columns):
    return pd.DataFrame({f"column{i}": [i * 1234567.89] * 3 for i in range(columns)})


@pytest.mark.parametrize(("columns", "turned"), [(4, False), (8, True)])
def test_a_wide_table_is_turned(place, columns, turned):
    assert show(place, numbers(columns)).payload["landscape"] is turned


@pytest.mark.parametrize("landscape", [True, False])
def test_a_table_wider_than_any_page_is_turned_and_split(place, landscape):
    assert show(place, numbers(24), landscape=landscape).payload["landscape"] is True


@pytest.mark.parametrize(
    ("heading", "why"),
    [(0, "once a column names its rows"), (23, "a column has no room"), (24, "all columns name")],
)
def test_a_table_that_cannot_be_split_is_refused_by_name(place, heading, why):
    with pytest.raises(AnalysisError, match=rf"^tbl-one is too wide .*\(24\).*{why}.*frame\.T"):
        show(place, numbers(24), header_columns=heading)


@given(
    st.lists(st.floats(1, 60).map(lambda width: Size(width, width)), min_size=1, max_size=60),
    st.integers(0, 3),
)
def test_the_parts_hold_each_column_once_in_order_and_fit(sizes, heading):
    heading = min(heading, len(sizes))
    made = groups(sizes, heading, LANDSCAPE)
    heads = list(range(heading))
    assert [place for part in made for place in part[heading:]] == list(range(heading, len(sizes)))
    assert all(part[:heading] == heads for part in made)
    if len(made) > 1:
        for part in made:
            assert len(part) > heading
            assert sum(sizes[place].least for place in part) <= LANDSCAPE + 1e-9


def test_where_a_line_may_end():
    assert parts_of("a-b/c深圳d") == ["a-", "b/", "c", "深", "圳", "d"]


def test_turned_on_demand(place):
    assert show(place, numbers(1), landscape=True).payload["landscape"] is True


@pytest.mark.parametrize("text", ["x" * 120, "https://example.org/" + "q" * 120])
def test_long_words_are_broken_and_make_no_table_wide(place, text):
    assert longest_word(text) == BROKEN_FROM
    assert show(place, pd.DataFrame({"a": ["w"], "b": [text]})).payload["landscape"] is False


def test_text_goes_over_lines_and_numbers_do_not():
    assert longest_word("深圳市开放大型科研仪器设备的通知") == 1.0
    assert longest_word("a few words") < 3
    assert longest_word("1" * 60) > 30
