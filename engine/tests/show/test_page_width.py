"""Whether a table fits a page: turned sideways where it must be, refused where nothing helps."""

import pandas as pd
import pytest

from tests.show.tables import show
from walkback.errors import AnalysisError
from walkback.show.page_width import BROKEN_FROM, longest_word


def numbers(columns):
    return pd.DataFrame({f"column{i}": [i * 1234567.89] * 3 for i in range(columns)})


@pytest.mark.parametrize(("columns", "turned"), [(4, False), (8, True)])
def test_a_wide_table_is_turned(place, columns, turned):
    assert show(place, numbers(columns)).payload["landscape"] is turned


@pytest.mark.parametrize("landscape", [True, False])
def test_a_table_wider_than_any_page_is_refused_by_name(place, landscape):
    with pytest.raises(AnalysisError, match=r"^tbl-one is too wide .* 24 columns .*frame\.T"):
        show(place, numbers(24), landscape=landscape)


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
