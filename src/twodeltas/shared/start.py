"""The first line of every notebook: parameters in, names, facts and house style out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from walkback.errors import UsageError
from walkback.show import theme
from walkback.tables.lookup import Facts
from walkback.tables.read import read_processed, read_raw
from walkback.values.number_format import NumberFormat

FACT_TABLES = (
    "evidence",
    "city_stats",
    "knowledge_flows",
    "claims",
    "recommendations",
    "transfers",
    "findings",
    "actions",
    "indicators",
    "edges",
    "conflicts",
    "caveats",
    "gii_intensity_by_edition",
    "gii_method",
)
CASE = ("shg", "ss")


@dataclass(frozen=True)
class Notebook:
    """What the cells of a notebook share.

    Attributes:
        pair: The two cluster ids.
        edition: The edition of the ranking.
        lang: `en` or `zh`.
        clusters: `data/clusters.csv` by id.
        facts: Every fact by its row id; empty before 01_ingest has run.
        numbers: How numbers read: the language, and the words of the units of `data/raw/units.csv`.
    """

    pair: tuple[str, str]
    edition: int
    lang: str
    clusters: pd.DataFrame
    facts: Facts
    numbers: NumberFormat

    @property
    def is_case(self) -> bool:
        """Whether the pair is the one that evidence on collaboration was collected for."""
        return set(self.pair) == set(CASE)

    @property
    def names(self) -> dict[str, str]:
        """Full names by cluster id."""
        return {str(k): str(v) for k, v in self.clusters[f"name_{self.lang}"].items()}

    @property
    def short(self) -> dict[str, str]:
        """Short names by cluster id."""
        return {str(k): str(v) for k, v in self.clusters[f"short_{self.lang}"].items()}

    @property
    def city_names(self) -> dict[str, str]:
        """Names of cities by id."""
        return {str(k): str(v) for k, v in self.table("cities")[f"name_{self.lang}"].items()}

    @property
    def title(self) -> str:
        """The title of the report."""
        return f"{self.names[self.pair[0]]} and {self.names[self.pair[1]]}"

    def table(self, name: str) -> pd.DataFrame:
        """A table that 01_ingest wrote."""
        return read_processed(name)


def start(pair: Sequence[str], edition: int, lang: str = "en", *, ingest: bool = False) -> Notebook:
    """Set fonts and style, and read what the notebook needs.

    Args:
        pair: Two cluster ids of `data/clusters.csv`.
        edition: The edition of the ranking.
        lang: `en` or `zh`.
        ingest: Whether this is 01_ingest, which reads the raw tables.

    Raises:
        UsageError: If the pair is not two known clusters.
    """
    clusters = read_raw("clusters")
    _check_pair(pair, clusters)
    numbers = number_format(read_raw("units"), lang)
    theme.use()
    read = read_raw if ingest else read_processed
    facts = Facts({name: read(name) for name in FACT_TABLES}, numbers)
    return Notebook((pair[0], pair[1]), edition, lang, clusters, facts, numbers)


def number_format(units: pd.DataFrame, lang: str) -> NumberFormat:
    """How numbers read in a language.

    Args:
        units: The table `units` by code.
        lang: `en` or `zh`.

    Raises:
        ValueError: For another language.
    """
    words = units[f"symbol_{lang}"].fillna("")
    return NumberFormat(
        lang, {str(u): (str(units.loc[u, "kind"]), str(words[u])) for u in units.index}
    )


def _check_pair(pair: Sequence[str], clusters: pd.DataFrame) -> None:
    unknown = [c for c in pair if c not in clusters.index]
    if len(pair) != 2 or pair[0] == pair[1] or unknown:
        raise UsageError(
            f"pair = {list(pair)} must be two different ids of data/clusters.csv"
            + (f"; {', '.join(unknown)} is none." if unknown else ".")
        )
