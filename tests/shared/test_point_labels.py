"""Labels keep apart: no text covers another, and none is moved without need."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from twodeltas.shared.point_labels import Label, apart

spots = st.tuples(st.floats(0, 200), st.floats(0, 120))
texts = st.sampled_from(["35", "over 460", "over 460\nprovince-wide"])


def label(spot: tuple[float, float], text: str = "35") -> Label:
    return Label(text, 0, 0, spot, "black")


def overlaps(one: Label, other: Label) -> bool:
    left, right, bottom, top = one.box
    left2, right2, bottom2, top2 = other.box
    return left < right2 and left2 < right and bottom < top2 and bottom2 < top


@given(st.lists(st.tuples(spots, texts), max_size=12))
def test_no_label_covers_another(given_labels):
    placed = apart([label(spot, text) for spot, text in given_labels])
    assert len(placed) == len(given_labels)
    assert not any(overlaps(one, other) for one, other in combinations(placed, 2))


def test_labels_with_room_stay_where_they_are():
    placed = apart([label((0, 0)), label((100, 0)), label((0, 60))])
    assert {one.up for one in placed} == {10.0}


def test_the_upper_of_two_close_labels_is_moved():
    low, high = apart([label((50, 3)), label((50, 0))])
    assert (low.spot, low.up) == ((50, 0), 10.0)
    assert high.up > 10.0


def test_more_lines_and_letters_make_a_larger_box():
    short, long = label((0, 0)).box, label((0, 0), "over 460\nprovince-wide").box
    assert long[1] - long[0] > short[1] - short[0]
    assert long[3] - long[2] > short[3] - short[2]
