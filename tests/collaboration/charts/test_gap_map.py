"""The evidence-and-gap map and the chart of likeness: counts, empty cells, bounds, legible text."""

import matplotlib.pyplot as plt
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from tests.collaboration.test_similarity import TWO
from tests.conftest import ROOT
from tests.shared import drawn
from tests.shared.real import raw
from twodeltas.collaboration import recoding, similarity
from twodeltas.collaboration.charts import gap_map as chart
from twodeltas.collaboration.charts import likeness
from twodeltas.shared import gap_map, palette
from walkback.show import fonts
from walkback.tables.labels import labels

PAIR = ("shg", "ss")
NAMES = {"shg": "South", "ss": "East"}
LEVERS = labels("codes", "lever", "name", root=ROOT)


@pytest.fixture(autouse=True)
def closed():
    fonts.register()
    yield
    plt.close("all")


def mapped(cells):
    words = LEVERS, labels("codes", "mechanism", root=ROOT), labels("codes", "step", root=ROOT)
    return chart.gap_map(cells, *words, NAMES)


def test_each_count_stands_in_its_cell_and_empty_cells_are_hatched():
    cells = gap_map.cells(TWO.assign(item=list("abbcde")), PAIR)
    ax = mapped(cells).axes[0]
    counts = [t.get_text() for t in ax.texts if t.get_text().isdigit()]
    assert sorted(counts) == sorted(str(n) for n in cells["items"] if n)
    hatched = [p for p in ax.patches if isinstance(p, Rectangle) and p.get_hatch()]
    assert len(hatched) == (cells["items"] == 0).sum()


def test_confidence_is_told_by_fill_and_by_line():
    rows = TWO.iloc[[0, 2]].assign(confidence_coded=["high", "low"], item=["a", "b"])
    high, low = mapped(gap_map.cells(rows, PAIR)).axes[0].collections
    assert to_hex(high.get_facecolor()[0]) == palette.FIRST.lower()
    assert to_hex(low.get_facecolor()[0]) == palette.PAPER.lower()
    assert low.get_linestyle() != high.get_linestyle()


def test_likeness_draws_both_intervals_and_says_where_none_is_shared():
    found = similarity.by_lever(similarity.instruments(TWO, PAIR), PAIR)
    ax = likeness.likeness(found.loc[["money"]], LEVERS).axes[0]
    both, every = (line.get_xdata() for line in ax.lines)
    assert list(both) == pytest.approx([1 / 6, 3 / 6])
    assert list(every) == pytest.approx([1 / 12, 9 / 12])
    assert "1 of 2" in [t.get_text() for t in ax.texts]
    none = similarity.by_lever(
        similarity.instruments(TWO[TWO["instrument"] == "voucher"], PAIR), PAIR
    )
    ax = likeness.likeness(none.loc[["money"]], LEVERS).axes[0]
    assert "none in both" in [t.get_text() for t in ax.texts]
    assert len(ax.lines) == 1


def test_the_real_figures_are_legible():
    coded = recoding.coded(raw("evidence"), raw("codes"), PAIR)
    for fig in (mapped(coded.cells), likeness.likeness(coded.likeness, LEVERS)):
        assert drawn.covering(drawn.texts(fig)) == []
        assert drawn.smallest(fig) >= drawn.SMALLEST
