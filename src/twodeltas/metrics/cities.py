"""City statistics side by side: the latest usable figure of each, with its year and its caution."""

from collections.abc import Sequence

import pandas as pd

from walkback.tables.labels import labels
from walkback.tables.lookup import ids_in

INDICATORS = (  # shown, in this order
    "population_permanent",
    "gdp",
    "rd_expenditure",
    "rd_intensity",
    "pct_applications",
    "high_tech_enterprises",
)
UNUSABLE = "do not draw"  # words of a note that keep a row out of tables and charts


def usable(stats: pd.DataFrame) -> pd.DataFrame:
    """The rows that a note does not keep out."""
    return stats[~stats["note"].fillna("").str.contains(UNUSABLE, regex=False)]


def latest(
    stats: pd.DataFrame, cities: Sequence[str], indicators: Sequence[str] = INDICATORS
) -> pd.DataFrame:
    """The latest usable row of each city and indicator.

    Args:
        stats: The table `city_stats` by id.
        cities: Ids of the cities.
        indicators: Codes of the indicators.

    Returns:
        The rows of `stats` chosen, in the order of indicators and cities; a pair without any row is
        left out, never filled.
    """
    rows = usable(stats)
    rows = rows[rows["city"].isin(cities) & rows["indicator"].isin(indicators)]
    newest = rows.sort_values("as_of").groupby(["city", "indicator"]).tail(1)
    order = [
        newest.index[(newest["indicator"] == i) & (newest["city"] == c)]
        for i in indicators
        for c in cities
    ]
    return stats.loc[[row for rows_of in order for row in rows_of]]


def cautions(rows: pd.DataFrame, names: dict[str, str]) -> list[str]:
    """What the notes of the rows warn of, one sentence a row: `Shanghai, GDP 2024: …`."""
    noted, words = rows[rows["note"].notna()], labels("city_stats", "indicator")
    return [
        f"{names[r['city']]}, {words[r['indicator']]} {r['as_of']}: {r['note']}"
        for _, r in noted.iterrows()
    ]


def members(clusters: pd.DataFrame, pair: Sequence[str]) -> list[str]:
    """The ids of the member cities of a pair, in the order of `data/clusters.csv`."""
    return [city for c in pair for city in ids_in(clusters.loc[c, "member_cities"])]


def with_figures(stats: pd.DataFrame, cities: Sequence[str]) -> list[str]:
    """The cities that have any usable figure."""
    known = set(usable(stats)["city"])
    return [city for city in cities if city in known]


def over_time(stats: pd.DataFrame, cities: Sequence[str], indicator: str) -> pd.DataFrame:
    """Every usable figure of one indicator.

    Returns:
        The rows of `stats` with `year` (of `as_of`) and `caution`, whether a note warns of it.
    """
    rows = usable(stats)
    rows = rows[rows["city"].isin(cities) & (rows["indicator"] == indicator)].copy()
    rows["year"] = rows["as_of"].str[:4].astype(int)
    rows["caution"] = rows["note"].notna()
    return rows.sort_values(["city", "year"])
