"""What stands beside the ranking: other rankings, single applicants, who lives in the cluster."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from twodeltas.metrics import applicants, other_rankings
from twodeltas.metrics.values import intensity
from walkback.tables.lookup import ids_in
from walkback.values.value import Origin, Value

if TYPE_CHECKING:
    from twodeltas.shared.start import Notebook

WINDOW = (2020, 2024)  # of the PCT applications of the edition of 2025
CLUSTER = "G25-shg"  # the row with the applications of the cluster whose firms are known
DENSEST = "GI-2025-shg"  # the row with its figures per million
NAMED = ("CS-019", "CS-044", "CS-077")  # inhabitants of the three cities that name it


@dataclass(frozen=True)
class Beside:
    """Numbers that the ranking itself does not give.

    Attributes:
        standing: See `other_rankings.standings`.
        rows: Ids of the rankings' rows.
        ahead: In how many editions the first of the pair has the better best place.
        behind: In how many the second has.
        firms: See `applicants.by_firm`.
        total: Applications of the cluster whose firms these are.
        at_most: The share of it that each firm's can be at most.
        outside: Inhabitants of that cluster who live in none of the cities that name it.
    """

    standing: pd.DataFrame
    rows: list[str]
    ahead: Value
    behind: Value
    firms: pd.DataFrame
    total: float
    at_most: dict[str, Value]
    outside: Value

    @property
    def of_firms(self) -> list[str]:
        """Ids of the rows of the firms."""
        return [row for cell in self.firms["ids"] for row in ids_in(cell)]


def of(nb: Notebook) -> Beside:
    """Look up what stands beside the ranking of the pair of a notebook."""
    standing = other_rankings.standings(nb.table("rankings_other"), nb.pair)
    rows = [row for cell in standing["ids"] for row in ids_in(cell)]
    firms = applicants.by_firm(nb.table("pct_applicants"), WINDOW)
    total = float(nb.facts.row(CLUSTER)["pct_applications"])
    ahead, behind = other_rankings.ahead(standing, *nb.pair)
    return Beside(
        standing=standing,
        rows=rows,
        ahead=_editions(nb, ahead, rows),
        behind=_editions(nb, behind, rows),
        firms=firms,
        total=total,
        at_most={str(firm): _share(nb, firms, str(firm), total) for firm in firms.index},
        outside=_outside(nb),
    )


def _outside(nb: Notebook) -> Value:
    """The people whom the figures per million imply, less those of the named cities."""
    people = intensity.population(nb.facts, DENSEST)
    named = (float(nb.facts.row(row)["value"]) for row in NAMED)
    origins = (*people.origins, *(nb.facts.origin(row) for row in NAMED))
    how = "computed: implied inhabitants less those of the named cities"
    number = round(float(people.number or 0) - sum(named), -5)
    value = Value.rounded(number, -5, "persons", how=how, format=nb.numbers)
    return replace(value, qualifier="about", digits=None, origins=origins)


def _editions(nb: Notebook, number: int, rows: list[str]) -> Value:
    origins = tuple(Origin("rankings_other", row) for row in rows)
    how = "counted editions that place both"
    return Value.exact(number, how=how, origins=origins, format=nb.numbers)


def _share(nb: Notebook, firms: pd.DataFrame, firm: str, total: float) -> Value:
    own = [Origin("pct_applicants", row) for row in ids_in(firms.loc[firm, "ids"])]
    share = applicants.at_most(firms, firm, total)
    how = "computed: applications of the firm over those of the cluster, an upper bound"
    origins = (*own, Origin("gii_clusters_2025", CLUSTER))
    return Value.exact(share, "percent", digits=1, how=how, origins=origins, format=nb.numbers)
