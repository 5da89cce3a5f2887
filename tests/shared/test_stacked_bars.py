"""Stacked bars: parts as long as their numbers, one after the other, filled as they are told."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from twodeltas.shared import palette
from twodeltas.shared.stacked_bars import label_parts, stacked
from walkback.show import theme

TABLE = pd.DataFrame({"done": [3, 0], "open": [1, 5]}, index=["first", "second"])
FILLS = [{"facecolor": palette.FIRST}, {"facecolor": palette.PAPER, "hatch": "//"}]


@pytest.fixture
def ax():
    with plt.rc_context():
        theme.use()
        yield plt.subplots()[1]
    plt.close("all")


def test_parts_of_a_bar_follow_each_other_from_zero(ax):
    stacked(ax, TABLE, FILLS)
    done, open_ = ax.containers
    assert [bar.get_width() for bar in done] == [3, 0]
    assert [(bar.get_x(), bar.get_width()) for bar in open_] == [(3, 1), (0, 5)]


def test_the_first_group_stands_at_the_top(ax):
    stacked(ax, TABLE, FILLS)
    ax.figure.canvas.draw()
    assert [label.get_text() for label in ax.get_yticklabels()] == ["first", "second"]
    assert ax.yaxis_inverted()


def test_columns_of_years_keep_the_years_without_any(ax):
    years = TABLE.set_axis([2020, 2024]).reindex(range(2020, 2025), fill_value=0)
    stacked(ax, years, FILLS, "x", thick=0.5)
    done, open_ = ax.containers
    assert len(done) == len(open_) == 5
    assert [column.get_height() for column in open_] == [1, 0, 0, 0, 5]
    assert [column.get_x() + column.get_width() / 2 for column in done] == list(years.index)
    assert done[0].get_width() == pytest.approx(0.5)


def test_each_part_is_filled_as_told(ax):
    stacked(ax, TABLE, FILLS)
    looks = [
        (to_hex(part[0].get_facecolor()).upper(), part[0].get_hatch()) for part in ax.containers
    ]
    assert looks == [(palette.FIRST, None), (palette.PAPER, "//")]


def test_where_there_is_none_not_even_a_rim_is_drawn(ax):
    stacked(ax, TABLE, FILLS)
    assert [bar.get_visible() for bar in ax.containers[0]] == [True, False]


def test_shares_are_drawn_as_they_are(ax):
    stacked(ax, TABLE / 10, FILLS)
    assert ax.containers[0][0].get_width() == pytest.approx(0.3)


def test_texts_stand_in_their_part_and_an_empty_one_leaves_it_bare(ax):
    stacked(ax, TABLE, FILLS)
    label_parts(ax, [[3, ""], [1, 5]], [palette.PAPER, palette.INK])
    texts = [t for t in ax.texts if t.get_text()]
    assert [t.get_text() for t in texts] == ["3", "1", "5"]
    assert [t.get_color() for t in texts] == [palette.PAPER, palette.INK, palette.INK]
