"""Panels of series: what is joined, what is said beside a point, where the axis begins."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.text import Annotation

from tests.shared import drawn
from twodeltas.shared.series_panels import series_panels
from walkback.show import fonts
from walkback.values.number_format import PLAIN, NumberFormat


@pytest.fixture(autouse=True)
def _closed():
    fonts.register()
    yield
    plt.close("all")


def points(*rows: tuple) -> pd.DataFrame:
    columns = ["panel", "series", "segment", "year", "value", "qualifier"]
    return pd.DataFrame(rows, columns=columns).assign(unit="CNY", colour="first")


FUNDS = points(
    ("a", "", "all", 2018.4, 22e6, "about"),
    ("a", "", "all", 2021.5, 440e6, "over"),
    ("a", "", "all", 2023.3, 750e6, "over"),
    ("b", "province and cities", "wide", 2022.5, 300e6, "over"),
    ("b", "province and cities", "wide", 2024.9, 460e6, "over"),
    ("b", "province alone", "provincial", 2026.2, 600e6, "over"),
)
TITLES = {"a": "All payers", "b": "Guangdong"}


def joined(ax) -> list[list[float]]:
    """The years of each line that joins points."""
    return [list(line.get_xdata()) for line in ax.lines if len(line.get_xdata()) > 1]


def test_only_points_of_one_segment_are_joined():
    first, second = series_panels(PLAIN, FUNDS, TITLES).axes
    assert joined(first) == [[2018.4, 2021.5, 2023.3]]
    assert joined(second) == [[2022.5, 2024.9]]


def test_points_that_stand_alone_are_not_joined_even_with_one_name():
    alone = points(("a", "", "", 2020, 1e6, "exact"), ("a", "", "", 2021, 2e6, "exact"))
    assert joined(series_panels(PLAIN, alone, TITLES).axes[0]) == []


def test_a_line_between_bounds_is_dashed_and_one_between_figures_is_not():
    sure = points(("a", "", "x", 2020, 1e6, "exact"), ("a", "", "x", 2021, 2e6, "exact"))
    dashed = series_panels(PLAIN, FUNDS, TITLES).axes[0].lines[0]
    solid = series_panels(PLAIN, sure, TITLES).axes[0].lines[0]
    assert dashed.get_linestyle() == "--"
    assert solid.get_linestyle() == "-"


def test_bounds_keep_their_word_and_the_legend_explains_the_marks():
    said = drawn.words(series_panels(PLAIN, FUNDS, TITLES))
    assert {"about 22", "over 440", "over 750", "over 300"} <= set(said)
    assert "over 600\nprovince alone" in said
    assert "lower bound: over, at least" in said


def test_the_word_of_a_bound_is_of_the_language_of_the_numbers():
    said = drawn.words(series_panels(NumberFormat("zh"), FUNDS.assign(unit=""), TITLES))
    assert {"约2,200", "超过4.4"} <= set(said)


def test_axes_begin_at_zero_and_one_scale_serves_all_panels():
    own = series_panels(PLAIN, FUNDS, TITLES).axes
    shared = series_panels(PLAIN, FUNDS, TITLES, one_scale=True).axes
    assert [ax.get_ylim()[0] for ax in own] == [0, 0]
    assert own[0].get_ylim()[1] > own[1].get_ylim()[1]
    assert shared[0].get_ylim() == shared[1].get_ylim()


def test_no_label_covers_another_one_and_none_is_small():
    crowd = points(
        ("a", "sharing", "s", 2018.5, 159, "exact"), ("a", "sharing", "s", 2023.5, 410, "exact"),
        ("a", "means", "r", 2018.5, 197, "exact"), ("a", "means", "r", 2023.5, 299, "exact"),
        ("a", "links", "i", 2018.5, 183, "exact"), ("a", "links", "i", 2023.5, 215, "exact"),
    ).assign(unit="")  # fmt: skip
    for fig in (series_panels(PLAIN, crowd, TITLES), series_panels(PLAIN, FUNDS, TITLES)):
        labels = [t for t in drawn.texts(fig) if isinstance(t, Annotation)]
        assert len(labels) == 6
        assert drawn.covering(labels) == []
        assert drawn.smallest(fig) >= drawn.SMALLEST


def test_a_long_series_is_labelled_at_its_ends_and_a_note_has_a_leader():
    long = points(*[("a", "index", "x", 2011.5 + i, 100 + 10 * i, "exact") for i in range(10)])
    other = points(("a", "", "", 2019.5, 187, "exact")).assign(note="in another edition")
    fig = series_panels(
        PLAIN, pd.concat([long, other]).assign(unit="").fillna({"note": ""}), TITLES
    )
    labels = {t.get_text(): t for t in drawn.texts(fig) if isinstance(t, Annotation)}
    assert set(labels) == {"100", "190\nindex", "187 in another edition"}
    assert labels["187 in another edition"].arrow_patch is not None


def test_a_closed_border_is_a_band_where_points_reach_it_and_only_there():
    late = FUNDS.assign(year=FUNDS["year"].mask(FUNDS["panel"] == "b", 2025.0))
    plain, banded = (series_panels(PLAIN, late, TITLES, closed=c) for c in (None, (2020.1, 2023.1)))
    counts = [[len(ax.patches) for ax in fig.axes] for fig in (plain, banded)]
    assert counts == [[0, 0], [1, 0]]
    assert banded.axes[0].get_xlim() == plain.axes[0].get_xlim()
