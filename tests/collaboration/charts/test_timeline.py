"""The timeline: every event drawn once in its lane, no mark on another, the early years squeezed."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from tests.shared import drawn
from twodeltas.collaboration.charts import timeline
from twodeltas.collaboration.timeline import events

NAMES = {"shg": "First", "ss": "Second"}


@pytest.fixture(autouse=True)
def _closed():
    yield
    plt.close("all")


@pytest.fixture
def fig():
    dates = ["1999-11", "2004", "2018-05", "2018-06", "2018-07", "2021", "2026-03", "2018-06"]
    rows = [f"R{i}" for i in range(len(dates))]
    evidence = pd.DataFrame(
        {"cluster": ["shg", "ss"] * 4, "as_of": dates}, index=pd.Index(rows, name="id")
    )
    found = events(evidence, {"Plans and laws": rows[:3], "Money": rows[3:]})
    return timeline.lanes(found, NAMES, ("shg", "ss"), bend=2016, last=2026)


def numbers(fig) -> dict[str, tuple[float, float]]:
    return {t.get_text(): t.get_position() for t in fig.axes[0].texts if t.get_text().isdigit()}


def test_every_event_is_drawn_once_and_lanes_are_in_the_order_given(fig):
    found = numbers(fig)
    assert sorted(found, key=int) == [str(n) for n in range(1, 9)]
    first = next(t for t in fig.axes[0].texts if t.get_text() == "Plans and laws")
    second = next(t for t in fig.axes[0].texts if t.get_text() == "Money")
    assert first.get_position()[1] < second.get_position()[1]


def test_no_mark_touches_another(fig):
    fig.canvas.draw()
    ax = fig.axes[0]
    places = [ax.transData.transform(position) for position in numbers(fig).values()]
    size = 14.5 * fig.dpi / 72
    for i, (x, y) in enumerate(places):
        for other_x, other_y in places[i + 1 :]:
            assert abs(x - other_x) >= size or abs(y - other_y) >= size


def test_early_years_are_squeezed_and_late_ones_are_not(fig):
    found = numbers(fig)
    assert found["2"][0] - found["1"][0] < 1
    assert found["8"][0] - found["7"][0] == pytest.approx(2026.2 - 2021.5, abs=0.1)


def test_texts_are_large_enough_and_the_legend_names_both(fig):
    assert drawn.smallest(fig) >= drawn.SMALLEST
    assert {"First", "Second"} <= set(drawn.words(fig))
