"""What is computed for the profile, each part when it is first asked for."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from twodeltas.metrics import edition_shares, reproduce
from twodeltas.metrics.values import intensity, ranks
from twodeltas.metrics.values.intensity import Intensity
from twodeltas.profile import edition, history, order
from twodeltas.profile.history import Past
from twodeltas.profile.order import FIRST, LEVEL, OPEN, SECOND, Order
from twodeltas.profile.values import robust, standing
from twodeltas.profile.values.facts import Collected, collected
from twodeltas.profile.values.robust import Recipes, Weighing
from twodeltas.profile.values.standing import First
from twodeltas.profile.values.venture import METRIC, Venture
from twodeltas.profile.values.venture import of_pair as venture_of_pair
from twodeltas.shared import tidy
from twodeltas.shared.bounds import TOTAL
from twodeltas.shared.profile import Profile, profile
from walkback.errors import AnalysisError
from walkback.values.value import Origin

if TYPE_CHECKING:
    from twodeltas.shared.start import Notebook


class Computed:
    """What is computed of two clusters in one edition.

    Args:
        nb: What the cells of the notebook share.
    """

    def __init__(self, nb: Notebook) -> None:
        self._nb = nb
        self.rankings = tidy.all_editions(lambda name: nb.raw[name])
        self.edition = edition.edition(self.rankings, nb.edition)
        self.metrics = self.edition.metrics
        self.a, self.b = (self.profile(cluster) for cluster in nb.pair)
        ranks = (float(self.a.rank.number), float(self.b.rank.number))
        self.order: Order = order.of(self.edition.ranges, *nb.pair, ranks)
        self.second = self.order.overall == SECOND
        self.ahead, self.behind = (self.b, self.a) if self.second else (self.a, self.b)

    def profile(self, cluster: str) -> Profile:
        """What the edition says of a cluster; it is called by its full name everywhere."""
        nb, known = self._nb, self.edition
        found = profile(nb.numbers, known.ranked, known.known, cluster, nb.clusters)
        return replace(found, short=found.name)

    @property
    def decided(self) -> bool:
        """Whether the published ranks tell who is ahead."""
        return self.order.overall in {FIRST, SECOND}

    @property
    def level(self) -> bool:
        """Whether both have the same published rank."""
        return self.order.overall == LEVEL

    @property
    def unranked(self) -> list[Profile]:
        """Those of the two whose rank nobody is known to have published."""
        return [one for one in (self.a, self.b) if not one.rank.known]

    @property
    def ranked(self) -> list[Profile]:
        """Those of the two whose rank is known."""
        return [one for one in (self.a, self.b) if one.rank.known]

    @property
    def comparable(self) -> bool:
        """Whether enough is published of both to weigh one metric against another."""
        return bool(self.order.maps)

    @property
    def fits(self) -> bool:
        """Whether the one ahead by rank is ahead by the sum of the shares, too."""
        return self.comparable and self.decided and self.weighing.holds_at_equal

    @property
    def apart(self) -> bool:
        """Whether it is known in some metric who is ahead, or that the two are level."""
        return set(self.order.metrics.values()) != {OPEN}

    @property
    def crossed(self) -> bool:
        """Whether each of the two is ahead in some metric."""
        return {FIRST, SECOND} <= set(self.order.metrics.values())

    @property
    def dominant(self) -> bool:
        """Whether the one ahead by rank is ahead in one metric and behind in none."""
        return self.order.dominant == (SECOND if self.second else FIRST)

    @cached_property
    def rows(self) -> tuple[Origin, ...]:
        """The raw rows behind the pair."""
        return ranks.origins(self.edition.ranked, self._nb.pair)

    @cached_property
    def sources(self) -> list[str]:
        """The sources of the rows of the pair."""
        return list(dict.fromkeys(source for row in self.rows for source in row.sources))

    def sources_of(self, profiles: list[Profile]) -> list[str]:
        """The sources of the pair and of further clusters."""
        rows = ranks.origins(self.edition.ranked, [one.cluster for one in profiles])
        return list(dict.fromkeys([*self.sources, *(s for row in rows for s in row.sources)]))

    @cached_property
    def shares(self) -> pd.DataFrame:
        """Every share of the edition, see `twodeltas.metrics.edition_shares.standing`."""
        known = self.edition
        return edition_shares.standing(known.ranked, known.known, known.metrics)

    @cached_property
    def drawn(self) -> bool:
        """Whether there is a share of one of the pair to draw."""
        rows = self.shares[self.shares["cluster"].isin(self._nb.pair)]
        return bool((rows.loc[rows["quantity"] != TOTAL, "known"] != edition_shares.OPEN).any())

    @cached_property
    def firsts(self) -> list[First]:
        """Who is first in each metric, as far as that is known."""
        found = standing.firsts(self.edition, (self.a, self.b), self.profile)
        return [first for first in found if first.leaders]

    @property
    def far(self) -> bool:
        """Whether it is known of some first how far away it is, or that it is one of the pair."""
        pair = {self.a.cluster, self.b.cluster}
        return any(
            any(first.distances) or (first.leader is not None and first.leader.cluster in pair)
            for first in self.firsts
        )

    @property
    def first_name(self) -> str:
        """Who is first in the list, nothing where that is not known."""
        return self.firsts[-1].names if self.firsts else ""

    @cached_property
    def weighing(self) -> Weighing:
        """The weightings of the shares, seen from the one that is ahead."""
        found = self.order.maps[0]
        return Weighing(found, self.second, self._nb.numbers, self.rows)

    @cached_property
    def recipes(self) -> Recipes:
        """The recipes by what they say of the pair."""
        return robust.recipes(self.order.recipes, second=self.second)

    @cached_property
    def recomputed(self) -> dict[str, str]:
        """Whether the rank of each follows from the published figures, by cluster."""
        try:
            table = reproduce.reproduce(self.edition.ranked, self.metrics)
        except AnalysisError:  # an edition of ranks alone
            return {}
        found = table.set_index("cluster")["status"]
        return {c: str(found[c]) for c in self._nb.pair if c in found.index}

    @property
    def has_venture(self) -> bool:
        """Whether the edition counts venture deals."""
        return METRIC in self.metrics

    @cached_property
    def venture(self) -> Venture:
        """What venture deals change."""
        return venture_of_pair(
            self._nb.numbers, self.edition, self.rankings, (self.ahead, self.behind), self.rows
        )

    @cached_property
    def past(self) -> Past:
        """The ranks of the pair over the editions."""
        nb = self._nb
        return history.past(self.rankings, nb.clusters, nb.pair, nb.names, nb.edition)

    @cached_property
    def intensity(self) -> Intensity:
        """Size against intensity."""
        nb = self._nb
        table = nb.table("gii_intensity_by_edition")
        ranked = self.edition.ranked
        return intensity.intensity(nb.numbers, ranked, table, nb.edition, nb.names, nb.pair)

    @property
    def per_million(self) -> pd.DataFrame:
        """The rows of the pair with a figure per million inhabitants."""
        rows = self.intensity.per_million
        return rows[rows["cluster"].isin(self._nb.pair)]

    @property
    def intense_drawn(self) -> bool:
        """Whether a rank per inhabitant is known of one of the two."""
        ranks = self.intensity.ranks
        return bool(ranks.loc[ranks["cluster"].isin(self._nb.pair), "intensity_rank"].notna().any())

    @property
    def intense(self) -> bool:
        """Whether anything per inhabitant is known of one of the two."""
        return self.intense_drawn or not self.per_million.empty

    @cached_property
    def collected(self) -> Collected:
        """What the collection holds of collaboration inside the two clusters."""
        return collected(self._nb)
