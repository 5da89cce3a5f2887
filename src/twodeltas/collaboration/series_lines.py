"""Which series and points the figures of sec-series and fig-funds show, and how panels are headed.

A series is named as in the column `series` of the data; single points by the ids of their rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from twodeltas.collaboration.series import Line, points


@dataclass(frozen=True)
class Panels:
    """What one figure shows.

    Attributes:
        titles: The heading of each panel, in order.
        lines: What is drawn; the colour is the id of a cluster, or `other`.
    """

    titles: Mapping[str, str]
    lines: Sequence[Line]


FUNDS = Panels(
    titles={
        "all": "All mainland payers to Hong Kong",
        "guangdong": "Guangdong to Hong Kong and Macao",
    },
    lines=(
        Line("all", "money_mainland_to_hong_kong", colour="shg"),
        Line("guangdong", "money_guangdong_province_wide", "province-wide", "shg"),
        Line("guangdong", "money_guangdong_provincial_fiscal", "provincial budget", "shg"),
    ),
)
BAY_SERIES = Panels(
    titles={
        "labs": "Joint laboratories",
        "projects": "Projects in the Hetao park, Shenzhen side",
        "instruments": "Instruments of the neutron source",
        "users": "Registered users of the neutron source",
        "standards": "Common standards of the Bay Area",
        "papers": "Hong Kong papers with a mainland author, %",
    },
    lines=(
        Line("labs", "joint_laboratories_all", "all", "shg"),
        Line("labs", "joint_laboratories_hong_kong_partner", "with Hong Kong", "other"),
        Line("projects", "hetao_projects", colour="shg"),
        Line("projects", ["B17"], colour="shg"),
        Line("instruments", "spallation_instruments", colour="shg"),
        Line("users", "spallation_registered_users", colour="shg"),
        Line("standards", "bay_area_standards_total", colour="shg"),
        Line("papers", "hk_mainland_copub_share_of_hk_wos", colour="shg"),
    ),
)
DELTA_SERIES = Panels(
    titles={
        "instruments": "Instruments shared in the delta",
        "contracts": "Technology contracts from Shanghai, yuan",
        "papers": "Joint papers with Shanghai",
        "patents": "Patents transferred from Shanghai",
    },
    lines=(
        Line("instruments", ["SS-001", "SS-002", "SS-003", "SS-005", "SS-007"], colour="ss"),
        Line("contracts", "shanghai_to_jiangsu_zhejiang_anhui_tech_contracts_ed2024", colour="ss"),
        Line("papers", "shanghai_jza_copublications_ed2024", colour="ss"),
        Line(
            "patents",
            "shanghai_to_jiangsu_zhejiang_anhui_patents_transferred_ed2024",
            colour="ss",
        ),
    ),
)
DELTA_INDEX = Panels(
    titles={"index": "The index, 2011 = 100", "parts": "Three of its five parts"},
    lines=(
        Line("index", "yrd_index_ed2024", "edition of 2024", "ss"),
        Line("index", ["KF-018"], "", "other", {"KF-018": "in the edition of 2022"}),
        Line("index", ["KF-019"], "", "other", {"KF-019": "in the edition of 2023"}),
        Line("parts", "yrd_index_results_sharing_ed2024", "sharing of results", "ss"),
        Line("parts", "yrd_index_resource_sharing_ed2024", "sharing of resources", "ss"),
        Line("parts", "yrd_index_industry_linkage_ed2024", "links of industry", "ss"),
    ),
)
LINKS = "yrd_index_industry_linkage_ed2024"  # of the parts of the index


def shown(figure: Panels, tables: Mapping[str, pd.DataFrame], pair: Sequence[str]) -> pd.DataFrame:
    """The points of a figure.

    Args:
        figure: One of those above.
        tables: `evidence`, `knowledge_flows` and `claims`, by name.
        pair: Ids of the two clusters, which give the colours.

    Returns:
        What `series.points` returns.
    """
    colours = dict(zip(pair, ("first", "second"), strict=True))
    lines = [replace(line, colour=colours.get(line.colour, line.colour)) for line in figure.lines]
    return points(tables, lines)


def outran(moves: pd.DataFrame, slow: str) -> bool:
    """Whether all other series grew more than one of them, and to a higher number.

    Args:
        moves: What `series.moves` returned.
        slow: The name of the series that is left behind.
    """
    ends = moves[["times", "last"]].astype(float)
    return bool((ends.drop(slow) > ends.loc[slow]).all(axis=None))
