"""The cells of the tables of other rankings and of single applicants."""

from collections.abc import Mapping

import pandas as pd

KEPT = ["ranking", "measures"]
FIXED = ("base_city", "sum", "ids")


def rankings(standing: pd.DataFrame, short: Mapping[str, str]) -> pd.DataFrame:
    """One row an edition of a ranking, what it measures once a ranking.

    Args:
        standing: What `twodeltas.metrics.other_rankings.standings` returned.
        short: Short names by cluster id.
    """
    again = standing["ranking"].duplicated()
    return pd.DataFrame(
        {
            "Ranking": standing["ranking"].mask(again, ""),
            "Edition": standing["edition"].astype(str),
            **{name: standing[c].map(_told) for c, name in short.items() if c in standing},
            "Ranked": standing["of_how_many"].astype("Int64"),
            "What it measures": standing["measures"].mask(standing[KEPT].duplicated(), ""),
        }
    )


def _told(places: list[tuple[str, int]]) -> str:
    return ", ".join(f"{_short(place)} {rank}" for place, rank in places) or "not found"


def _short(place: str) -> str:
    return "Greater Bay Area" if place.endswith("Greater Bay Area") else place


def applicants(table: pd.DataFrame, cities: Mapping[str, str], total: float) -> pd.DataFrame:
    """One row a firm: its applications by year, their sum, and the share that they are at most.

    Args:
        table: What `twodeltas.metrics.applicants.by_firm` returned.
        cities: Names by city id.
        total: The applications of the cluster in the same years.
    """
    years = [column for column in table.columns if column not in FIXED]
    return pd.DataFrame(
        {
            "Applicant": [str(name) for name in table.index],
            "Seat": table["base_city"].map(cities).to_list(),
            **{str(year): table[year].to_list() for year in years},
            "Sum": table["sum"].to_list(),
            "At most, % of the cluster": (100 * table["sum"] / total).round(1).to_list(),
        }
    )
