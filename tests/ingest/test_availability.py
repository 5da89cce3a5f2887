"""Which figures of the ranking are there: borders, metrics and gaps told apart."""

import math

import pandas as pd
import pytest

from tests.shared.real import rankings, raw
from twodeltas.ingest import availability

CLUSTERS = pd.DataFrame({"since_edition": [2022, None]}, index=["young", "old"])


def table(*rows: dict[str, object]) -> pd.DataFrame:
    empty = dict.fromkeys((q for q in availability.QUANTITIES if q != "rank"), math.nan)
    usual = {"rank_origin": "published", "raw_row": "X", "source_id": "s", **empty}
    return pd.DataFrame([usual | row for row in rows])


@pytest.fixture(scope="module")
def cells() -> pd.DataFrame:
    small = table(
        {"edition": "2017", "cluster": "old", "rank": 9.0, "pct_share": 1.5},
        {"edition": "2022", "cluster": "young", "rank": 3.0, "rank_origin": "derived"},
        {"edition": "2022_restated", "cluster": "young", "rank": 4.0},
        {"edition": "2025", "cluster": "young", "rank": 2.0, "vc_share": 2.9},
    )
    return availability.grid(small, CLUSTERS, ("young", "old"))


def state(cells: pd.DataFrame, tile: str) -> str:
    return cells.set_index("id").loc[tile, "state"]


def test_there_is_a_tile_for_every_cluster_edition_and_quantity(cells):
    assert len(cells) == 2 * 9 * len(availability.QUANTITIES)
    assert cells["id"].is_unique


@pytest.mark.parametrize(
    ("tile", "expected"),
    [
        ("2017-old rank", availability.FOUND),
        ("2017-old pct_share", availability.FOUND),
        ("2017-old pct_count", availability.MISSING),
        ("2017-old publications_share", availability.NO_PART),
        ("2018-old publications_share", availability.MISSING),
        ("2024-old vc_share", availability.NO_PART),
        ("2025-old vc_share", availability.MISSING),
        ("2021-young rank", availability.OTHER_BORDERS),
        ("2021-young vc_share", availability.OTHER_BORDERS),
        ("2022-young rank", availability.DERIVED),
        ("2025-young vc_share", availability.FOUND),
    ],
)
def test_each_tile_has_its_state(cells, tile, expected):
    assert state(cells, tile) == expected


def test_held_and_possible_leave_out_what_cannot_be(cells):
    assert sorted(availability.held(cells)["id"]) == [
        "2017-old pct_share",
        "2017-old rank",
        "2022-young rank",
        "2025-young rank",
        "2025-young vc_share",
    ]
    assert not set(availability.possible(cells)["state"]) & {
        availability.NO_PART,
        availability.OTHER_BORDERS,
    }


def test_a_figure_that_a_researcher_types_in_is_found():
    real = rankings().copy()
    states = {}
    for figure in (math.nan, 4.1):
        real.loc["2025-ss", "pct_share"] = figure
        states[figure] = state(
            availability.grid(real, raw("clusters"), ("shg", "ss")), "2025-ss pct_share"
        )
    assert list(states.values()) == [availability.MISSING, availability.FOUND]


def test_the_real_clusters_have_no_figures_before_their_borders():
    real = availability.grid(rankings(), raw("clusters"), ("shg", "ss"))
    early = real[real["state"] == availability.OTHER_BORDERS].groupby("cluster")["edition"].max()
    assert early.to_dict() == {"shg": 2019, "ss": 2021}
