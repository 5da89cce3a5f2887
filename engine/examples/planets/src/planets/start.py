"""The first line of both notebooks: the house style, the units, the facts."""

from dataclasses import dataclass

import pandas as pd

from walkback.show import live, theme
from walkback.tables.lookup import Facts
from walkback.tables.read import read_raw
from walkback.values.number_format import NumberFormat


@dataclass(frozen=True)
class Orbits:
    """What the cells of a notebook share.

    Attributes:
        table: One row a planet, from the Sun outwards: `name`, `distance` in AU, `period` in years.
        facts: Every fact by its row id.
    """

    table: pd.DataFrame
    facts: Facts

    @property
    def rows(self) -> list[str]:
        """The ids of all rows that the table was made of."""
        return [
            f"{planet}-{what}" for planet in self.table.index for what in ("distance", "period")
        ]


def start(last: str) -> Orbits:
    """Set the style and read the orbits of the planets up to one of them.

    Args:
        last: The id of the outermost planet.
    """
    live.reload_edited()
    theme.use()
    units = read_raw("units")
    words = zip(units["kind"], units["word"], strict=True)
    numbers = NumberFormat("en", dict(zip(units.index, words, strict=True)))
    orbits = read_raw("orbits")
    table = orbits.pivot_table(index="planet", columns="measure", values="value")
    table.insert(0, "name", orbits.groupby("planet")["name"].first())
    table = table.sort_values("distance")
    return Orbits(table.loc[:last], Facts({"orbits": orbits}, numbers))
