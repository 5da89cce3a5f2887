"""The chart of the claims: one tile a claim, its verdict told by shade and frame."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import FancyBboxPatch

from tests.shared import drawn
from twodeltas.ingest.charts import verdicts
from twodeltas.shared import palette
from walkback.show import fonts

DOCUMENTS = {"d1": "The first text", "d2": "The second text"}
CLAIMS = pd.DataFrame(
    {
        "source_id": ["d1", "d1", "d1", "d1", "d2"],
        "dimension": ["platforms", "governance", "governance", "governance", "platforms"],
        "check": ["contradicted", "not_found", "corroborated", "nuanced", "corroborated"],
    },
    index=["A1", "A2", "A3", "A4", "B1"],
)


@pytest.fixture(autouse=True)
def _closed():
    fonts.register()
    yield
    plt.close("all")


def tiles(ax) -> list[FancyBboxPatch]:
    return [patch for patch in ax.patches if isinstance(patch, FancyBboxPatch)]


def test_every_claim_has_a_tile_sorted_by_verdict_in_the_row_of_its_subject():
    first, second = verdicts.claims_by_verdict(CLAIMS, DOCUMENTS).axes
    assert [t.get_text() for t in first.texts] == ["A3", "A4", "A2", "× A1"]
    assert [(t.get_position()) for t in first.texts] == [(0, 0), (1, 0), (2, 0), (0, 1)]
    assert [t.get_text() for t in second.texts] == ["B1"]
    assert first.get_title(loc="left") == "The first text: 4 claims"


def test_the_shade_is_that_of_the_verdict():
    first = verdicts.claims_by_verdict(CLAIMS, DOCUMENTS).axes[0]
    shades = [to_hex(tile.get_facecolor()).upper() for tile in tiles(first)]
    order = ["corroborated", "nuanced", "not_found", "contradicted"]
    assert shades == [palette.VERDICT[v].upper() for v in order]


def test_the_legend_counts_the_verdicts_that_were_given():
    fig = verdicts.claims_by_verdict(CLAIMS[CLAIMS["check"] != "contradicted"], DOCUMENTS)
    said = [text.get_text() for text in fig.legends[0].get_texts()]
    assert said == ["corroborated (2)", "nuanced (1)", "not found (1)"]


def test_texts_are_large_enough_and_do_not_cover_each_other():
    fig = verdicts.claims_by_verdict(CLAIMS, DOCUMENTS)
    assert drawn.smallest(fig) >= drawn.SMALLEST
    assert drawn.covering(drawn.texts(fig)) == []
