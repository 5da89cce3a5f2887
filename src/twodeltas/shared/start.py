"""The first line of every notebook: parameters in, names, facts and house style out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from twodeltas.shared import claims_table
from twodeltas.shared.listed import CASE
from twodeltas.shared.tidy import TYPES
from walkback import paths
from walkback.errors import UsageError
from walkback.show import live, theme
from walkback.tables.lookup import Facts
from walkback.tables.package import load_package
from walkback.tables.read import RawTables, read_processed, read_raw
from walkback.values.markdown import Markdown
from walkback.values.number_format import NumberFormat

FIRST_ASKED = (  # for an id: what was found, then what we made of it, then every other table
    "evidence",
    "city_stats",
    "knowledge_flows",
    "claims",
    "edges",
    "conflicts",
    "caveats",
    "gii_intensity_by_edition",
    "gii_method",
    "recommendations",
    "transfers",
    "findings",
    "actions",
    "indicators",
)
MADE = {"rankings": TYPES}  # what 01_ingest writes, with its types; all else is read as collected


@dataclass(frozen=True)
class Notebook:
    """What the cells of a notebook share.

    Attributes:
        pair: The two cluster ids.
        edition: The edition of the ranking.
        lang: `en` or `zh`.
        clusters: `data/clusters.csv` by id.
        facts: Every fact by its row id.
        numbers: How numbers read: the language, and the words of the units of `data/raw/units.csv`.
        raw: The raw tables by name, each read when it is first asked for.
    """

    pair: tuple[str, str]
    edition: int
    lang: str
    clusters: pd.DataFrame
    facts: Facts
    numbers: NumberFormat
    raw: RawTables

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

    @property
    def citing(self) -> list[str]:
        """The names of the tables whose rows cite sources, those that 01_ingest made included."""
        described = load_package(paths.current().root).raw
        raw = [
            name
            for name, table in described.items()
            if table.source or any(column.to_references for column in table.columns.values())
        ]
        return [*MADE, *raw]

    def checked(self, *rows: str) -> Markdown:
        """A citation of what claims were held against; `facts.cite` cites the documents that make them."""
        return claims_table.checked(self.facts, *rows)

    def table(self, name: str) -> pd.DataFrame:
        """A raw table, or one that 01_ingest made; whoever changes it changes a copy.

        Raises:
            DataError: If there is no such table.
        """
        if name in MADE:
            return read_processed(name, MADE[name])
        return self.raw[name].copy() if name in self.raw else read_raw(name)


def start(edition: int, lang: str = "en", *, pair: Sequence[str] = CASE) -> Notebook:
    """Set fonts and style, and read what the notebook needs; while it is open, follow edited modules.

    Args:
        edition: The edition of the ranking.
        lang: `en` or `zh`.
        pair: Two cluster ids of `data/clusters.csv`, those of the main report if none are given.

    Raises:
        UsageError: If the pair is not two known clusters.
    """
    live.reload_edited()
    raw = RawTables()
    clusters = raw["clusters"]
    _check_pair(pair, clusters)
    numbers = number_format(raw["units"], lang)
    theme.use()
    facts = Facts(raw.only(dict.fromkeys((*FIRST_ASKED, *raw))), numbers)
    return Notebook((pair[0], pair[1]), edition, lang, clusters, facts, numbers, raw)


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
