"""The values of 02_metrics, section by section, each computed when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from twodeltas.metrics import breaks, edition_shares, recipe_bounds, reproduce, share_polytope
from twodeltas.metrics.values import (
    beside,
    cities,
    importance,
    intensity,
    ranks,
    recipes,
    uncertainty,
    venture,
    weights,
)
from twodeltas.metrics.values.beside import Beside
from twodeltas.metrics.values.cities import Cities
from twodeltas.metrics.values.importance import Importance
from twodeltas.metrics.values.intensity import Intensity
from twodeltas.metrics.values.ranks import Top
from twodeltas.metrics.values.recipes import Recipes
from twodeltas.metrics.values.uncertainty import Uncertainty
from twodeltas.metrics.values.venture import Venture
from twodeltas.metrics.values.weights import Weights
from twodeltas.shared import bounds, editions
from twodeltas.shared.chapter import Chapter
from twodeltas.shared.intervals import Ranges, from_bounds
from twodeltas.shared.listed import LATEST
from twodeltas.shared.profile import Profile, profile
from walkback.values.value import Origin, Value

if TYPE_CHECKING:
    from twodeltas.shared.start import Notebook

RECOMPUTED = (2023, 2025)  # the editions of which enough is published, and all after them
COMPLETE = 2023  # the latest edition whose whole table is published
COUNTED = "counted in the ranks recomputed"
DENSEST = "GI-2025-shg"  # the row with the figures per million of the case


class Values(Chapter):
    """What the prose of the chapter quotes: `v.a.rank`, `v.weights.first_share`."""

    def __init__(self, nb: Notebook, seed: int, draws: int) -> None:
        super().__init__(nb, seed, draws)
        self.rankings = nb.table("rankings")
        self.ranked = editions.of_edition(self.rankings, nb.edition)
        self.metrics = editions.metrics_of(nb.edition)
        self.known = bounds.derive(self.ranked, self.metrics, [bounds.ranks_filled])
        self.shares = edition_shares.standing(self.ranked, self.known, self.metrics)
        self.a, self.b = (self._profile(cluster) for cluster in nb.pair)
        self.ranges: Ranges
        self.ranges, self.why_not = weights.ranges_of(
            self.ranked, self.known, self.metrics, nb.pair
        )

    def _profile(self, cluster: str, known: bounds.Bounds | None = None) -> Profile:
        nb = self._nb
        return profile(nb.numbers, self.ranked, known or self.known, cluster, nb.clusters)

    @cached_property
    def peers(self) -> dict[str, Profile]:
        """Every cluster of the edition by id."""
        return {str(cluster): self._profile(str(cluster)) for cluster in self.ranked.index}

    @cached_property
    def top(self) -> Top:
        """The clusters that are shown."""
        return ranks.top(self.ranked, self.shares, self.metrics, self._nb.pair)

    @cached_property
    def lead_sentence(self) -> str:
        """Who of the pair is ahead in which metric."""
        return ranks.lead_sentence(self.a, self.b, self.shares, self.metrics)

    @cached_property
    def neither_first(self) -> bool:
        """Whether another cluster is ahead of each of the pair in every metric."""
        return all(
            edition_shares.trails(self.shares, m, c) for m in self.metrics for c in self._nb.pair
        )

    @cached_property
    def b_blind(self) -> Profile:
        """The second of the pair without its place in the latest metric."""
        return self._profile(self._nb.pair[1], self._blindly_known)

    @cached_property
    def _blindly_known(self) -> bounds.Bounds:
        cluster, metric = self._nb.pair[1], self.metrics[-1]
        return weights.without_place(self.ranked, cluster, metric, self.metrics)

    @cached_property
    def blind(self) -> Ranges:
        """What is known of the edition without the place of the second in the latest metric."""
        ranked = weights.without_rank(self.ranked, self._nb.pair[1], self.metrics[-1])
        return from_bounds(ranked, self._blindly_known, self.metrics)

    @cached_property
    def weights_blind(self) -> Weights:
        """Would other weights turn the order round, if that place is not taken for granted?"""
        return weights.weights(self._nb.numbers, self.blind, self._nb.pair, self.pair_rows)

    @cached_property
    def recipes_blind(self) -> pd.DataFrame:
        """The order of the pair under other recipes without that place."""
        whole = breaks.with_unlisted(self.blind)
        return recipe_bounds.order_of_pair(whole, *self._nb.pair, whole_list=True)

    @cached_property
    def dominated(self) -> dict[str, list[str]]:
        """For each of the pair the clusters that are certainly ahead of it in every metric."""
        whole = self.uncertainty.whole
        return {c: share_polytope.dominated_by(whole, c) for c in self._nb.pair}

    @cached_property
    def undominated(self) -> list[str]:
        """The clusters of the list that no other is certainly ahead of in every metric."""
        return share_polytope.undominated(self.uncertainty.whole)

    @property
    def dominance(self) -> str:
        """Who is beaten in every metric, in words."""
        beaten = {c: by for c, by in self.dominated.items() if by}
        names = self._nb.names
        some = [f"{names[c]} is certainly beaten so by {len(by)}." for c, by in beaten.items()]
        neither = (
            f"No cluster is certain to beat {self.a.name} or {self.b.name} in this way, and neither "
            "of the two beats the other."
        )
        number = self._nb.numbers.cardinal(len(self.undominated))
        rest = f"All but {number} of the hundred clusters of the list are beaten so by another one."
        return f"{' '.join(some) or neither} {rest}"

    @property
    def unprinted(self) -> bool:
        """Whether the edition has what some of the prose is about: shares that only bounds are known of."""
        return self._nb.edition == LATEST and self.b.share["pct"].bounded

    @property
    def proviso(self) -> str:
        """What the order in the latest metric rests on, where one source alone reports the place."""
        return ", if a reported rank is right" if self.unprinted else ""

    @cached_property
    def counted(self) -> list[str]:
        """The clusters of the edition with a published count, by rank."""
        known = self.ranked[[f"{m}_count" for m in self.metrics]].notna().any(axis=1)
        return [str(c) for c in self.ranked[known].sort_values("rank").index]

    @cached_property
    def past_pair(self) -> pd.DataFrame:
        """The rows of the pair in the latest complete edition and in this one."""
        then = editions.of_edition(self.rankings, COMPLETE).loc[[*self._nb.pair]]
        return pd.concat([then, self.ranked.loc[[*self._nb.pair]]])

    @cached_property
    def earlier(self) -> dict[str, Profile]:
        """Both clusters in the latest edition of which the whole table is published."""
        ranked = editions.of_edition(self.rankings, COMPLETE)
        metrics = editions.metrics_of(COMPLETE)
        known = bounds.derive(ranked, metrics, [bounds.ranks_filled])
        nb = self._nb
        return {c: profile(nb.numbers, ranked, known, c, nb.clusters) for c in nb.pair}

    @cached_property
    def pair_rows(self) -> tuple[Origin, ...]:
        """The raw rows behind the pair."""
        return ranks.origins(self.ranked, self._nb.pair)

    @cached_property
    def weights(self) -> Weights:
        """Would other weights turn the order round?"""
        return weights.weights(self._nb.numbers, self.ranges, self._nb.pair, self.pair_rows)

    @cached_property
    def importance(self) -> Importance:
        """What the metrics carry at equal weights."""
        return importance.importance(self._nb.numbers, self.rankings, self._nb.pair)

    @cached_property
    def uncertainty(self) -> Uncertainty:
        """How sure a rank is."""
        nb = self._nb
        return uncertainty.uncertainty(
            nb.numbers, self.ranked, self.ranges, self.blind, nb.pair, self._draws, self._seed
        )

    @cached_property
    def under_recipes(self) -> pd.DataFrame:
        """The order of the pair under other recipes, see `metrics.recipe_bounds.order_of_pair`."""
        whole = self.uncertainty.whole
        return recipe_bounds.order_of_pair(whole, *self._nb.pair, whole_list=True)

    @cached_property
    def recipes(self) -> Recipes:
        """The complete list under every recipe."""
        return recipes.complete(self._nb.numbers, self.importance.ranges, self._nb.pair)

    @cached_property
    def runner(self) -> str:
        """The second of the list."""
        return str(self.ranked["rank"].nsmallest(2).index[-1])

    @cached_property
    def has_venture(self) -> bool:
        """Whether venture deals count, and the first of the pair leads the list."""
        return "vc" in self.metrics and not self.why_not and self.a.rank.number == 1

    @cached_property
    def venture(self) -> Venture:
        """What venture deals changed."""
        first, _ = pair = self._nb.pair
        past = self.rankings.set_index(["edition", "cluster"])["rank"].to_dict()
        moved = {
            "before": past[str(self._nb.edition - 1), first],
            "after": self.a.rank.number,
        }
        rows = ranks.origins(self.ranked, [first, self.runner])
        return venture.venture(
            self._nb.numbers, self.ranges, pair, self.runner, moved, rows, self.pair_rows
        )

    @property
    def _further(self) -> list[int]:
        """The editions after those that are recomputed in any case."""
        years = [int(year) for year in set(self.rankings["edition"]) if str(year).isdigit()]
        return [year for year in years if year > max(RECOMPUTED)]

    @cached_property
    def recomputed(self) -> dict[str, pd.DataFrame]:
        """The ranks recomputed by edition, see `metrics.reproduce.reproduce`."""
        return {
            str(year): reproduce.reproduce(
                editions.of_edition(self.rankings, year), editions.metrics_of(year)
            )
            for year in sorted({*RECOMPUTED, *self._further})
        }

    @property
    def listed(self) -> Value:
        """How many clusters the data name for the edition."""
        return Value.exact(len(self._tested), how=COUNTED, format=self._nb.numbers)

    @property
    def untested(self) -> Value:
        """Of how many of them too little is published to recompute the rank."""
        number = int(self._tested["status"].eq(reproduce.UNTESTED).sum())
        return Value.exact(number, how=COUNTED, format=self._nb.numbers)

    @property
    def _tested(self) -> pd.DataFrame:
        return self.recomputed[str(max(int(year) for year in self.recomputed))]

    @cached_property
    def past(self) -> pd.DataFrame:
        """The ranks of the pair over the editions, with `name`."""
        past = editions.history(self.rankings, self._nb.clusters, self._nb.pair)
        return past.assign(name=past["cluster"].map(self._nb.names))

    @cached_property
    def intensity(self) -> Intensity:
        """Size against intensity."""
        nb = self._nb
        table = nb.table("gii_intensity_by_edition")
        return intensity.intensity(nb.numbers, self.ranked, table, nb.edition, nb.names, nb.pair)

    @cached_property
    def population(self) -> Value:
        """The population that the figures of the case per million imply."""
        return intensity.population(self._nb.facts, DENSEST)

    @cached_property
    def cities(self) -> Cities:
        """The cities behind the clusters."""
        return cities.of_pair(self._nb.table("city_stats"), self._nb.clusters, self._nb.pair)

    @cached_property
    def beside(self) -> Beside:
        """Other rankings, single applicants."""
        return beside.of(self._nb)

    @cached_property
    def handed_over(self) -> dict[str, Value]:
        """What the summary quotes, by name."""
        return ranks.handed_over(self.a, self.b) | {"pct_b_blind": self.b_blind.share["pct"]}
