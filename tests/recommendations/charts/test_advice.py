"""Charts of the recommendations: bars are as long as their numbers, texts large enough and apart."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from tests.shared import drawn
from twodeltas.recommendations.charts import advice
from twodeltas.shared.evidence_counts import DIMENSIONS
from walkback.show import fonts

VERDICTS = {
    "shg": {"carries_over": 3, "with_substitute": 2, "does_not_carry": 0},
    "ss": {"carries_over": 1, "with_substitute": 3, "does_not_carry": 1},
}
TOWARDS = {"shg": "to SHG", "ss": "to SS"}
COUNTS = pd.DataFrame(
    [
        {"dimension": d, "advice_shg": n % 2, "advice_ss": n, "advice_both": 0,
         "evidence_shg": 10 + n, "evidence_ss": 3 * n}
        for n, d in enumerate(DIMENSIONS)
    ]
)  # fmt: skip


@pytest.fixture(autouse=True)
def _closed():
    fonts.register()
    yield
    plt.close("all")


def test_instruments_are_counted_in_their_bar():
    (ax,) = advice.transfer_counts(VERDICTS, TOWARDS).axes
    widths = [[bar.get_width() for bar in part] for part in ax.containers]
    assert widths == [[3, 1], [2, 3], [0, 1]]
    said = [text.get_text() for text in ax.texts if text.get_text()]
    assert said == [
        "3 carry over", "1 carry over", "2 need a substitute", "3 need a substitute",
        "1 does not carry",
    ]  # fmt: skip


def test_the_first_cluster_stands_at_the_top():
    fig = advice.transfer_counts(VERDICTS, TOWARDS)
    fig.canvas.draw()
    (ax,) = fig.axes
    assert [label.get_text() for label in ax.get_yticklabels()] == ["to SHG", "to SS"]
    assert ax.yaxis_inverted()


def test_where_no_advice_was_found_it_says_none():
    left, right = advice.advice_against_evidence(COUNTS).axes
    shown = [text.get_text() for text in left.texts]
    nothing = (COUNTS.filter(like="advice_") == 0).to_numpy().sum()
    assert shown.count("none") == nothing
    assert (
        sum(bar.get_width() for bar in right.patches)
        == COUNTS.filter(like="evidence_").to_numpy().sum()
    )


def test_texts_are_large_enough_and_do_not_cover_each_other():
    fig = advice.transfer_counts(VERDICTS, TOWARDS)
    assert drawn.smallest(fig) >= drawn.SMALLEST
    assert drawn.covering(drawn.texts(fig)) == []
    assert drawn.smallest(advice.advice_against_evidence(COUNTS)) >= drawn.SMALLEST
