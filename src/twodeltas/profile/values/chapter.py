"""What the prose of the profile quotes: what was computed, and the parts of sentences about it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from twodeltas.metrics import reproduce
from twodeltas.metrics.edition_shares import BOUNDED, OPEN
from twodeltas.metrics.names import METRIC_NAMES
from twodeltas.profile import words
from twodeltas.profile.values.computed import Computed
from twodeltas.shared.dates import worded
from twodeltas.shared.profile import Profile
from walkback.values.markdown import Markdown, cite, join
from walkback.values.value import Value

EQUAL = {2: "half of it", 3: "a third of it"}
CHANGES = {2018: "GM-14", 2025: "GM-33"}  # where it is stated that a metric came in
AGREE = (reproduce.AGREES, reproduce.TIES, reproduce.PARTLY)


@dataclass(frozen=True)
class Windows:
    """The years that an edition pools.

    Attributes:
        pct: Those of the applications.
        publications: Those of the papers.
        cited: The sources that say so.
    """

    pct: str
    publications: str
    cited: Markdown


class Values(Computed):
    """What the prose quotes: `v.ahead.name`, `v.weighing.share`, `v.in_what`."""

    @property
    def title(self) -> str:
        """What the profile is called."""
        return f"{self.a.name} and {self.b.name}"

    @property
    def short_forms(self) -> str:
        """What the short names in figures stand for, as sentences; nothing where they are whole."""
        nb = self._nb
        told = [f"{nb.short[c]} is {nb.names[c]}." for c in nb.pair if nb.short[c] != nb.names[c]]
        return " ".join(["", *told]) if told else ""

    @property
    def unranked_names(self) -> str:
        """The names of those without a published rank."""
        return join(one.name for one in self.unranked)

    @property
    def cited(self) -> Markdown:
        """A citation of the sources of both rows."""
        return cite(self.sources)

    @property
    def metrics_in_words(self) -> str:
        """The metrics of the edition, as a part of a sentence."""
        return words.metrics(self.metrics)

    @property
    def in_what(self) -> str:
        """Who is ahead in which metric, as a sentence without its full stop."""
        return words.in_what(self.order.metrics, self.a.name, self.b.name)

    @property
    def equal_weight(self) -> str:
        """What equal weights give to each metric."""
        return EQUAL[len(self.metrics)]

    @property
    def tipping_metric(self) -> str:
        """The metric of which the weight can turn the order."""
        tipping = self.weighing.tipping
        return words.metrics([tipping.metric]) if tipping else ""

    @property
    def windows(self) -> Windows | None:
        """The years that the figures of both clusters are of, where the rows say so."""
        rows = self.edition.ranked.loc[[self.a.cluster, self.b.cluster]]
        found = [set(rows[column].dropna()) for column in ("pct_window", "pub_window")]
        if any(len(one) != 1 for one in found) or rows[["pct_window", "pub_window"]].isna().any(
            axis=None
        ):
            return None
        pct, publications = (worded(str(one.pop()), "en") for one in found)
        return Windows(pct, publications, self.cited)

    @cached_property
    def _windows_stated(self) -> pd.DataFrame:
        """The rows that state the years of this edition."""
        method = self._nb.table("gii_method")
        of_year = method["edition"] == str(self.edition.year)
        return method[of_year & (method["subject"] == "windows")]

    @property
    def windows_told(self) -> str:
        """What is stated of the years of this edition, where the rows of the pair say nothing."""
        names = [*self._nb.names.values(), "not found"]  # what is said of one cluster alone
        stated = [
            str(one)
            for one in self._windows_stated["statement"]
            if not any(name in one for name in names)
        ]
        return stated[0] if stated and self.windows is None else ""

    @property
    def windows_cited(self) -> Markdown:
        """A citation of where that is stated."""
        return self._nb.facts.cite(*map(str, self._windows_stated.index))

    @property
    def sums_in_words(self) -> str:
        """The sums of shares of both, as far as they are known."""
        return ", ".join(
            f"{one.name} {one.total.text if one.total.known else 'not known'}"
            for one in (self.a, self.b)
        )

    def not_sharp(self, implied: pd.DataFrame) -> pd.DataFrame:
        """Of the limits those of shares and sums that do not follow sharply from what is printed.

        Args:
            implied: See `twodeltas.metrics.tables.ranking.implied`.
        """
        if implied.empty:
            return implied
        wide = self.shares[self.shares["known"].isin([BOUNDED, OPEN])]
        kept = {
            (self._nb.names[c], METRIC_NAMES[quantity])
            for c, quantity in zip(wide["cluster"], wide["quantity"], strict=True)
        }
        rows = zip(implied["Cluster"], implied["Quantity"], strict=True)
        return implied[[row in kept for row in rows]].reset_index(drop=True)

    def listed(self, recipes: tuple[str, ...]) -> str:
        """Recipes as a part of a sentence."""
        return words.recipes(recipes)

    def _recomputed(self, *statuses: str) -> str:
        return join(self._nb.names[c] for c, told in self.recomputed.items() if told in statuses)

    @cached_property
    def agreeing(self) -> str:
        """The names of those whose published rank follows from the figures."""
        return self._recomputed(*AGREE)

    @cached_property
    def differing(self) -> str:
        """The names of those whose published rank contradicts the figures."""
        return self._recomputed(reproduce.DIFFERS)

    def counted(self, some: tuple[str, ...]) -> Value:
        """How many recipes there are among some."""
        return Value.exact(len(some), how="counted recipes", format=self._nb.numbers)

    @property
    def n_recipes(self) -> Value:
        """How many recipes could be computed."""
        groups = self.recipes
        return self.counted((*groups.keep, *groups.turn, *groups.level, *groups.depend))

    @property
    def recipe_title(self) -> str:
        """What the recipes say, as a title."""
        cardinal, found = self._nb.numbers.cardinal, self.recipes
        groups = (
            (found.keep, "put", f"{self.ahead.name} ahead"),
            (found.turn, "put", f"{self.behind.name} ahead"),
            (found.level, "leave", "the two level"),
            (found.depend, "leave", "the order open"),
        )
        told = [
            f"{cardinal(len(some))} {does}{'s' if len(some) == 1 else ''} {what}"
            for some, does, what in groups
            if some
        ]
        if len(told) == 1:
            return f"All {told[0]}".replace(" put", " recipes put").replace(
                " leave", " recipes leave"
            )
        return f"Of {self.n_recipes.word} recipes {join(told)}"

    @property
    def compared(self) -> list[str]:
        """The clusters that recipes are computed among."""
        return list(self.edition.ranges.bounded)

    @property
    def sources_compared(self) -> list[str]:
        """Their sources."""
        return self.sources_of([self.profile(cluster) for cluster in self.compared])

    @property
    def sources_of_changes(self) -> list[str]:
        """The sources of the new metrics between the editions that are shown."""
        return self._nb.facts.sources(CHANGES[year] for year in self.past.breaks if year in CHANGES)

    @property
    def merged_in_words(self) -> str:
        """Which of the two took others up, or became part of another, as sentences."""
        names, past = self._nb.names, self.past
        told = [
            f"{names[cluster]} stands where {join(before)} stood before."
            for cluster, before in past.before.items()
            if before
        ]
        for later in dict.fromkeys(past.later.values()):
            parts = [names[c] for c, whole in past.later.items() if whole == later]
            told.append(f"{join(parts)} later became part of {later}.")
        return " ".join(told)

    @property
    def n_both(self) -> int:
        """How many editions rank both."""
        return len(self.past.both)

    @property
    def n_both_in_words(self) -> str:
        """The same as the first word of a sentence."""
        word = self._nb.numbers.cardinal(self.n_both)
        return word[0].upper() + word[1:]

    @property
    def both_in_words(self) -> str:
        """Who was ahead in how many of them."""
        won = [
            (one.name, self.past.won(which, other))
            for one, which, other in ((self.a, "first", "second"), (self.b, "second", "first"))
        ]
        cardinal, every = self._nb.numbers.cardinal, "both" if self.n_both == 2 else "all"
        told = [
            f"{name} was ahead in {every if n == self.n_both else cardinal(n)} of them"
            for name, n in won
            if n
        ]
        level = self.n_both - sum(n for _, n in won)
        told += [f"in {cardinal(level)} they were level"] if level else []
        return join(told, ", and ")

    @property
    def span_in_words(self) -> str:
        """Between which ranks each was found in the unbroken stretch of this edition."""
        numbers, names = self._nb.numbers, self._nb.names
        told = []
        for cluster, (best, worst, n) in self.past.span.items():
            if n > 1:
                ranks = f"between {numbers.ordinal(best)} and {numbers.ordinal(worst)}"
                ranks = f"{numbers.ordinal(best)} each time" if best == worst else ranks
                told.append(
                    f"{names[cluster]} was found in {numbers.cardinal(n)} editions, {ranks}"
                )
        return "; ".join(told)

    @property
    def intensity_in_words(self) -> str:
        """The rank of each by size and per inhabitant, as a part of a sentence."""
        if not self.intense_drawn:
            return (
                f"no rank per inhabitant was found for {join((self.a.name, self.b.name), ' or ')}"
            )
        return "; ".join(self._size_and_intensity(one) for one in (self.a, self.b))

    def _size_and_intensity(self, one: Profile) -> str:
        place = self.intensity.place(one.cluster)
        if place == "not published":
            return f"for {one.name} no rank per inhabitant was found"
        if not one.rank.known:
            return f"{one.name} is {place} per inhabitant, and its rank by size was not found"
        return f"{one.name} is {one.rank.ordinal.text} by size and {place} per inhabitant"

    @property
    def intensity_cited(self) -> Markdown:
        """A citation of the rows per inhabitant of the two."""
        rates = self.intensity.rates
        rows = rates[rates["cluster"].isin(self._nb.pair)]
        return self._nb.facts.cite(*map(str, rows.index))
