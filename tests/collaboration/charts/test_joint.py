"""Joint counts of cities: every count printed, few and none marked, one scale around chance."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_rgb

from tests.collaboration.charts import cells
from tests.shared import drawn
from tests.shared.test_palette import contrast
from twodeltas.collaboration.charts import joint
from twodeltas.collaboration.integration import Supplied, integration
from twodeltas.collaboration.tables import integration as integration_table
from twodeltas.shared import palette
from walkback.values.number_format import PLAIN

SOUTH = ["shenzhen", "hong-kong", "guangzhou"]
EAST = ["shanghai", "suzhou"]
NAMES = {
    "shenzhen": "Shenzhen", "hong-kong": "Hong Kong", "guangzhou": "Guangzhou",
    "shanghai": "Shanghai", "suzhou": "Suzhou",
}  # fmt: skip
CLUSTERS = {"shg": "South", "ss": "East"}
GONE = np.nan


@pytest.fixture(autouse=True)
def _closed():
    yield
    plt.close("all")


def supplied(cluster: str, rows, cities: list[str]) -> Supplied:
    counts = pd.DataFrame(rows, index=cities, columns=cities, dtype=float)
    return Supplied(
        cluster, ("co_publications", "full", "invented", 2019, 2023), counts, ("PC-001",)
    )


def both():
    south = supplied("shg", [[900, 120, 60], [120, 2400, 4], [60, 4, 1500]], SOUTH)
    east = supplied("ss", [[5200, 310], [310, 800]], EAST)
    return [(one, integration(one.counts)) for one in (south, east)]


def bare():
    one = supplied("shg", [[GONE, 120.5, 60], [120.5, GONE, 0], [60, 0, GONE]], SOUTH)
    return [(one, integration(one.counts))]


def drawn_of(sets):
    return joint.matrices([f for _, f in sets], [CLUSTERS[s.cluster] for s, _ in sets], NAMES)


def test_every_cell_has_its_count_and_its_ratio_to_chance():
    fig = drawn_of(both())
    said = [text.get_text() for text in fig.axes[1].texts]
    assert said == ["5,200\n× 1.13", "310\n× 0.34", "310\n× 0.34", "800\n× 4.30"]
    assert drawn.covering(drawn.texts(fig)) == []
    assert drawn.smallest(fig) >= drawn.SMALLEST


def test_few_counts_are_hatched_and_not_shaded():
    first = drawn_of(both()).axes[0]
    assert cells.hatched(first) == {(2, 1), (1, 2)}
    assert {cell.get_facecolor()[:3] for cell in cells.marked(first).values()} == {(1.0, 1.0, 1.0)}
    assert cells.shaded(first) == 7


def test_none_is_written_out_and_what_is_not_counted_is_a_dash():
    (ax,) = drawn_of(bare()).axes
    said = [text.get_text() for text in ax.texts]
    assert [said[i] for i in (0, 4, 8)] == ["–"] * 3
    assert said[5] == said[7] == "0\nnone"
    assert said[1].startswith("120.5\n× ")
    assert cells.hatched(ax) == {(2, 1), (1, 2)}
    assert set(cells.marked(ax)) - cells.hatched(ax) == {(0, 0), (1, 1), (2, 2)}  # grey


def test_more_than_chance_and_less_lie_on_two_sides_of_the_middle():
    first = drawn_of(both()).axes[0]
    inside, outside = (to_rgb(fill) for fill in cells.fills(first)[:2])
    assert inside[2] > inside[0]  # towards purple
    assert outside[0] > outside[2]  # towards orange


def test_counts_can_be_read_on_every_shade():
    for ax in drawn_of(both()).axes:
        fills = [fill for fill in cells.fills(ax) if fill != cells.NONE]
        assert all(contrast(fill, palette.INK) >= 4.5 for fill in [*fills, palette.LAND])


def test_the_table_has_the_index_and_its_parts_or_dashes():
    whole = integration_table.table(PLAIN, both(), CLUSTERS, NAMES)
    found = both()[1][1]
    assert whole.loc[1, "Index"].number == found.total
    assert whole.loc[1, "Each city"].startswith("Shanghai ")
    assert whole.loc[0, "Counts"] == "joint papers, 2019–2023, counted in full"
    empty = integration_table.table(PLAIN, bare(), CLUSTERS, NAMES).iloc[0]
    assert empty[["Index", "Inside cities", "Between cities", "Each city"]].isna().all()


def test_the_rows_behind_the_figure_hold_each_pair_once():
    rows = integration_table.data(both())
    assert len(rows) == 6 + 3
    assert not rows.duplicated(["cluster", "city_a", "city_b"]).any()
