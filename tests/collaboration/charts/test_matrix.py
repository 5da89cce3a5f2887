"""Matrices of counts: each cell its number, empty cells hatched, each pair of cities once."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from tests.collaboration.charts import cells
from tests.shared import drawn
from tests.shared.test_palette import contrast
from twodeltas.collaboration.charts import matrix
from twodeltas.shared import palette


@pytest.fixture(autouse=True)
def _closed():
    yield
    plt.close("all")


def table(rows: dict[str, list[int]], columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)


COUNTS = {
    "shg": table({"Governance": [9, 0], "Capital flow": [14, 13]}, ["Pair", "Bay Area"]),
    "ss": table({"Governance": [9, 17], "Capital flow": [0, 9]}, ["Pair", "Delta"]),
}
TITLES = {"shg": "First", "ss": "Second"}


def test_cells_show_counts_and_empty_cells_are_hatched():
    fig = matrix.coverage(COUNTS, TITLES, {"shg": "Pair", "ss": "Pair"})
    first, second = fig.axes
    assert [t.get_text() for t in first.texts][:3] == ["9", "14", "13"]
    assert (cells.hatched(first), cells.shaded(first)) == ({(1, 0)}, 3)
    assert (cells.hatched(second), cells.shaded(second)) == ({(0, 1)}, 3)


def test_sums_are_those_of_rows_columns_and_all():
    fig = matrix.coverage(COUNTS, TITLES, {"shg": "Pair", "ss": "Pair"})
    bold = [t.get_text() for t in fig.axes[0].texts if t.get_fontweight() == "bold"]
    assert bold == ["9", "27", "23", "13", "36"]


def test_the_darkest_cell_is_the_largest_count_of_both():
    fig = matrix.coverage(COUNTS, TITLES, {"shg": "Pair", "ss": "Pair"})
    for ax, frame in zip(fig.axes, COUNTS.values(), strict=True):
        counts, fills = frame.to_numpy().ravel().tolist(), cells.fills(ax)
        contrasts = [contrast(fill, palette.INK) for fill in fills if fill != cells.NONE]
        order = [
            contrast_ for _, contrast_ in sorted(zip(filter(None, counts), contrasts, strict=True))
        ]
        assert order == sorted(contrasts, reverse=True)  # more is darker
    south, east = (set(cells.fills(ax)) for ax in fig.axes)
    assert palette.PAIR_DEEP[1].lower() in east  # 17, the largest of both
    assert palette.PAIR_DEEP[0].lower() not in south


def test_every_number_can_be_read_on_its_fill_and_a_single_one_is_not_white():
    fig = matrix.coverage(
        {"shg": table({"A": [1, 500]}, ["x", "y"]), "ss": table({"A": [1, 500]}, ["x", "y"])},
        TITLES,
        {"shg": "x", "ss": "x"},
    )
    for ax in fig.axes:
        assert all(contrast(fill, palette.INK) >= 4.5 for fill in cells.fills(ax))
        assert cells.fills(ax)[0] != palette.PAPER.lower()


CELLS = {
    "shg": pd.DataFrame(
        [
            ("Hong Kong", "Hong Kong", 3, 3, 136),
            ("Shenzhen", "Hong Kong", 20, 18, 153),
            ("Shenzhen", "Shenzhen", 2, 2, 36),
            ("Macao", "Hong Kong", 1, 1, 17),
            ("Macao", "Shenzhen", 0, 0, 9),
        ],
        columns=["row", "column", "ties", "tied", "possible"],
    ),
    "ss": pd.DataFrame(
        [("Taicang", "Shanghai", 9, 9, 150)],
        columns=["row", "column", "ties", "tied", "possible"],
    ),
}


def test_cells_say_ties_and_pairs_of_those_possible_and_nothing_twice():
    fig = matrix.city_pairs(CELLS, TITLES, {"shg": 2, "ss": 1})
    first, second = fig.axes
    assert [t.get_text() for t in first.texts] == [
        "3 of 136", "3", "18 of 153", "20", "2 of 36", "2", "1 of 17", "1", "0 of 9",
    ]  # fmt: skip
    assert cells.shaded(first) == 4  # Hong Kong with Shenzhen is not drawn a second time
    assert set(cells.marked(first)) == cells.hatched(first) == {(1, 2)}
    assert (cells.shaded(second), cells.marked(second)) == (1, {})
    assert (len(first.lines), len(second.lines)) == (1, 0)
    assert drawn.smallest(fig) >= drawn.SMALLEST
    assert drawn.covering(drawn.texts(fig)) == []


def test_drawing_leaves_the_house_style_as_it_is():
    before = dict(plt.rcParams)
    matrix.coverage(COUNTS, TITLES, {"shg": "Pair", "ss": "Pair"})
    assert dict(plt.rcParams) == before
