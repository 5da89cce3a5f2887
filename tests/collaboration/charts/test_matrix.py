"""Matrices of counts: each cell its number, empty cells hatched, each pair of cities once."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.patches import Rectangle

from tests.shared import drawn
from twodeltas.collaboration.charts import matrix


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


def squares(ax) -> list[Rectangle]:
    return [patch for patch in ax.patches if patch.get_fill()]


def test_cells_show_counts_and_empty_cells_are_hatched():
    fig = matrix.coverage(COUNTS, TITLES, {"shg": "Pair", "ss": "Pair"})
    first, second = fig.axes
    assert [t.get_text() for t in first.texts][:3] == ["9", "14", "13"]
    assert [patch.get_hatch() for patch in squares(first)] == [None, "////", None, None]
    assert [patch.get_hatch() for patch in squares(second)] == [None, None, "////", None]


def test_sums_are_those_of_rows_columns_and_all():
    fig = matrix.coverage(COUNTS, TITLES, {"shg": "Pair", "ss": "Pair"})
    bold = [t.get_text() for t in fig.axes[0].texts if t.get_fontweight() == "bold"]
    assert bold == ["9", "27", "23", "13", "36"]


def test_the_darkest_cell_is_the_largest_count_of_both():
    fig = matrix.coverage(COUNTS, TITLES, {"shg": "Pair", "ss": "Pair"})
    light = [sum(patch.get_facecolor()[:3]) for ax in fig.axes for patch in squares(ax)]
    counts = [n for frame in COUNTS.values() for n in frame.to_numpy().ravel()]
    assert counts[light.index(min(light))] == max(counts)


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
        "3", "3 of 136", "20", "18 of 153", "2", "2 of 36", "1", "1 of 17", "0 of 9",
    ]  # fmt: skip
    assert len(squares(first)) == 5  # Hong Kong with Shenzhen is not drawn a second time
    assert [patch.get_hatch() for patch in squares(first)][-1] == "////"
    assert len(squares(second)) == 1
    assert (len(first.lines), len(second.lines)) == (1, 0)
    assert drawn.smallest(fig) >= drawn.SMALLEST
    assert drawn.covering(drawn.texts(fig)) == []
