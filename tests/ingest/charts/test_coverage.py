"""Charts of the collection: parts add up, states differ in grey, texts are large enough and apart."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle

from tests.shared import drawn
from twodeltas.ingest import availability
from twodeltas.ingest.charts import coverage
from twodeltas.shared import palette
from walkback.show import fonts

PAIR = ("shg", "ss")
NAMES = {"shg": "Shenzhen–Hong Kong–Guangzhou", "ss": "Shanghai–Suzhou"}
LANGUAGES = pd.DataFrame(
    {"primary": [106, 20, 0], "secondary": [139, 77, 6], "copy": [15, 34, 0]},
    index=["en", "zh", "ko"],
)
STATES = ["confirmed", "corrected", "not_audited", "not_reachable"]


@pytest.fixture(autouse=True)
def _closed():
    fonts.register()
    yield
    plt.close("all")


def audit(groups: list[object], rows: dict[str, list[list[int]]]) -> pd.DataFrame:
    index = pd.MultiIndex.from_product([PAIR, groups], names=["cluster", "group"])
    counts = [row for cluster in PAIR for row in rows[cluster]]
    return pd.DataFrame(counts, index=index, columns=STATES)


BY_DIMENSION = audit(
    ["governance", "industry_university"],
    {"shg": [[3, 2, 12, 0], [10, 4, 2, 0]], "ss": [[11, 7, 18, 0], [2, 1, 3, 1]]},
)
BY_YEAR = audit([2018, 2021], {"shg": [[2, 2, 4, 0], [10, 4, 2, 0]], "ss": [[9, 1, 1, 0], [0] * 4]})


def bars(ax) -> list[Rectangle]:
    return [patch for patch in ax.patches if isinstance(patch, Rectangle)]


def brightness(colour: object) -> float:
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), to_rgb(colour), strict=True))


def test_the_parts_of_a_language_are_as_long_as_their_numbers():
    fig = coverage.sources_by_language(LANGUAGES, {"en": "English", "zh": "Chinese"})
    widths = [bar.get_width() for bar in bars(fig.axes[0])]
    assert widths == [106, 20, 0, 139, 77, 6, 15, 34, 0]
    ends = [bar.get_x() + bar.get_width() for bar in bars(fig.axes[0])][6:8]
    assert ends == [260, 131]
    said = drawn.words(fig)
    assert {"260", "131", "English", "Chinese", "ko", "secondary, read as a copy"} <= set(said)


def test_audit_bars_of_both_clusters_share_one_scale():
    order = ["industry_university", "governance"]
    fig = coverage.audit_by_dimension(BY_DIMENSION, order, PAIR, NAMES)
    first, second = fig.axes
    assert first.get_xlim() == second.get_xlim()
    assert [bar.get_width() for bar in bars(second)] == [2, 11, 1, 7, 3, 18, 1, 0]
    labels = [label.get_text() for label in first.get_yticklabels()]
    assert labels == ["Industry–university", "Governance"]
    assert first.get_ylim()[0] > first.get_ylim()[1]  # the first dimension stands at the top


def test_years_without_facts_stay_on_the_axis_and_totals_stand_above():
    fig = coverage.facts_by_year(BY_YEAR, PAIR, NAMES)
    first, second = fig.axes
    totals = [[t.get_text() for t in ax.texts if t.get_text()] for ax in fig.axes]
    assert totals == [["8", "16"], ["11"]]
    assert first.get_ylim() == second.get_ylim()
    assert first.get_ylim()[0] == 0
    low, high = second.get_xlim()
    assert low < 2018
    assert high > 2021


def test_the_states_differ_in_grey_by_shade_or_hatch():
    fig = coverage.facts_by_year(BY_YEAR, PAIR, NAMES)
    looks = [
        (round(brightness(patch.get_facecolor()[:3]), 1), patch.get_hatch() or "")
        for patch in fig.legends[0].get_patches()
    ]
    assert len(set(looks)) == len(looks) == 4


def grid(states: dict[str, str]) -> pd.DataFrame:
    rows = [
        {"cluster": cluster, "edition": edition, "quantity": quantity, "state": states[cluster]}
        for cluster in PAIR
        for edition in (2024, 2025)
        for quantity in availability.QUANTITIES
    ]
    return pd.DataFrame(rows)


def test_a_missing_figure_is_an_empty_dashed_frame():
    cells = grid({"shg": availability.FOUND, "ss": availability.MISSING})
    fig = coverage.figures_found(cells, PAIR, NAMES)
    first, second = fig.axes
    assert len(bars(first)) == len(bars(second)) == 2 * len(availability.QUANTITIES)
    assert {bar.get_facecolor()[:3] for bar in bars(first)} == {to_rgb(palette.FIRST)}
    assert {bar.get_facecolor()[:3] for bar in bars(second)} == {to_rgb(palette.PAPER)}
    assert bars(second)[0].get_linestyle() != "solid"


def test_only_tiles_that_are_drawn_are_explained():
    cells = grid({"shg": availability.NO_PART, "ss": availability.OTHER_BORDERS})
    fig = coverage.figures_found(cells, PAIR, NAMES)
    assert [t.get_text() for t in fig.legends[0].get_texts()] == ["none to find"]


@pytest.mark.parametrize(
    "draw",
    [
        lambda: coverage.sources_by_language(LANGUAGES, {}),
        lambda: coverage.audit_by_dimension(BY_DIMENSION, ["governance"], PAIR, NAMES),
        lambda: coverage.facts_by_year(BY_YEAR, PAIR, NAMES),
        lambda: coverage.figures_found(
            grid({"shg": availability.FOUND, "ss": availability.DERIVED}), PAIR, NAMES
        ),
    ],
    ids=["sources", "audit", "years", "found"],
)
def test_texts_are_large_enough_and_do_not_cover_each_other(draw):
    fig = draw()
    assert drawn.smallest(fig) >= drawn.SMALLEST
    assert drawn.covering(drawn.texts(fig)) == []
