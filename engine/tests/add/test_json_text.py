"""One more item in a list, and every other byte as it was."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkback.add.json_text import sorted_place, with_item

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
LAYOUTS = st.sampled_from([None, 0, 1, 4])


@given(st.lists(JSON, max_size=4), JSON, LAYOUTS, st.integers(0, 5))
def test_the_list_has_one_item_more_at_its_place(items, item, layout, place):
    text = json.dumps(items, indent=layout, ensure_ascii=False)
    made = json.loads(with_item(text, item, place=place))
    assert made == [*items[:place], item, *items[place:]]


@given(
    st.dictionaries(st.text(max_size=5), JSON, max_size=3),
    st.lists(JSON, max_size=3),
    JSON,
    LAYOUTS,
)
def test_the_list_may_stand_anywhere_in_an_object(others, items, item, layout):
    whole = {**others, "resources": items, "last": {"resources": [1]}}
    made = with_item(json.dumps(whole, indent=layout), item, key="resources")
    assert json.loads(made) == {**whole, "resources": [*items, item]}


@pytest.mark.parametrize("text", ["[]", "[ ]\n", '[\n {"id": "a"}\n]\n', '[{"id":"a"},{"id":"b"}]'])
def test_what_stood_there_keeps_its_bytes(text):
    made = with_item(text, {"id": "c"})
    for part in text.strip().strip("[]").strip().split("\n"):
        assert part in made


@pytest.mark.parametrize(
    ("ids", "new", "place"),
    [([], "a", 0), (["a", "c"], "b", 1), (["a", "c"], "d", 2), (["a", "c", "a2"], "d", 2)],
)
def test_an_id_goes_where_the_order_wants_it(ids, new, place):
    assert sorted_place(ids, new) == place
