"""What has been counted over time (sec-series), and the money that crossed (fig-funds)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from twodeltas.collaboration import series
from twodeltas.collaboration import series_lines as lines
from walkback.tables.lookup import Facts
from walkback.values.number_format import NumberFormat
from walkback.values.value import Value


@dataclass(frozen=True)
class Series:
    """Points of the figures, and growth as a multiple of the first number of a series.

    Attributes:
        funds: The points of fig-funds (`series.points`).
        bay: Those of fig-bay-series.
        delta: Those of fig-delta-series.
        index: Those of fig-delta-index.
        contracts_growth: Technology contracts from Shanghai to three provinces.
        papers_growth: Joint papers of Shanghai with them.
        patents_growth: Patents transferred from Shanghai to them.
        results_growth: The delta's index of the sharing of results.
        linkage_growth: Its index of the links between industries.
        closed: From when to when the border of Hong Kong was closed, in decimal years.
        numbers: How numbers read.
    """

    funds: pd.DataFrame
    bay: pd.DataFrame
    delta: pd.DataFrame
    index: pd.DataFrame
    contracts_growth: Value
    papers_growth: Value
    patents_growth: Value
    results_growth: Value
    linkage_growth: Value
    closed: tuple[float, float]
    numbers: NumberFormat

    @property
    def bay_words(self) -> dict[str, str]:
        """How many series of the Bay Area there are, have `grown` and `stood`, as words."""
        moved = series.moves(self.bay)
        found = {"all": len(moved), "grown": moved["grown"].sum(), "stood": moved["stood"].sum()}
        return {what: self.numbers.cardinal(number) for what, number in found.items()}

    @property
    def bay_stood(self) -> set[str]:
        """The series of the Bay Area that did not move between two counts, by name in the data."""
        moved = series.moves(self.bay)
        return set(moved.index[moved["stood"]])

    @property
    def sharing_outran_links(self) -> bool:
        """Whether in the delta's index sharing grew more than links of industry, and higher."""
        parts = self.index[self.index["panel"] == "parts"]
        return lines.outran(series.moves(parts), lines.LINKS)


def of(
    numbers: NumberFormat, tables: Mapping[str, pd.DataFrame], facts: Facts, pair: Sequence[str]
) -> Series:
    """Choose the points of the figures, and divide last numbers by first ones.

    Args:
        numbers: How the values read.
        tables: `evidence`, `knowledge_flows` and `claims`, by name.
        facts: The same rows as values.
        pair: Ids of the two clusters, which give the colours.
    """

    def growth(name: str) -> Value:
        first, last = series.ends(tables["knowledge_flows"], name)
        return (facts[last] / facts[first]).to(digits=1, unit="times")

    return Series(
        funds=lines.shown(lines.FUNDS, tables, pair),
        bay=lines.shown(lines.BAY_SERIES, tables, pair),
        delta=lines.shown(lines.DELTA_SERIES, tables, pair),
        index=lines.shown(lines.DELTA_INDEX, tables, pair),
        contracts_growth=growth("shanghai_to_jiangsu_zhejiang_anhui_tech_contracts_ed2024"),
        papers_growth=growth("shanghai_jza_copublications_ed2024"),
        patents_growth=growth("shanghai_to_jiangsu_zhejiang_anhui_patents_transferred_ed2024"),
        results_growth=growth("yrd_index_results_sharing_ed2024"),
        linkage_growth=growth("yrd_index_industry_linkage_ed2024"),
        closed=series.closed(tables["evidence"]),
        numbers=numbers,
    )
